//! The knowledge base, as far as the reader may open it.

use contract::Persona;
use serde_json::json;

use crate::harness::{TestApp, problem};

fn article(title: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\nsummary: About it.\nupdated: 2026-11-01\n{more}---\nHello **there**.\n\n## More\n\nWords.\n"
    )
}

async fn app() -> TestApp {
    TestApp::with_articles(&[
        (
            "en/start/welcome.md",
            &article("Welcome", "aliases: [start/hello]\n"),
        ),
        ("ja/start/welcome.md", &article("ようこそ", "")),
        (
            "en/start/second.md",
            &article("Second", "order: 20\nrelated: [start/secret]\n"),
        ),
        (
            "en/start/secret.md",
            &article("For leads alone", "audience:\n  personas: [lead]\n"),
        ),
        (
            "en/start/draft.md",
            &article("Not finished", "draft: true\n"),
        ),
    ])
    .await
}

#[tokio::test]
async fn an_article_comes_in_the_language_asked_for_or_the_nearest() {
    let app = app().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    let japanese = client
        .get("/api/v1/articles/start/welcome?locale=ja")
        .await
        .ok();
    assert_eq!(
        (&japanese["title"], &japanese["locale"]),
        (&json!("ようこそ"), &json!("ja"))
    );
    assert_eq!(japanese["locales"], json!(["en", "ja"]));
    let fallback = client
        .get("/api/v1/articles/start/welcome?locale=zh-Hant")
        .await
        .ok();
    assert_eq!(
        (&fallback["title"], &fallback["locale"]),
        (&json!("Welcome"), &json!("en"))
    );
    assert!(
        fallback["html"]
            .as_str()
            .unwrap()
            .contains("<strong>there</strong>")
    );
    assert_eq!(
        fallback["contents"],
        json!([{ "level": 2, "anchor": "more", "text": "More" }])
    );
}

#[tokio::test]
async fn what_a_reader_may_not_open_leaves_no_trace() {
    let app = app().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    for path in [
        "/api/v1/articles",
        "/api/v1/articles/start/second",
        "/api/v1/articles/start/welcome",
        "/api/v1/home",
    ] {
        let text = client.get(path).await.text;
        assert!(
            !text.contains("For leads alone") && !text.contains("secret"),
            "{path}: {text}"
        );
        assert!(
            !text.contains("Not finished") && !text.contains("draft"),
            "{path}: {text}"
        );
    }
    for slug in ["secret", "draft", "none"] {
        let answer = client.get(&format!("/api/v1/articles/start/{slug}")).await;
        assert_eq!(answer.problem(), problem(404, "not-found"), "{slug}");
    }
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let mio = app.people["mio@hoshino.example"];
    admin
        .patch(
            &format!("/api/v1/members/{mio}"),
            json!({ "persona": Persona::Lead }),
        )
        .await
        .ok();
    let lead = client.get("/api/v1/articles/start/second").await.ok();
    assert_eq!(lead["related"][0]["title"], "For leads alone");
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one() {
    let app = app().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    let answer = client.get("/api/v1/articles/start/hello?locale=ja").await;
    assert_eq!(answer.status, 308);
    assert_eq!(
        answer.header("location"),
        "/api/v1/articles/start/welcome?locale=ja"
    );
}

#[tokio::test]
async fn an_unknown_language_is_refused() {
    let app = app().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    assert_eq!(
        client.get("/api/v1/articles?locale=de").await.problem(),
        problem(422, "invalid")
    );
}
