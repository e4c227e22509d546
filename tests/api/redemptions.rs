//! Rewards: what can be had, asking, deciding, fulfilling; and everything that stands against it, said plainly.

use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{Answer, Client, TestApp, problem};

const REDEMPTIONS: &str = "/api/v1/redemptions";
const AKI: &str = "aki@hoshino.example";
const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";
const SUE: &str = "sue@vendor.example";

/// A portal in which Hoshino has points and a second admin, Ren.
async fn portal() -> TestApp {
    let app = TestApp::start().await;
    app.earn_for("Hoshino", 3_000).await;
    app.earn(MIO, 700).await;
    let mut aki = app.signed_in(AKI).await;
    let ren = format!("/api/v1/members/{}", app.people[REN]);
    aki.patch(&ren, json!({ "role": "account_admin" }))
        .await
        .ok();
    app
}

fn key() -> String {
    Uuid::new_v4().to_string()
}

async fn ask(client: &mut Client, reward: &str) -> Value {
    let body = json!({ "reward": reward, "note": "  For the line in hall 2  " });
    client.keyed(REDEMPTIONS, body, &key()).await.ok()
}

async fn decide(client: &mut Client, id: &str, how: &str) -> Answer {
    let path = format!("{REDEMPTIONS}/{id}/{how}");
    client
        .keyed(&path, json!({ "note": "As agreed" }), &key())
        .await
}

fn id(redemption: &Value) -> &str {
    redemption["id"].as_str().unwrap()
}

async fn company_points(client: &mut Client) -> i64 {
    let catalogue = client.get("/api/v1/rewards").await.ok();
    catalogue["company_points"].as_i64().unwrap()
}

