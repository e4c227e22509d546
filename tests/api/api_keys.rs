//! Keys of other programs: made and ended by operators, shown once, kept as hashes.

use contract::AuditEntry;
use serde_json::json;
use uuid::Uuid;

use crate::harness::{TestApp, problem};

const KEYS: &str = "/api/v1/api-keys";

#[tokio::test]
async fn a_secret_is_shown_once_and_kept_nowhere() {
    let app = TestApp::start().await;
    let mut operator = app.signed_in("op@vendor.example").await;
    let asked = json!({ "name": " shop ", "scopes": ["events"] });
    let made = operator.post(KEYS, asked.clone()).await;
    assert_eq!(made.header("cache-control"), "no-store");
    let made = made.ok();
    let secret = made["secret"].as_str().unwrap();
    assert_eq!((&secret[..7], secret.len()), ("kizuna_", 50));
    assert_eq!(made["key"]["name"], "shop");
    assert_eq!(made["key"]["created_by"], "Ola Operator");

    let list = operator.get(KEYS).await;
    assert_eq!(list.ok()["items"], json!([made["key"]]));
    assert!(!list.text.contains(secret));
    // The same request again makes no second key.
    let again = operator.post(KEYS, asked).await;
    assert_eq!(again.problem(), problem(409, "conflict"));
    assert_eq!(again.field_codes(), ["/name taken"]);
}

#[tokio::test]
async fn a_key_that_ended_gives_its_name_free_and_leaves_its_lines() {
    let app = TestApp::start().await;
    let mut operator = app.signed_in("op@vendor.example").await;
    let asked = json!({ "name": "shop", "scopes": ["events"] });
    let first = operator.post(KEYS, asked.clone()).await.ok();
    let path = format!("{KEYS}/{}", first["key"]["id"].as_str().unwrap());
    for _ in 0..2 {
        operator.delete(&path).await.ok();
    }
    operator.post(KEYS, asked).await.ok();
    let page = operator.get(&format!("{KEYS}?limit=1")).await.ok();
    assert_eq!(page["items"][0]["revoked_at"], json!(null));
    let cursor = page["next_cursor"].as_str().unwrap();
    let page = operator.get(&format!("{KEYS}?cursor={cursor}")).await.ok();
    assert_eq!(page["items"][0]["id"], first["key"]["id"]);
    assert!(page["items"][0]["revoked_at"].is_string());

    let log = operator.get("/api/v1/audit").await.ok();
    let log: Vec<AuditEntry> = serde_json::from_value(log["items"].clone()).unwrap();
    let of_keys = log.iter().filter_map(|entry| {
        let word = serde_json::to_value(entry.action).unwrap();
        let word = word.as_str().unwrap().to_owned();
        let detail = entry.detail.as_deref().unwrap_or_default();
        word.starts_with("api_key")
            .then(|| format!("{word} {detail}"))
    });
    assert_eq!(
        of_keys.collect::<Vec<_>>(),
        [
            "api_key_created shop: events",
            "api_key_revoked shop",
            "api_key_created shop: events",
        ]
    );
}

#[tokio::test]
async fn a_key_that_says_nothing_is_refused() {
    let app = TestApp::start().await;
    let mut operator = app.signed_in("op@vendor.example").await;
    for (asked, code) in [
        (
            json!({ "name": " ", "scopes": ["events"] }),
            "/name too_short",
        ),
        (
            json!({ "name": "x".repeat(101), "scopes": ["events"] }),
            "/name too_long",
        ),
        (json!({ "name": "shop", "scopes": [] }), "/scopes malformed"),
        (
            json!({ "name": "shop", "scopes": ["events", "events"] }),
            "/scopes malformed",
        ),
        (json!({ "name": "shop", "scopes": ["all"] }), " malformed"),
    ] {
        let answer = operator.post(KEYS, asked).await;
        assert_eq!(answer.problem(), problem(422, "invalid"));
        assert_eq!(answer.field_codes(), [code]);
    }
    let unknown = operator.delete(&format!("{KEYS}/{}", Uuid::now_v7())).await;
    assert_eq!(unknown.problem(), problem(404, "not-found"));
}
