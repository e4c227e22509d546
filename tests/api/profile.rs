//! One's own profile.

use serde_json::json;

use crate::harness::{TestApp, problem};

#[tokio::test]
async fn name_language_and_theme_can_be_changed_one_by_one() {
    let app = TestApp::start().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    let me = client
        .patch("/api/v1/me", json!({ "name": " 三尾 " }))
        .await
        .ok();
    assert_eq!((&me["name"], &me["locale"]), (&json!("三尾"), &json!("en")));
    let me = client
        .patch(
            "/api/v1/me",
            json!({ "locale": "zh-Hant", "theme": "dark" }),
        )
        .await
        .ok();
    assert_eq!(
        (&me["name"], &me["locale"], &me["theme"]),
        (&json!("三尾"), &json!("zh-Hant"), &json!("dark"))
    );
    assert_eq!(client.get("/api/v1/me").await.ok(), me);
}

#[tokio::test]
async fn what_is_no_name_language_or_field_is_refused() {
    let app = TestApp::start().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    for (body, codes) in [
        (json!({ "name": "" }), "/name required"),
        (json!({ "name": "x".repeat(101) }), "/name too_long"),
        (json!({ "name": "a\nb" }), "/name malformed"),
        (json!({ "locale": "zh" }), " malformed"),
        (json!({ "role": "operator" }), " malformed"),
    ] {
        let answer = client.patch("/api/v1/me", body).await;
        assert_eq!(
            (answer.problem(), answer.field_codes()),
            (problem(422, "invalid"), vec![codes.to_owned()])
        );
    }
}
