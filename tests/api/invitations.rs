//! Inviting people, and what their links do.

use jiff::SignedDuration;
use serde_json::json;

use crate::harness::{Log, TestApp, problem};

const NEW: &str = "new@hoshino.example";

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_is_in() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let answer = admin.invite(NEW).await;
    assert_eq!(answer.status, 201);
    assert_eq!(
        (&answer.json()["status"], &answer.json()["email"]),
        (&json!("invited"), &json!(NEW))
    );

    let token = app.last_token(NEW).await;
    let link = app
        .client()
        .post("/api/v1/links/inspect", json!({ "token": token }))
        .await
        .ok();
    assert_eq!(
        (&link["kind"], &link["account_name"], &link["invited_by"]),
        (&json!("invitation"), &json!("Hoshino"), &json!("Aki Admin"))
    );
    let mut person = app.client();
    let body = json!({ "token": token, "password": "seven quiet herons", "name": "Nao Mori", "locale": "ja" });
    let me = person.post("/api/v1/links/redeem", body).await.ok();
    assert_eq!(
        (&me["name"], &me["locale"], &me["role"]),
        (&json!("Nao Mori"), &json!("ja"), &json!("member"))
    );
    assert_eq!(person.get("/api/v1/me").await.ok(), me);
    app.client().sign_in(NEW, "seven quiet herons").await.ok();
}

#[tokio::test]
async fn a_link_works_once_even_when_two_use_it_at_once() {
    let app = TestApp::start().await;
    app.signed_in("aki@hoshino.example")
        .await
        .invite(NEW)
        .await
        .ok();
    let token = app.last_token(NEW).await;
    let redeem = |password: &'static str| {
        let mut client = app.client();
        let body = json!({ "token": token, "password": password, "name": "Nao" });
        async move { client.post("/api/v1/links/redeem", body).await }
    };
    let (one, two) = tokio::join!(redeem("seven quiet herons"), redeem("eight quiet herons"));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410], "{} / {}", one.text, two.text);
    assert_eq!(
        redeem("nine quiet herons!").await.problem(),
        problem(410, "link-expired")
    );
}

#[tokio::test]
async fn an_invitation_runs_out_after_a_week_and_can_be_sent_again() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let id = admin.invite(NEW).await.ok()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let old = app.last_token(NEW).await;
    app.advance(SignedDuration::from_hours(7 * 24 + 1));
    let inspect = |token: String| {
        let mut client = app.client();
        async move {
            client
                .post("/api/v1/links/inspect", json!({ "token": token }))
                .await
        }
    };
    assert_eq!(
        inspect(old.clone()).await.problem(),
        problem(410, "link-expired")
    );

    admin
        .post(&format!("/api/v1/members/{id}/invitation"), json!({}))
        .await
        .ok();
    let first_again = app.last_token(NEW).await;
    inspect(first_again.clone()).await.ok();
    admin
        .post(&format!("/api/v1/members/{id}/invitation"), json!({}))
        .await
        .ok();
    assert_eq!(
        inspect(first_again).await.status,
        410,
        "the earlier link lives on"
    );
    inspect(app.last_token(NEW).await).await.ok();
}

#[tokio::test]
async fn a_withdrawn_invitation_leaves_nothing_and_the_address_is_free() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let id = admin.invite(NEW).await.ok()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let token = app.last_token(NEW).await;
    assert_eq!(
        admin
            .delete(&format!("/api/v1/members/{id}/invitation"))
            .await
            .status,
        204
    );
    let inspect = app
        .client()
        .post("/api/v1/links/inspect", json!({ "token": token }))
        .await;
    assert_eq!(inspect.status, 410);
    assert!(!admin.get("/api/v1/members").await.text.contains(NEW));
    app.signed_in("anna@nordlicht.example")
        .await
        .invite(NEW)
        .await
        .ok();
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_one_invitation() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let first = admin.invite_as(NEW, "key-1").await;
    let again = admin.invite_as(NEW, "key-1").await;
    assert_eq!((first.status, &first.text), (again.status, &again.text));
    let other = admin.invite_as("other@hoshino.example", "key-1").await;
    assert_eq!(other.problem(), problem(422, "idempotency-mismatch"));
    let fresh = admin.invite_as(NEW, "key-2").await;
    assert_eq!(
        (fresh.problem(), fresh.field_codes()),
        (problem(409, "conflict"), vec!["/email taken".into()])
    );
    // A refused write is not kept under its key: mended, it goes through.
    admin.invite_as("other@hoshino.example", "key-2").await.ok();
    // Keys belong to a person: the same one of somebody else is another.
    app.signed_in("anna@nordlicht.example")
        .await
        .invite_as("x@nordlicht.example", "key-1")
        .await
        .ok();

    let mut operator = app.signed_in("op@vendor.example").await;
    let outbox = operator.get("/api/v1/outbox").await.ok();
    let mails = outbox["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|mail| mail["to"] == NEW)
        .count();
    assert_eq!(mails, 1);
}

