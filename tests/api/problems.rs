//! What every address has in common: how it refuses, what its headers say.

use axum::http::Method;

use crate::harness::{TestApp, problem};

#[tokio::test]
async fn an_unknown_address_of_the_api_is_a_problem_document() {
    let app = TestApp::start().await;
    for path in [
        "/api/v1/nothing",
        "/api/nothing",
        "/api/v2/me",
        "/api/v1/members/x/y/z",
    ] {
        assert_eq!(
            app.client().get(path).await.problem(),
            problem(404, "not-found"),
            "{path}"
        );
    }
    let wrong_method = app
        .client()
        .send(Method::PUT, "/api/v1/session", None)
        .await;
    assert_eq!(wrong_method.problem(), problem(405, "method-not-allowed"));
}

#[tokio::test]
async fn bodies_that_are_no_json_or_too_large_are_refused() {
    let app = TestApp::start().await;
    let mut client = app.client();
    let broken = client
        .send_bytes(
            Method::POST,
            "/api/v1/session",
            Some(b"{\"email\": ".to_vec()),
        )
        .await;
    assert_eq!(broken.problem(), problem(422, "invalid"));
    let large = client
        .send_bytes(Method::POST, "/api/v1/session", Some(vec![b' '; 70_000]))
        .await;
    assert_eq!(large.problem(), problem(413, "too-large"));
    client
        .headers
        .insert("content-type", "text/plain".parse().unwrap());
    let text = client
        .send_bytes(Method::POST, "/api/v1/session", Some(b"{}".to_vec()))
        .await;
    assert_eq!(text.problem(), problem(415, "unsupported-media-type"));
}

#[tokio::test]
async fn writes_from_other_sites_are_refused() {
    let app = TestApp::start().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    client
        .headers
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    let write = client
        .patch("/api/v1/me", serde_json::json!({ "theme": "dark" }))
        .await;
    assert_eq!(write.problem(), problem(403, "cross-site"));
    client.get("/api/v1/me").await.ok();
    client
        .headers
        .insert("sec-fetch-site", "same-site".parse().unwrap());
    client
        .headers
        .insert("origin", "http://evil.localhost".parse().unwrap());
    let write = client.delete("/api/v1/session").await;
    assert_eq!(write.problem(), problem(403, "cross-site"));
}

#[tokio::test]
async fn an_unchanged_read_is_not_sent_twice() {
    let app = TestApp::start().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    let first = client.get("/api/v1/me").await;
    assert_eq!(first.header("cache-control"), "private, no-cache");
    client
        .headers
        .insert("if-none-match", first.header("etag").parse().unwrap());
    let again = client.get("/api/v1/me").await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    client
        .patch("/api/v1/me", serde_json::json!({ "theme": "dark" }))
        .await
        .ok();
    assert_eq!(client.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn the_browser_is_kept_strict() {
    let app = TestApp::start().await;
    for path in [
        "/",
        "/api/v1/me",
        "/assets/none.js",
        "/healthz",
        "/api/docs",
    ] {
        let answer = app.client().get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval';"),
            "{path}: {policy}"
        );
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{path}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_ne!(answer.header("referrer-policy"), "", "{path}");
        assert_ne!(answer.header("permissions-policy"), "", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "plain http");
        assert_ne!(answer.header("x-request-id"), "", "{path}");
    }
}

#[tokio::test]
async fn behind_tls_the_browser_is_told_to_stay_there() {
    let settings = server::settings::GivenSettings {
        public_url: Some("https://portal.example".into()),
        ..Default::default()
    };
    let app = TestApp::with(Vec::new(), std::collections::HashMap::new(), settings).await;
    let hsts = app
        .client()
        .get("/")
        .await
        .header("strict-transport-security");
    assert!(hsts.starts_with("max-age="), "{hsts}");
}

#[tokio::test]
async fn a_character_that_no_text_holds_is_refused_on_both_databases() {
    let app = TestApp::start().await;
    let body = br#"{"email": "a\u0000b@c.example", "password": "x"}"#.to_vec();
    let answer = app
        .client()
        .send_bytes(Method::POST, "/api/v1/session", Some(body))
        .await;
    assert_eq!(answer.problem(), problem(422, "invalid"));
    let mut mio = app.signed_in("mio@hoshino.example").await;
    for query in ["q=%00", &format!("q={}", "x".repeat(201))] {
        let answer = mio.get(&format!("/api/v1/members?{query}")).await;
        assert_eq!(answer.problem(), problem(422, "invalid"), "{query}");
    }
}