#[tokio::test]
async fn a_request_is_asked_approved_and_fulfilled_and_everyone_is_told() {
    let app = portal().await;
    let (mut aki, mut ren) = (app.signed_in(AKI).await, app.signed_in(REN).await);
    let asked = ask(&mut aki, "remote-workshop").await;
    assert_eq!(asked["state"], "waiting");
    assert_eq!(asked["note"], "For the line in hall 2");
    assert_eq!(asked["reward_name"], "Remote workshop");
    assert_eq!(
        (&asked["can_cancel"], &asked["can_decide"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(company_points(&mut aki).await, 2_200);
    let mail = app.last_mail(REN).await.unwrap();
    assert_eq!(mail["subject"], "Aki Admin asks for: Remote workshop");
    assert!(
        mail["body"]
            .as_str()
            .unwrap()
            .contains("/rewards/redemptions")
    );

    let home = ren.get("/api/v1/home").await.ok();
    assert_eq!(
        home["waiting"][0],
        json!({ "kind": "reward_requests", "count": 1 })
    );
    let approved = decide(&mut ren, id(&asked), "approval").await.ok();
    assert_eq!(approved["state"], "approved");
    assert_eq!(approved["decided_by"], "Ren Second");
    let mail = app.last_mail(AKI).await.unwrap();
    assert_eq!(mail["subject"], "Approved: Remote workshop");

    let mut sue = app.signed_in(SUE).await;
    let open = sue.get("/api/v1/fulfilments?locale=ja").await.ok();
    assert_eq!(open["items"][0]["account_name"], "Hoshino");
    assert_eq!(open["items"][0]["reward_name"], "オンラインワークショップ");
    decide(&mut sue, id(&asked), "fulfilment").await.ok();
    assert_eq!(
        sue.get("/api/v1/fulfilments").await.ok()["items"],
        json!([])
    );
    let again = decide(&mut sue, id(&asked), "withdrawal").await;
    assert_eq!(again.problem(), problem(409, "conflict"));
    assert_eq!(again.field_codes(), [" decided"]);
    let mail = app.last_mail(AKI).await.unwrap();
    assert_eq!(mail["subject"], "Ready for you: Remote workshop");
    let seen = aki.get(&format!("{REDEMPTIONS}/{}", id(&asked))).await.ok();
    assert_eq!(
        (&seen["state"], &seen["fulfilment_note"]),
        (&json!("fulfilled"), &json!("As agreed"))
    );
    let home = aki.get("/api/v1/home").await.ok();
    assert_eq!(
        home["waiting"][0],
        json!({ "kind": "rewards_ready", "count": 1 })
    );
    assert_eq!(company_points(&mut aki).await, 2_200);
}

#[tokio::test]
async fn a_code_is_for_who_asked() {
    let app = portal().await;
    let (mut mio, mut aki) = (app.signed_in(MIO).await, app.signed_in(AKI).await);
    let asked = ask(&mut mio, "conference-seat").await;
    assert_eq!(asked["code"], Value::Null);
    let approved = decide(&mut aki, id(&asked), "approval").await.ok();
    assert_eq!(
        (&approved["state"], &approved["code"]),
        (&json!("fulfilled"), &Value::Null)
    );
    let list = mio.get(REDEMPTIONS).await.ok();
    let code = list["items"][0]["code"].as_str().unwrap();
    assert!(code.starts_with("KZ-") && code.len() == 17, "{code}");
    let mail = app.last_mail(MIO).await.unwrap();
    assert!(
        !mail["body"].as_str().unwrap().contains(code),
        "a mail is no place for a code"
    );
}

#[tokio::test]
async fn one_key_redeems_once_and_another_body_is_refused() {
    let app = portal().await;
    let mut aki = app.signed_in(AKI).await;
    let body = json!({ "reward": "remote-workshop" });
    let first = aki.keyed(REDEMPTIONS, body.clone(), "a click").await;
    let second = aki.keyed(REDEMPTIONS, body, "a click").await;
    assert_eq!((first.status, &first.text), (second.status, &second.text));
    assert_eq!(company_points(&mut aki).await, 2_200);
    let other = json!({ "reward": "advanced-course-seats" });
    let other = aki.keyed(REDEMPTIONS, other, "a click").await;
    assert_eq!(other.problem(), problem(422, "idempotency-mismatch"));
    let none = aki
        .post(REDEMPTIONS, json!({ "reward": "remote-workshop" }))
        .await;
    assert_eq!(none.problem(), problem(400, "idempotency-key-missing"));
    // An approval repeated with its key answers what it answered.
    let list = aki.get(REDEMPTIONS).await.ok();
    let path = format!("{REDEMPTIONS}/{}/approval", id(&list["items"][0]));
    let mut ren = app.signed_in(REN).await;
    let first = ren.keyed(&path, json!({}), "yes").await;
    let again = ren.keyed(&path, json!({}), "yes").await;
    assert_eq!((first.ok(), first.text), (again.ok(), again.text));
}

#[tokio::test]
async fn each_refusal_has_its_code() {
    let app = portal().await;
    let (mut aki, mut mio) = (app.signed_in(AKI).await, app.signed_in(MIO).await);
    let refused = async |client: &mut Client, reward: &str| {
        let answer = client
            .keyed(REDEMPTIONS, json!({ "reward": reward }), &key())
            .await;
        assert_eq!(answer.problem(), problem(409, "conflict"));
        answer.field_codes().remove(0)
    };
    assert_eq!(refused(&mut aki, "no-such").await, "/reward gone");
    assert_eq!(refused(&mut aki, "line-assessment").await, "/reward tier");
    assert_eq!(refused(&mut aki, "conference-seat").await, "/reward points");
    assert_eq!(refused(&mut mio, "remote-workshop").await, "/reward role");
    ask(&mut mio, "conference-seat").await;
    assert_eq!(
        refused(&mut mio, "conference-seat").await,
        "/reward member_limit"
    );
    let long = json!({ "reward": "reference-books", "note": "x".repeat(501) });
    let long = mio.keyed(REDEMPTIONS, long, &key()).await;
    assert_eq!(long.field_codes(), ["/note too_long"]);
    let empty = mio
        .keyed(REDEMPTIONS, json!({ "reward": "" }), &key())
        .await;
    assert_eq!(empty.field_codes(), ["/reward required"]);
}

#[tokio::test]
async fn each_decision_that_comes_too_late_or_from_the_wrong_person_has_its_code() {
    let app = portal().await;
    let (mut aki, mut ren) = (app.signed_in(AKI).await, app.signed_in(REN).await);
    let asked = ask(&mut aki, "remote-workshop").await;
    let code = async |client: &mut Client, id: &str, how: &str| {
        let answer = decide(client, id, how).await;
        assert_eq!(answer.problem(), problem(409, "conflict"));
        answer.field_codes().remove(0)
    };
    assert_eq!(code(&mut aki, id(&asked), "approval").await, " own_request");
    assert_eq!(code(&mut aki, id(&asked), "refusal").await, " own_request");
    let others = decide(&mut ren, id(&asked), "cancellation").await;
    assert_eq!(others.problem(), problem(403, "forbidden"));
    decide(&mut ren, id(&asked), "refusal").await.ok();
    assert_eq!(code(&mut ren, id(&asked), "approval").await, " decided");
    assert_eq!(code(&mut aki, id(&asked), "cancellation").await, " decided");
    assert_eq!(
        app.last_mail(AKI).await.unwrap()["subject"],
        "Not approved: Remote workshop"
    );

    let asked = ask(&mut aki, "remote-workshop").await;
    decide(&mut ren, id(&asked), "approval").await.ok();
    assert_eq!(
        code(&mut aki, id(&asked), "cancellation").await,
        " approved"
    );
    let mut sue = app.signed_in(SUE).await;
    let path = format!("{REDEMPTIONS}/{}/withdrawal", id(&asked));
    let silent = sue.keyed(&path, json!({}), &key()).await;
    assert_eq!(silent.field_codes(), ["/note required"]);
    decide(&mut sue, id(&asked), "withdrawal").await.ok();
    assert_eq!(
        app.last_mail(AKI).await.unwrap()["subject"],
        "Cancelled: Remote workshop"
    );
    assert_eq!(company_points(&mut aki).await, 3_000);

    let asked = ask(&mut aki, "remote-workshop").await;
    app.advance(SignedDuration::from_hours(14 * 24));
    let mut ren = app.signed_in(REN).await;
    assert_eq!(code(&mut ren, id(&asked), "approval").await, " ran_out");
    server::jobs::end_due(&app.state).await.unwrap();
    assert_eq!(
        app.last_mail(AKI).await.unwrap()["subject"],
        "Nobody decided in time: Remote workshop"
    );
    let seen = ren.get(&format!("{REDEMPTIONS}/{}", id(&asked))).await.ok();
    assert_eq!(seen["state"], "ran_out");
}

#[tokio::test]
async fn two_approvers_at_once_are_one_approval() {
    let app = portal().await;
    let (mut mio, mut ren) = (app.signed_in(MIO).await, app.signed_in(REN).await);
    let mut aki = app.signed_in(AKI).await;
    let asked = ask(&mut mio, "conference-seat").await;
    let (one, two) = tokio::join!(
        decide(&mut aki, id(&asked), "approval"),
        decide(&mut ren, id(&asked), "approval"),
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(mio.get("/api/v1/rewards").await.ok()["my_points"], 300);
}

#[tokio::test]
async fn spending_rules_are_the_programmes_until_an_admin_sets_them() {
    let app = portal().await;
    let mut aki = app.signed_in(AKI).await;
    let path = "/api/v1/account/spending";
    let mine = aki.get(path).await.ok();
    assert_eq!(
        mine,
        json!({ "admins": 0, "members_may_ask": false, "members": 0, "own": 0 })
    );
    let wrong = json!({ "admins": -1, "members_may_ask": true, "members": 5, "own": null });
    let wrong = aki.put(path, wrong).await;
    assert_eq!(wrong.field_codes(), ["/admins malformed"]);
    let wanted = json!({ "admins": 500, "members_may_ask": true, "members": 0, "own": null });
    assert_eq!(aki.put(path, wanted.clone()).await.ok(), wanted);
    aki.put(path, wanted.clone()).await.ok();
    assert_eq!(aki.get(path).await.ok(), wanted);
    let log = aki.get("/api/v1/audit").await.ok();
    assert_eq!(log["items"][0]["action"], "spending_changed");
    assert_eq!(
        log["items"][0]["detail"],
        "admins: default → 500; members: default → 0; own: default → any"
    );
    assert_ne!(
        log["items"][1]["action"], "spending_changed",
        "the same again is no change"
    );
    let mut mio = app.signed_in(MIO).await;
    assert_eq!(mio.get(path).await.problem(), problem(403, "forbidden"));
    // Now a member may ask for the company's points.
    assert_eq!(ask(&mut mio, "remote-workshop").await["state"], "waiting");
}

#[tokio::test]
async fn a_company_sees_nothing_of_anothers_and_a_member_nothing_of_a_colleagues() {
    let app = portal().await;
    let asked = ask(&mut app.signed_in(AKI).await, "remote-workshop").await;
    let path = format!("{REDEMPTIONS}/{}", id(&asked));
    for who in [MIO, "anna@nordlicht.example"] {
        let mut other = app.signed_in(who).await;
        assert_eq!(other.get(&path).await.problem(), problem(404, "not-found"));
        assert_eq!(other.get(REDEMPTIONS).await.ok()["items"], json!([]));
    }
    let mut writer = app.signed_in("wri@vendor.example").await;
    assert_eq!(
        writer.get("/api/v1/fulfilments").await.problem(),
        problem(403, "forbidden")
    );
}
