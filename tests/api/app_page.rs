//! The app's page brings along who is signed in and what the app would ask for first.

use std::collections::HashMap;

use serde_json::Value;
use server::settings::GivenSettings;

use crate::harness::TestApp;

const INDEX: &str = "<!doctype html><html lang=\"en\"><head><title>Kizuna</title></head><body><main id=\"boot\"></main></body></html>";

async fn app() -> TestApp {
    let files = HashMap::from([("/index.html".to_owned(), INDEX.as_bytes().to_vec())]);
    TestApp::with(Vec::new(), files, GivenSettings::default()).await
}

fn kept(page: &str) -> Value {
    let (_, kept) = page.split_once("id=\"kept\">").unwrap();
    let (kept, _) = kept.split_once("</script>").unwrap();
    serde_json::from_str(kept).unwrap()
}

#[tokio::test]
async fn a_page_answers_what_the_app_asks_first() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    for (page, paths) in [
        ("/", &["/account", "/home?locale=en"][..]),
        ("/kb", &["/account", "/articles?locale=en"]),
        ("/company", &["/account"]),
    ] {
        let got = mio.get(page).await;
        assert_eq!(got.status, 200);
        assert_eq!(got.header("cache-control"), "private, no-cache");
        let kept = kept(&got.text);
        assert_eq!(kept["me"], mio.get("/api/v1/me").await.ok(), "{page}");
        for path in paths {
            // To the letter: the app compares texts, and draws anew what differs.
            let asked = mio.get(&format!("/api/v1{path}")).await;
            assert_eq!(kept["answers"][path], asked.text, "{page}: {path}");
        }
        let answers = kept["answers"].as_object().unwrap();
        assert_eq!(answers.len(), paths.len(), "{page}");
    }
}

#[tokio::test]
async fn a_stranger_is_told_that_nobody_is_signed_in() {
    let app = app().await;
    let page = app.client().get("/sign-in").await;
    assert_eq!(
        kept(&page.text),
        serde_json::json!({ "me": null, "answers": {} })
    );
}

#[tokio::test]
async fn staff_have_no_company_and_no_home_of_one() {
    let app = app().await;
    let mut staff = app.signed_in("op@vendor.example").await;
    let kept = kept(&staff.get("/").await.text);
    assert!(kept["me"]["id"].is_string(), "{kept}");
    assert_eq!(kept["answers"], serde_json::json!({}));
}

#[tokio::test]
async fn a_page_that_is_known_is_not_sent_again() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let page = mio.get("/company").await;
    mio.headers
        .insert("if-none-match", page.header("etag").parse().unwrap());
    assert_eq!(mio.get("/company").await.status, 304);
}
