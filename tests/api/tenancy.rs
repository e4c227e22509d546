//! Account A never learns that account B exists.

use axum::http::Method;
use serde_json::json;
use server::Policy;

use crate::harness::{TestApp, problem};

#[tokio::test]
async fn a_foreign_id_answers_as_if_absent_on_every_route_that_takes_one() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let mut stranger = app.signed_in("anna@nordlicht.example").await;
    let invited = admin.invite("new@hoshino.example").await.ok();
    let sessions = admin.get("/api/v1/sessions").await.ok();
    let foreign_members = [
        app.people["mio@hoshino.example"].to_string(),
        invited["id"].as_str().unwrap().to_owned(),
    ];
    let foreign_session = [sessions[0]["id"].as_str().unwrap().to_owned()];
    let foreign_redemption = [ask_for_a_seat(&app).await];
    stranger
        .headers
        .insert("idempotency-key", "of a stranger".parse().unwrap());
    let before = admin.get("/api/v1/members").await.text;

    let mut walked = 0;
    for route in server::route_table(app.state.clone())
        .iter()
        .filter(|route| route.path.contains("{id}"))
    {
        let ids: &[String] = if route.path.contains("sessions") {
            &foreign_session
        } else if route.path.contains("redemptions") {
            &foreign_redemption
        } else {
            &foreign_members
        };
        for id in ids {
            let path = route.path.replace("{id}", id);
            let method: Method = route.method.parse().unwrap();
            let body = (method != Method::DELETE).then(|| json!({}));
            let answer = stranger.send(method, &path, body).await;
            // Where no customer is admitted, every id is refused alike before it is looked at.
            let expected = match route.policy {
                Policy::Operator | Policy::SuccessManager | Policy::Staff => {
                    problem(403, "forbidden")
                }
                _ => problem(404, "not-found"),
            };
            assert_eq!(answer.problem(), expected, "{} {path}", route.method);
            walked += 1;
        }
    }
    assert!(walked >= 10, "only {walked} requests");
    assert_eq!(
        admin.get("/api/v1/members").await.text,
        before,
        "a stranger changed something"
    );
}

/// A redemption of Mio, by its id.
async fn ask_for_a_seat(app: &TestApp) -> String {
    app.earn("mio@hoshino.example", 400).await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let body = json!({ "reward": "conference-seat" });
    let asked = mio.keyed("/api/v1/redemptions", body, "seat").await.ok();
    asked["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn no_read_of_one_company_holds_a_byte_of_the_other() {
    let app = TestApp::start().await;
    app.signed_in("aki@hoshino.example")
        .await
        .invite("new@hoshino.example")
        .await
        .ok();
    ask_for_a_seat(&app).await;
    for who in ["anna@nordlicht.example", "max@nordlicht.example"] {
        let mut client = app.signed_in(who).await;
        for route in server::route_table(app.state.clone())
            .iter()
            .filter(|route| route.method == "GET")
        {
            let answer = client.get(&route.path).await;
            let text = answer.text.to_lowercase();
            assert!(!text.contains("hoshino"), "{who} {}: {text}", route.path);
        }
    }
}

#[tokio::test]
async fn another_companys_cursor_opens_nothing() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let page = admin.get("/api/v1/members?limit=1").await.ok();
    let cursor = page["next_cursor"].as_str().unwrap();
    let mut stranger = app.signed_in("anna@nordlicht.example").await;
    let answer = stranger
        .get(&format!("/api/v1/members?limit=50&cursor={cursor}"))
        .await;
    assert!(!answer.text.contains("hoshino"), "{}", answer.text);
}
