//! What writers work with: the state of every article, what to write next, previews and sources.

use std::collections::HashMap;

use axum::http::Method;
use serde_json::json;
use server::settings::GivenSettings;

use crate::harness::{TestApp, problem};

fn article(title: &str, more: &str) -> String {
    format!("---\ntitle: {title}\nsummary: About it.\nupdated: 2026-11-10\n{more}---\nHello.\n")
}

fn articles() -> Vec<(String, String)> {
    [
        (
            "en/start/welcome.md",
            article("Welcome", "contexts: [home]\n"),
        ),
        (
            "ja/start/welcome.md",
            article("ようこそ", "source_revision: 2026-11-01\n"),
        ),
        ("en/start/second.md", article("Second", "draft: true\n")),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .into()
}

async fn app() -> TestApp {
    TestApp::with(articles(), HashMap::new(), GivenSettings::default()).await
}

const WRITER: &str = "wri@vendor.example";

#[tokio::test]
async fn the_list_tells_the_state_in_each_language_and_the_votes() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let vote = json!({ "is_helpful": false, "reason": "where is the door?", "locale": "en" });
    mio.put("/api/v1/articles/start/welcome/vote", vote)
        .await
        .ok();
    let mut writer = app.signed_in(WRITER).await;
    let list = writer.get("/api/v1/writing/articles?locale=ja").await.ok();
    let second = json!({
        "category": "start", "slug": "second", "title": "Second", "helpful": 0, "unhelpful": 0,
        "languages": [
            { "locale": "en", "state": "draft", "updated": "2026-11-10" },
            { "locale": "ja", "state": "missing", "updated": null },
        ],
    });
    let welcome = json!({
        "category": "start", "slug": "welcome", "title": "ようこそ", "helpful": 0, "unhelpful": 1,
        "languages": [
            { "locale": "en", "state": "published", "updated": "2026-11-10" },
            { "locale": "ja", "state": "stale", "updated": "2026-11-10" },
        ],
    });
    assert_eq!(list, json!([second, welcome]));
}

#[tokio::test]
async fn gaps_are_what_readers_missed() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let search =
        json!({ "query": "Invoice  PDF", "locale": "en", "results": 0, "was_opened": false });
    mio.post("/api/v1/searches", search).await.ok();
    let vote = json!({ "is_helpful": false, "reason": "where is the door?", "locale": "en" });
    mio.put("/api/v1/articles/start/welcome/vote", vote)
        .await
        .ok();
    let mut writer = app.signed_in(WRITER).await;
    let gaps = writer.get("/api/v1/writing/gaps").await.ok();
    assert_eq!(gaps["searches"][0]["query"], "invoice pdf");
    assert_eq!(gaps["searches"][0]["without_result"], 1);
    assert_eq!(gaps["unhelpful"][0]["slug"], "welcome");
    assert_eq!(
        gaps["unhelpful"][0]["reasons"],
        json!(["where is the door?"])
    );
    let contexts = gaps["contexts"].as_array().unwrap();
    let of = |page: &str| contexts.iter().find(|missing| missing["page"] == page);
    assert_eq!(of("home").unwrap()["locales"], json!(["zh-Hant"]));
    assert_eq!(
        of("company").unwrap()["locales"],
        json!(["en", "ja", "zh-Hant"])
    );
    // Nobody waits for the translation of a draft.
    assert_eq!(
        gaps["translations"],
        json!([{ "category": "start", "slug": "welcome", "title": "Welcome", "locale": "ja", "is_missing": false }])
    );
}

#[tokio::test]
async fn a_preview_shows_the_file_among_the_others_and_its_problems() {
    let app = app().await;
    let mut writer = app.signed_in(WRITER).await;
    let text = article("Third", "") + "\n[there](/kb/start/welcome) and [nowhere](/kb/start/none)";
    let ask = json!({ "path": "en/start/third.md", "text": text });
    let preview = writer.post("/api/v1/writing/previews", ask).await.ok();
    assert_eq!(preview["article"]["title"], "Third");
    let html = preview["article"]["html"].as_str().unwrap();
    assert!(html.contains(r#"href="/kb/start/welcome""#), "{html}");
    let problems = preview["problems"].as_array().unwrap();
    let dead = problems
        .iter()
        .find(|problem| problem["is_error"] == true)
        .unwrap();
    assert_eq!((&dead["line"], &dead["column"]), (&json!(8), &json!(32)));
    assert!(dead["source"].as_str().unwrap().starts_with("[there]"));

    // Nothing of it is kept.
    let found = writer.get("/api/v1/articles/start/third").await;
    assert_eq!(found.problem(), problem(404, "not-found"));
}

#[tokio::test]
async fn a_preview_without_an_article_says_why() {
    let app = app().await;
    let mut writer = app.signed_in(WRITER).await;
    for ask in [
        json!({ "path": "nowhere.md", "text": article("T", "") }),
        json!({ "path": "en/start/third.md", "text": "no front matter" }),
        json!({ "path": "../../etc/passwd", "text": article("T", "") }),
    ] {
        let preview = writer.post("/api/v1/writing/previews", ask).await.ok();
        assert_eq!(preview["article"], json!(null));
        assert!(!preview["problems"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn previews_alone_take_large_bodies() {
    let app = app().await;
    let mut writer = app.signed_in(WRITER).await;
    let long = |bytes: usize| article("Long", "") + &"long words ".repeat(bytes / 11);
    let ask = json!({ "path": "en/start/long.md", "text": long(1_000_000) });
    let preview = writer
        .send(Method::POST, "/api/v1/writing/previews", Some(ask))
        .await;
    assert_eq!(preview.ok()["article"]["title"], "Long");
    let ask = json!({ "path": "en/start/long.md", "text": long(1_200_000) });
    let refused = writer.post("/api/v1/writing/previews", ask).await;
    assert_eq!(refused.problem(), problem(413, "too-large"));
    let search =
        json!({ "query": long(100_000), "locale": "en", "results": 0, "was_opened": false });
    let refused = writer.post("/api/v1/searches", search).await;
    assert_eq!(refused.problem(), problem(413, "too-large"));
}

#[tokio::test]
async fn the_source_of_an_article_is_its_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("en/start")).unwrap();
    let text = article("Welcome", "# a comment\n");
    std::fs::write(folder.path().join("en/start/welcome.md"), &text).unwrap();
    std::fs::write(folder.path().join("en/start/new.md"), "not read yet").unwrap();
    let settings = GivenSettings {
        articles: Some(folder.path().to_owned()),
        ..GivenSettings::default()
    };
    let app = TestApp::with(articles(), HashMap::new(), settings).await;
    let mut writer = app.signed_in(WRITER).await;
    let path = |name: &str| format!("/api/v1/writing/articles/{name}/source");
    assert_eq!(
        writer.get(&path("en/start/welcome")).await.ok(),
        json!({ "path": "en/start/welcome.md", "text": text })
    );
    // The first is not known to the library, the second has lost its file, the others are no articles.
    for name in [
        "en/start/new",
        "ja/start/welcome",
        "de/start/welcome",
        "en/..%2f../start",
    ] {
        let answer = writer.get(&path(name)).await;
        assert_eq!(answer.problem(), problem(404, "not-found"), "{name}");
    }
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let refused = mio.get(&path("en/start/welcome")).await;
    assert_eq!(refused.problem(), problem(403, "forbidden"));
}
