//! Changing a password, and choosing a new one by link.

use jiff::SignedDuration;
use serde_json::json;

use crate::harness::{PASSWORD, TestApp, problem};

const FRESH: &str = "a kettle full of stars";

#[tokio::test]
async fn changing_the_password_ends_every_other_session_and_is_told_by_mail() {
    let app = TestApp::start().await;
    let mut here = app.signed_in("mio@hoshino.example").await;
    let mut there = app.signed_in("mio@hoshino.example").await;
    let answer = here
        .put(
            "/api/v1/me/password",
            json!({ "current": PASSWORD, "new": FRESH }),
        )
        .await;
    assert_eq!(answer.status, 204, "{}", answer.text);
    here.get("/api/v1/me").await.ok();
    assert_eq!(there.get("/api/v1/me").await.status, 401);
    assert_eq!(
        app.client()
            .sign_in("mio@hoshino.example", PASSWORD)
            .await
            .status,
        401
    );
    app.client()
        .sign_in("mio@hoshino.example", FRESH)
        .await
        .ok();
    let mail = app.last_mail("mio@hoshino.example").await.unwrap();
    assert_eq!(mail["subject"], "Your password was changed");
}

#[tokio::test]
async fn the_current_password_is_needed_and_the_new_one_must_be_good() {
    let app = TestApp::start().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    let change = |current: &str, new: &str| json!({ "current": current, "new": new });
    let wrong = client
        .put("/api/v1/me/password", change("something else", FRESH))
        .await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.field_codes()),
        (422, vec!["/current wrong".into()])
    );
    let weak = client
        .put("/api/v1/me/password", change(PASSWORD, "123456789012"))
        .await;
    assert_eq!(weak.field_codes(), ["/new too_common"]);
    let own = client
        .put(
            "/api/v1/me/password",
            change(PASSWORD, "mio@hoshino.example"),
        )
        .await;
    assert_eq!(own.field_codes(), ["/new too_common"]);
    for _ in 0..8 {
        client
            .put("/api/v1/me/password", change("guess", FRESH))
            .await;
    }
    let slowed = client
        .put("/api/v1/me/password", change("guess", FRESH))
        .await;
    assert_eq!(slowed.problem(), problem(429, "too-many-requests"));
}

#[tokio::test]
async fn a_reset_sets_the_password_once_and_ends_all_sessions() {
    let app = TestApp::start().await;
    let mut old = app.signed_in("mio@hoshino.example").await;
    let ask = app
        .client()
        .post(
            "/api/v1/password-resets",
            json!({ "email": "MIO@hoshino.example" }),
        )
        .await;
    assert_eq!(ask.status, 202);
    let token = app.last_token("mio@hoshino.example").await;
    let body = json!({ "token": token, "password": FRESH });
    let mut fresh = app.client();
    fresh.post("/api/v1/links/redeem", body.clone()).await.ok();
    fresh.get("/api/v1/me").await.ok();
    assert_eq!(old.get("/api/v1/me").await.status, 401);
    assert_eq!(
        app.client()
            .post("/api/v1/links/redeem", body)
            .await
            .problem(),
        problem(410, "link-expired")
    );
}

#[tokio::test]
async fn a_reset_link_runs_out_after_an_hour_and_dies_with_a_newer_one() {
    let app = TestApp::start().await;
    let ask = || {
        let mut client = app.client();
        async move {
            client
                .post(
                    "/api/v1/password-resets",
                    json!({ "email": "mio@hoshino.example" }),
                )
                .await
                .ok()
        }
    };
    ask().await;
    let first = app.last_token("mio@hoshino.example").await;
    ask().await;
    let second = app.last_token("mio@hoshino.example").await;
    assert_ne!(first, second);
    let redeem = |token: &str| {
        let mut client = app.client();
        let body = json!({ "token": token, "password": FRESH });
        async move {
            client
                .post("/api/v1/links/redeem", body)
                .await
                .status
                .as_u16()
        }
    };
    assert_eq!(redeem(&first).await, 410);
    app.advance(SignedDuration::from_mins(61));
    assert_eq!(redeem(&second).await, 410);
}

#[tokio::test]
async fn asking_for_an_unknown_address_looks_the_same_and_sends_nothing() {
    let app = TestApp::start().await;
    let known = app
        .client()
        .post(
            "/api/v1/password-resets",
            json!({ "email": "mio@hoshino.example" }),
        )
        .await;
    let unknown = app
        .client()
        .post(
            "/api/v1/password-resets",
            json!({ "email": "who@hoshino.example" }),
        )
        .await;
    assert_eq!((known.status, known.text), (unknown.status, unknown.text));
    assert!(app.last_mail("who@hoshino.example").await.is_none());
    let nonsense = app
        .client()
        .post("/api/v1/password-resets", json!({ "email": "who" }))
        .await;
    assert_eq!(nonsense.field_codes(), ["/email not_an_email"]);
}

#[tokio::test]
async fn a_deactivated_person_gets_no_link() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let mio = app.people["mio@hoshino.example"];
    admin
        .post(&format!("/api/v1/members/{mio}/deactivation"), json!({}))
        .await
        .ok();
    app.client()
        .post(
            "/api/v1/password-resets",
            json!({ "email": "mio@hoshino.example" }),
        )
        .await
        .ok();
    assert!(app.last_mail("mio@hoshino.example").await.is_none());
}

#[tokio::test]
async fn whoever_asks_again_and_again_neither_floods_a_mailbox_nor_kills_its_last_link() {
    let app = TestApp::start().await;
    for _ in 0..8 {
        let body = json!({ "email": "mio@hoshino.example" });
        app.client()
            .post("/api/v1/password-resets", body)
            .await
            .ok();
        server::jobs::answer_resets(&app.state).await.unwrap();
    }
    let mut operator = app.signed_in("op@vendor.example").await;
    let outbox = operator.get("/api/v1/outbox").await.ok();
    assert_eq!(outbox["items"].as_array().unwrap().len(), 3);
    let token = app.last_token("mio@hoshino.example").await;
    let inspect = json!({ "token": token });
    let inspect = app.client().post("/api/v1/links/inspect", inspect).await;
    assert_eq!(inspect.status, 200);
}

#[tokio::test]
async fn strangers_who_guess_do_not_keep_a_person_from_changing_the_password() {
    let app = TestApp::start().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    for _ in 0..12 {
        app.client().sign_in("mio@hoshino.example", "guess").await;
    }
    let change = json!({ "current": PASSWORD, "new": FRESH });
    assert_eq!(mio.put("/api/v1/me/password", change).await.status, 204);
}
