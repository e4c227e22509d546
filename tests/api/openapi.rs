//! The API's document is a promise: it changes on purpose or not at all.

use crate::harness::TestApp;

#[tokio::test]
async fn the_committed_document_is_the_codes_own() {
    let app = TestApp::start().await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let served = app.client().get("/api/v1/openapi.json").await.text;
    assert!(
        committed == served,
        "docs/openapi.json is not what the handlers say; after a look at the difference: \
         cargo run -p server -- openapi > docs/openapi.json"
    );
    assert!(served.contains("\"openapi\": \"3.1.0\""));
}

#[tokio::test]
async fn the_document_can_be_read_as_a_page_without_scripts() {
    let app = TestApp::start().await;
    let page = app.client().get("/api/docs").await;
    assert!(
        page.text.contains("/api/v1/members/{id}/deactivation"),
        "{}",
        page.text
    );
    assert!(page.text.contains("MemberView"));
    for forbidden in ["<script", "style=", "http://", "https://"] {
        assert!(!page.text.contains(forbidden), "{forbidden}");
    }
    assert_eq!(
        app.client()
            .get("/api/docs.css")
            .await
            .header("content-type"),
        "text/css; charset=utf-8"
    );
}
