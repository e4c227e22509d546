//! What balancers and monitoring see.

use server::Readiness;
use server::settings::GivenSettings;

use crate::harness::{TestApp, problem};

#[tokio::test]
async fn a_process_is_ready_only_between_migrating_and_draining() {
    let app = TestApp::start().await;
    let mut client = app.client();
    assert_eq!(client.get("/healthz").await.status, 200);
    assert_eq!(client.get("/readyz").await.status, 200);
    app.state.set_readiness(Readiness::Starting);
    assert_eq!(client.get("/readyz").await.status, 503);
    assert_eq!(
        client.get("/api/v1/me").await.problem(),
        problem(503, "unavailable")
    );
    app.state.set_readiness(Readiness::Draining);
    assert_eq!(client.get("/readyz").await.status, 503);
    assert_eq!(
        client.get("/api/v1/me").await.status,
        401,
        "what still comes is still answered"
    );
    assert_eq!(client.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn metrics_are_for_those_with_the_token() {
    let settings = GivenSettings {
        metrics_token: Some("let-me-count".into()),
        ..Default::default()
    };
    let app = TestApp::with(Vec::new(), std::collections::HashMap::new(), settings).await;
    let mut client = app.client();
    assert_eq!(client.get("/metrics").await.status, 404);
    client
        .headers
        .insert("authorization", "Bearer wrong".parse().unwrap());
    assert_eq!(client.get("/metrics").await.status, 404);
    client
        .headers
        .insert("authorization", "Bearer let-me-count".parse().unwrap());
    assert_eq!(client.get("/metrics").await.status, 200);
}

#[tokio::test]
async fn without_a_token_metrics_are_for_this_machine_alone() {
    let app = TestApp::start().await;
    // The test's requests come over no connection, so from nowhere that is trusted.
    assert_eq!(app.client().get("/metrics").await.status, 404);
}
