//! An article's address answers with the article in the page, for the rights of who asks.

use std::collections::HashMap;

use serde_json::{Value, json};
use server::settings::GivenSettings;

use crate::harness::TestApp;

const INDEX: &str = "<!doctype html><html lang=\"en\"><head><title>Kizuna</title></head><body>\
     <main id=\"boot\" class=\"boot\">boot</main><div id=\"crash\" hidden></div></body></html>";

fn article(title: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\nsummary: About it.\nupdated: 2026-11-09\n{more}---\nHello **there** </script>.\n\n## One\n\nA.\n\n## Two\n\nB.\n"
    )
}

async fn app() -> TestApp {
    let files = HashMap::from([("/index.html".to_owned(), INDEX.as_bytes().to_vec())]);
    let articles = [
        (
            "en/start/welcome.md",
            article("Tea & \"biscuits\"", "aliases: [start/hello]\n"),
        ),
        ("ja/start/welcome.md", article("お茶", "")),
        (
            "en/start/secret.md",
            article("For leads alone", "audience:\n  personas: [lead]\n"),
        ),
    ];
    let articles = articles.map(|(path, text)| (path.to_owned(), text));
    TestApp::with(articles.to_vec(), files, GivenSettings::default()).await
}

#[tokio::test]
async fn the_article_is_in_the_page_with_what_the_app_asks_first() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let mine = "/articles/start/welcome";
    let vote = json!({ "is_helpful": false, "reason": "Too <short>", "locale": "en" });
    mio.put(&format!("/api/v1{mine}/bookmark"), json!({}))
        .await
        .ok();
    mio.put(&format!("/api/v1{mine}/vote"), vote).await.ok();
    let page = mio.get("/kb/start/welcome").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "private, no-cache");
    for part in [
        "<title>Tea &amp; &quot;biscuits&quot; · Kizuna</title>",
        "class=\"page-title\" lang=\"en\">Tea &amp; &quot;biscuits&quot;</h1>",
        "<strong>there</strong>",
        "updated 9 November 2026",
        "<a href=\"#two\">Two</a>",
        "hreflang=\"ja\">日本語</a>",
        "<strong>Mio Member</strong>",
        "class=\"button button--quiet bookmark\" lang=\"en\" aria-pressed=\"true\"",
        "You wrote: “Too &lt;short&gt;”",
        "<div id=\"crash\" hidden></div></body></html>",
    ] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    let (_, kept) = page.text.split_once("id=\"kept\">").unwrap();
    let (kept, rest) = kept.split_once("</script>").unwrap();
    assert!(
        !rest.contains("</script>"),
        "the text ended the script early"
    );
    let kept: Value = serde_json::from_str(kept).unwrap();
    let path = "/articles/start/welcome?locale=en";
    assert_eq!(kept["me"], mio.get("/api/v1/me").await.ok());
    // To the letter: the app compares texts, and draws anew what differs.
    for path in [path, &format!("{mine}/mine"), "/account"] {
        let asked = mio.get(&format!("/api/v1{path}")).await;
        assert_eq!(kept["answers"][path], asked.text, "{path}");
    }

    mio.headers
        .insert("if-none-match", page.header("etag").parse().unwrap());
    assert_eq!(mio.get("/kb/start/welcome").await.status, 304);
}

#[tokio::test]
async fn the_page_has_the_readers_language_and_colours_and_the_article_the_one_asked_for() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    mio.patch(
        "/api/v1/me",
        json!({ "locale": "zh-Hant", "theme": "dark" }),
    )
    .await
    .ok();
    let page = mio.get("/kb/start/welcome?lang=ja").await.text;
    assert!(
        page.contains("<html data-served data-theme=\"dark\" lang=\"zh-Hant\""),
        "{page}"
    );
    assert!(
        page.contains("lang=\"ja\">お茶</h1>") && page.contains("知識庫"),
        "{page}"
    );
    assert!(page.contains("class=\"notice\" lang=\"zh-Hant\""), "{page}");
}

#[tokio::test]
async fn who_may_not_read_gets_the_app_and_nothing_of_the_article() {
    let app = app().await;
    let stranger = app.client().get("/kb/start/welcome").await;
    let nobody =
        r#"<script type="application/json" id="kept">{"me":null,"answers":{}}</script></body>"#;
    assert_eq!(
        (stranger.status.as_u16(), stranger.text),
        (200, INDEX.replace("</body>", nobody))
    );
    let mut mio = app.signed_in("mio@hoshino.example").await;
    for slug in ["secret", "none"] {
        let page = mio.get(&format!("/kb/start/{slug}")).await;
        assert_eq!(page.status, 404, "{slug}");
        let nothing = app.client().get("/kb/start/none").await.text;
        let (start, _) = nothing.split_once("<script").unwrap();
        assert!(page.text.starts_with(start), "{slug}: {}", page.text);
        for word in ["For leads alone", "About it", "Hello"] {
            assert!(!page.text.contains(word), "{slug}: {}", page.text);
        }
    }
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_page_for_good() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let answer = mio.get("/kb/start/hello?lang=ja").await;
    assert_eq!(answer.status, 308);
    assert_eq!(answer.header("location"), "/kb/start/welcome?lang=ja");
}
