//! The app's files.

use std::collections::HashMap;

use server::settings::GivenSettings;

use crate::harness::TestApp;

async fn app() -> TestApp {
    let files = [
        ("/index.html", "<html>portal</html>"),
        ("/console.html", "<html>console</html>"),
        ("/favicon.svg", "<svg/>"),
        ("/assets/app-0123.js", "let plain;"),
        ("/assets/app-0123.js.br", "brotli bytes"),
        ("/assets/app-0123.js.gz", "gzip bytes"),
        ("/assets/app-0123.wasm", "\0asm"),
        ("/build.json", r#"{"build": "abc123"}"#),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    TestApp::with(Vec::new(), HashMap::from(files), GivenSettings::default()).await
}

#[tokio::test]
async fn addresses_of_pages_get_the_app_and_missing_files_do_not() {
    let app = app().await;
    for path in [
        "/",
        "/kb",
        "/kb/start/welcome",
        "/sign-in?next=%2F",
        "/no/such/page",
    ] {
        let answer = app.client().get(path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text.as_str()),
            (200, "<html>portal</html>"),
            "{path}"
        );
        assert_eq!(
            answer.header("cache-control"),
            "private, no-cache",
            "{path}"
        );
        assert_eq!(
            answer.header("content-type"),
            "text/html; charset=utf-8",
            "{path}"
        );
    }
    assert_eq!(
        app.client().get("/console").await.text,
        "<html>console</html>"
    );
    assert_eq!(
        app.client().get("/console/outbox").await.text,
        "<html>console</html>"
    );
    for path in [
        "/assets/app-old.js",
        "/assets/none",
        "/robots.txt",
        "/x/y.png",
        "/build.json",
        "/assets/app-0123.js.br",
        "/../Cargo.toml",
    ] {
        let answer = app.client().get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
        assert!(!answer.text.contains("<html>"), "{path}");
    }
    let write = app.client().post("/kb", serde_json::json!({})).await;
    assert_eq!(write.status, 405);
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_sent_compressed() {
    let app = app().await;
    let mut client = app.client();
    let plain = client.get("/assets/app-0123.js").await;
    assert_eq!(plain.text, "let plain;");
    assert_eq!(
        plain.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(plain.header("vary"), "accept-encoding");
    for (accepted, encoding, text) in [
        ("gzip, br", "br", "brotli bytes"),
        ("gzip", "gzip", "gzip bytes"),
        ("zstd", "", "let plain;"),
    ] {
        client
            .headers
            .insert("accept-encoding", accepted.parse().unwrap());
        let answer = client.get("/assets/app-0123.js").await;
        assert_eq!(
            (
                answer.header("content-encoding").as_str(),
                answer.text.as_str()
            ),
            (encoding, text)
        );
    }
    assert_eq!(
        client
            .get("/assets/app-0123.wasm")
            .await
            .header("content-type"),
        "application/wasm"
    );
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again_and_every_answer_names_the_build() {
    let app = app().await;
    let mut client = app.client();
    let first = client.get("/").await;
    client
        .headers
        .insert("if-none-match", first.header("etag").parse().unwrap());
    assert_eq!(client.get("/").await.status, 304);
    for path in ["/", "/api/v1/me", "/api/nothing"] {
        assert_eq!(
            client.get(path).await.header("x-kizuna-build"),
            "abc123",
            "{path}"
        );
    }
}
