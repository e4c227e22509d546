//! The audit log: complete, and each reads their own part.

use serde_json::{Value, json};

use crate::harness::TestApp;

fn lines(page: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let entries = page["items"].as_array().unwrap();
    entries
        .iter()
        .map(|entry| (text(&entry["action"]), text(&entry["subject"])))
        .collect()
}

#[tokio::test]
async fn admins_read_what_was_done_in_their_company_and_not_who_signed_in() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    app.signed_in("anna@nordlicht.example")
        .await
        .invite("x@nordlicht.example")
        .await
        .ok();
    let invited = admin.invite("new@hoshino.example").await.ok();
    let mio = app.people["mio@hoshino.example"];
    admin
        .patch(
            &format!("/api/v1/members/{mio}"),
            json!({ "role": "account_admin" }),
        )
        .await
        .ok();
    admin
        .post(&format!("/api/v1/members/{mio}/deactivation"), json!({}))
        .await
        .ok();
    admin
        .delete(&format!(
            "/api/v1/members/{}/invitation",
            invited["id"].as_str().unwrap()
        ))
        .await
        .ok();

    let page = admin.get("/api/v1/audit").await.ok();
    let expected = [
        ("invitation_withdrawn", "New Person"),
        ("member_deactivated", "Mio Member"),
        ("member_updated", "Mio Member"),
        ("member_invited", "New Person"),
    ];
    let found = lines(&page);
    for (line, (action, subject)) in found.iter().zip(expected) {
        assert_eq!((line.0.as_str(), line.1.as_str()), (action, subject));
    }
    assert!(
        found.iter().all(|(action, _)| !action.contains("sign")),
        "{found:?}"
    );
    assert!(!page.to_string().contains("nordlicht"));
    assert_eq!(page["items"][0]["actor"], "Aki Admin");
    assert!(
        page["items"][2]["detail"]
            .as_str()
            .unwrap()
            .contains("account_admin")
    );
}

#[tokio::test]
async fn operators_read_everything_also_failed_sign_ins() {
    let app = TestApp::start().await;
    app.client().sign_in("mio@hoshino.example", "wrong").await;
    let mut operator = app.signed_in("op@vendor.example").await;
    let page = operator.get("/api/v1/audit?limit=200").await.ok();
    let found = lines(&page);
    assert!(
        found.contains(&("sign_in_failed".into(), "Mio Member".into())),
        "{found:?}"
    );
    assert!(
        found.contains(&("account_created".into(), String::new()))
            || found.iter().any(|(action, _)| action == "account_created")
    );
    let entry = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["action"] == "sign_in_failed")
        .unwrap();
    assert_eq!(entry["account_name"], "Hoshino");
}