#[tokio::test]
async fn a_repeated_invitation_hands_out_no_second_link() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let log = Log::start();
    admin.invite_as(NEW, "key-1").await.ok();
    admin.invite_as(NEW, "key-1").await.ok();
    let text = log.text();
    assert_eq!(text.matches("/welcome#").count(), 1, "{text}");
    assert!(text.contains(&app.last_token(NEW).await), "{text}");
}

#[tokio::test]
async fn the_same_key_at_once_has_one_effect() {
    let app = TestApp::start().await;
    let admin = app.signed_in("aki@hoshino.example").await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let mut admin = admin.clone();
        tries.spawn(async move { admin.invite_as(NEW, "one-key").await.status.as_u16() });
    }
    let statuses = tries.join_all().await;
    assert!(statuses.contains(&201), "{statuses:?}");
    assert!(
        statuses.iter().all(|status| [201, 409].contains(status)),
        "{statuses:?}"
    );
    let page = admin.clone().get("/api/v1/members").await.text;
    assert_eq!(page.matches(NEW).count(), 1);
}

#[tokio::test]
async fn nonsense_is_refused_field_by_field() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let body = json!({
        "email": "not an address", "name": "  ", "role": "operator", "persona": "lead", "locale": "en",
        "team": "x".repeat(61),
    });
    let answer = admin.keyed("/api/v1/members", body, "k").await;
    assert_eq!(answer.problem(), problem(422, "invalid"));
    assert_eq!(
        answer.field_codes(),
        [
            "/email not_an_email",
            "/name required",
            "/team too_long",
            "/role not_allowed"
        ]
    );
    let body = json!({ "email": "a@b.example", "name": "evil\u{202e}name", "role": "member", "persona": "lead", "locale": "en" });
    assert_eq!(
        admin
            .keyed("/api/v1/members", body, "k")
            .await
            .field_codes(),
        ["/name malformed"]
    );
    let body = json!({ "email": "a@b.example", "name": "A", "role": "member", "persona": "lead", "locale": "en", "extra": 1 });
    assert_eq!(
        admin
            .keyed("/api/v1/members", body, "k")
            .await
            .field_codes(),
        [" malformed"]
    );
    let body = json!({ "email": "a@b.example", "name": "A", "role": "member", "persona": "lead", "locale": "en" });
    assert_eq!(
        admin.post("/api/v1/members", body).await.problem(),
        problem(400, "idempotency-key-missing")
    );
}

#[tokio::test]
async fn a_weak_password_leaves_the_link_usable() {
    let app = TestApp::start().await;
    app.signed_in("aki@hoshino.example")
        .await
        .invite(NEW)
        .await
        .ok();
    let token = app.last_token(NEW).await;
    for (password, code) in [("short", "too_short"), ("passwordpassword", "too_common")] {
        let body = json!({ "token": token, "password": password, "name": "" });
        let answer = app.client().post("/api/v1/links/redeem", body).await;
        assert_eq!(
            answer.field_codes(),
            ["/name required".to_owned(), format!("/password {code}")]
        );
    }
    let body = json!({ "token": token, "password": "seven quiet herons" });
    app.client().post("/api/v1/links/redeem", body).await.ok();
}

#[tokio::test]
async fn an_address_is_taken_in_any_case_of_letters_and_in_any_company() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("anna@nordlicht.example").await;
    let answer = admin.invite("MIO@hoshino.EXAMPLE").await;
    assert_eq!(answer.problem(), problem(409, "conflict"));
    assert!(
        !answer.text.to_lowercase().contains("hoshino"),
        "{}",
        answer.text
    );
}
