//! Signing in and out.

use std::time::Instant;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::json;
use storage::members;

use crate::harness::{PASSWORD, TestApp, problem};

#[tokio::test]
async fn signing_in_answers_who_one_is_and_sets_a_cookie_that_scripts_cannot_read() {
    let app = TestApp::start().await;
    let mut client = app.client();
    let answer = client.sign_in("  Mio@Hoshino.example ", PASSWORD).await;
    let me = answer.ok();
    assert_eq!(
        me,
        json!({
            "id": app.people["mio@hoshino.example"],
            "name": "Mio Member",
            "email": "mio@hoshino.example",
            "role": "member",
            "persona": "practitioner",
            "team": null,
            "locale": "en",
            "theme": "system",
            "hides_points": false,
            "account": { "id": app.accounts["Hoshino"], "name": "Hoshino", "time_zone": "Asia/Tokyo" },
        })
    );
    let session = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().unwrap())
        .find(|cookie| cookie.starts_with("__Host-kizuna="))
        .unwrap();
    for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(session.contains(attribute), "{session}");
    }
    assert_eq!(client.get("/api/v1/me").await.ok(), me);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let app = TestApp::start().await;
    let wrong = app
        .client()
        .sign_in("mio@hoshino.example", "not the right one")
        .await;
    let unknown = app
        .client()
        .sign_in("nobody@hoshino.example", "not the right one")
        .await;
    assert_eq!(wrong.problem(), problem(401, "wrong-credentials"));
    let without_id = |text: &str| {
        let mut problem: serde_json::Value = serde_json::from_str(text).unwrap();
        problem.as_object_mut().unwrap().remove("request_id");
        problem
    };
    assert_eq!(without_id(&wrong.text), without_id(&unknown.text));
    assert!(wrong.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn tries_on_one_person_are_slowed_but_the_person_is_never_locked_out() {
    let app = TestApp::start().await;
    let mut own_browser = app.signed_in("mio@hoshino.example").await;
    own_browser.delete("/api/v1/session").await.ok();

    let mut attacker = app.client();
    let mut answer = attacker.sign_in("mio@hoshino.example", "guess").await;
    for _ in 0..20 {
        answer = attacker.sign_in("mio@hoshino.example", "guess").await;
    }
    assert_eq!(answer.problem(), problem(429, "too-many-requests"));
    let wait = answer.json()["retry_after"].as_u64().unwrap();
    assert!((1..=61).contains(&wait) && answer.header("retry-after") == wait.to_string());
    // Even the right password waits in a browser that is not known.
    assert_eq!(
        attacker
            .sign_in("mio@hoshino.example", PASSWORD)
            .await
            .status,
        429
    );
    // In the person's own browser nothing has changed.
    own_browser
        .sign_in("mio@hoshino.example", PASSWORD)
        .await
        .ok();

    // After the wait the right password works anywhere, and wipes the slate.
    app.advance(SignedDuration::from_secs(62));
    app.client()
        .sign_in("mio@hoshino.example", PASSWORD)
        .await
        .ok();
    assert_eq!(
        attacker
            .sign_in("mio@hoshino.example", "guess")
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn a_reset_link_lets_a_person_in_while_a_stranger_is_guessing() {
    let app = TestApp::start().await;
    for _ in 0..12 {
        app.client().sign_in("mio@hoshino.example", "guess").await;
    }
    app.client()
        .post(
            "/api/v1/password-resets",
            json!({ "email": "mio@hoshino.example" }),
        )
        .await
        .ok();
    let token = app.last_token("mio@hoshino.example").await;
    let body = json!({ "token": token, "password": "a quite different crane" });
    app.client().post("/api/v1/links/redeem", body).await.ok();
    app.client()
        .sign_in("mio@hoshino.example", "a quite different crane")
        .await
        .ok();
}

#[tokio::test]
async fn one_address_that_tries_many_people_is_slowed() {
    let app = TestApp::start().await;
    let mut attacker = app.client();
    let mut last = StatusCode::OK;
    for number in 0..60 {
        last = attacker
            .sign_in(&format!("person{number}@example.com"), "guess")
            .await
            .status;
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let app = TestApp::start().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    let mut copy = client.clone();
    assert_eq!(
        client.delete("/api/v1/session").await.status,
        StatusCode::NO_CONTENT
    );
    assert!(!client.cookies.contains_key("__Host-kizuna"));
    assert_eq!(
        copy.get("/api/v1/me").await.problem(),
        problem(401, "signed-out")
    );
}

/// Files of the search index are kept as immutable, and must not stay on a machine that others use.
#[tokio::test]
async fn signing_out_clears_what_the_browser_kept() {
    let app = TestApp::start().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    let answer = client.delete("/api/v1/session").await;
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");
}

#[tokio::test]
async fn a_password_kept_by_weaker_figures_is_kept_anew_at_sign_in() {
    let app = TestApp::start().await;
    let email = "mio@hoshino.example";
    let stored = async || {
        let person = members::credentials_by_email(&app.state.db, email).await;
        person.unwrap().unwrap().password_hash.unwrap()
    };
    // Argon2d is weaker than what is used now, whatever its figures.
    let figures = Params::new(Params::MIN_M_COST, 1, 1, None).unwrap();
    let old = Argon2::new(Algorithm::Argon2d, Version::V0x13, figures);
    let old = &old.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    let (id, present) = (app.people[email], &stored().await);
    let put = app
        .state
        .db
        .write(|tx| async move { members::rehash_password(&tx, id, present, old).await });
    put.await.unwrap();

    let wrong = app.client().sign_in(email, "something else").await;
    assert_eq!((wrong.status.as_u16(), &stored().await), (401, old));
    app.client().sign_in(email, PASSWORD).await.ok();
    let renewed = stored().await;
    assert!(renewed.starts_with("$argon2id$"), "{renewed}");
    app.client().sign_in(email, PASSWORD).await.ok();
    assert_eq!(stored().await, renewed, "kept anew though nothing changed");
}

#[tokio::test]
async fn a_session_ends_without_use_and_at_last_in_any_case() {
    let app = TestApp::start().await;
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    let mut idle = app.signed_in("mio@hoshino.example").await;
    app.advance(days(13));
    idle.get("/api/v1/me").await.ok();
    // The use is noted beside the request, so it is waited for.
    wait_until_seen(&app, &mut idle).await;
    app.advance(days(13));
    idle.get("/api/v1/me").await.ok();
    app.advance(days(15));
    assert_eq!(idle.get("/api/v1/me").await.status, 401);

    let mut busy = app.signed_in("mio@hoshino.example").await;
    for _ in 0..9 {
        app.advance(days(10) - SignedDuration::from_secs(1));
        assert_eq!(busy.get("/api/v1/me").await.status, 200);
        wait_until_seen(&app, &mut busy).await;
    }
    app.advance(SignedDuration::from_mins(1));
    assert_eq!(busy.get("/api/v1/me").await.status, 401);
}

async fn wait_until_seen(app: &TestApp, client: &mut crate::harness::Client) {
    let deadline = Instant::now() + std::time::Duration::from_secs(10);
    loop {
        let sessions = client.get("/api/v1/sessions").await.ok();
        let current = sessions
            .as_array()
            .unwrap()
            .iter()
            .find(|session| session["is_current"] == true)
            .unwrap();
        let seen: jiff::Timestamp = current["last_seen_at"].as_str().unwrap().parse().unwrap();
        if app.state.clock.now().duration_since(seen) < SignedDuration::from_mins(2) {
            return;
        }
        assert!(
            Instant::now() < deadline,
            "the use of the session was never noted"
        );
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_person_sees_and_ends_the_own_sessions() {
    let app = TestApp::start().await;
    let mut here = app.client();
    here.headers
        .insert("user-agent", "Here/1.0".parse().unwrap());
    here.sign_in("mio@hoshino.example", PASSWORD).await.ok();
    let mut there = app.signed_in("mio@hoshino.example").await;
    let mut third = app.signed_in("mio@hoshino.example").await;

    let sessions = here.get("/api/v1/sessions").await.ok();
    assert_eq!(sessions.as_array().unwrap().len(), 3);
    let current: Vec<_> = sessions
        .as_array()
        .unwrap()
        .iter()
        .filter(|session| session["is_current"] == true)
        .collect();
    assert_eq!(
        (current.len(), &current[0]["user_agent"]),
        (1, &json!("Here/1.0"))
    );

    let there_id = there.get("/api/v1/sessions").await.ok();
    let there_id = there_id
        .as_array()
        .unwrap()
        .iter()
        .find(|session| session["is_current"] == true)
        .unwrap();
    here.delete(&format!(
        "/api/v1/sessions/{}",
        there_id["id"].as_str().unwrap()
    ))
    .await
    .ok();
    assert_eq!(there.get("/api/v1/me").await.status, 401);
    here.delete("/api/v1/sessions").await.ok();
    assert_eq!(third.get("/api/v1/me").await.status, 401);
    here.get("/api/v1/me").await.ok();
}

#[tokio::test]
async fn a_page_can_ask_who_is_signed_in_without_an_error() {
    let app = TestApp::start().await;
    assert_eq!(
        app.client().get("/api/v1/session").await.ok(),
        json!({ "me": null })
    );
    let mut client = app.signed_in("mio@hoshino.example").await;
    let me = client.get("/api/v1/me").await.ok();
    assert_eq!(
        client.get("/api/v1/session").await.ok(),
        json!({ "me": me })
    );
}

#[tokio::test]
async fn signing_in_again_ends_the_earlier_session_of_the_browser() {
    let app = TestApp::start().await;
    let mut client = app.signed_in("mio@hoshino.example").await;
    let mut earlier = client.clone();
    client.sign_in("mio@hoshino.example", PASSWORD).await.ok();
    assert_eq!(earlier.get("/api/v1/me").await.status, 401);
    assert_eq!(
        client
            .get("/api/v1/sessions")
            .await
            .ok()
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_forged_cookie_is_nobody() {
    let app = TestApp::start().await;
    let mut client = app.client();
    for value in ["", "x", "'; drop table session; --", &"A".repeat(43)] {
        client.cookies.insert("__Host-kizuna".into(), value.into());
        assert_eq!(
            client.get("/api/v1/me").await.problem(),
            problem(401, "signed-out")
        );
    }
}
