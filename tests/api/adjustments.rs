//! Points given or taken by hand: at once up to a limit, above it when a second person agrees.

use jiff::SignedDuration;
use serde_json::{Value, json};
use storage::ledger;

use crate::harness::{Client, TestApp, problem};

const SUE: &str = "sue@vendor.example";
const OP: &str = "op@vendor.example";
const LIST: &str = "/api/v1/adjustments";

fn of_hoshino(app: &TestApp) -> String {
    format!("/api/v1/accounts/{}/adjustments", app.accounts["Hoshino"])
}

fn asked(points: i64) -> Value {
    json!({ "points": points, "reason": "a delivery that came late" })
}

/// The company's balance, once the whole book was walked.
async fn company_points(app: &TestApp) -> i64 {
    let broken = ledger::verify(&app.state.db, |account| {
        assert_eq!(account.findings, [""; 0], "{}", account.name);
    });
    broken.await.unwrap();
    let home = app.signed_in("mio@hoshino.example").await;
    let home = { home }.get("/api/v1/home").await.ok();
    home["company_points"].as_i64().unwrap()
}

async fn ask(client: &mut Client, path: &str, points: i64, key: &str) -> Value {
    client.keyed(path, asked(points), key).await.ok()
}

#[tokio::test]
async fn up_to_the_limit_one_person_is_enough() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let path = of_hoshino(&app);
    for _ in 0..2 {
        let made = ask(&mut sue, &path, 1_000, "one").await;
        assert_eq!(made["state"], "booked");
        assert_eq!(made["decided_by"], Value::Null);
    }
    assert_eq!(company_points(&app).await, 1_000);
    // The company reads who gave what and why, as movement and in its history.
    let mut aki = app.signed_in("aki@hoshino.example").await;
    let movements = aki.get("/api/v1/movements").await.ok();
    assert_eq!(
        movements["items"][0]["subject"],
        "a delivery that came late"
    );
    let history = aki.get("/api/v1/audit").await.ok();
    assert_eq!(history["items"][0]["action"], "points_adjusted");
    assert_eq!(
        history["items"][0]["detail"],
        "+1000 · a delivery that came late"
    );
}

#[tokio::test]
async fn what_one_person_gives_in_small_sums_counts_together_for_a_day() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let path = of_hoshino(&app);
    assert_eq!(ask(&mut sue, &path, 600, "1").await["state"], "booked");
    assert_eq!(ask(&mut sue, &path, -200, "2").await["state"], "booked");
    assert_eq!(ask(&mut sue, &path, 201, "3").await["state"], "waiting");
    assert_eq!(ask(&mut sue, &path, 200, "4").await["state"], "booked");
    let other = format!("/api/v1/accounts/{}/adjustments", app.accounts["Nordlicht"]);
    assert_eq!(ask(&mut sue, &other, 1_000, "5").await["state"], "booked");
    app.advance(SignedDuration::from_hours(25));
    assert_eq!(ask(&mut sue, &path, 1_000, "6").await["state"], "booked");
    assert_eq!(company_points(&app).await, 1_600);
}

#[tokio::test]
async fn above_the_limit_somebody_else_decides_once() {
    let app = TestApp::start().await;
    let (mut sue, mut op) = (app.signed_in(SUE).await, app.signed_in(OP).await);
    let made = ask(&mut sue, &of_hoshino(&app), 5_000, "a").await;
    assert_eq!(
        (&made["state"], &made["is_mine"]),
        (&json!("waiting"), &json!(true))
    );
    assert_eq!(company_points(&app).await, 0);
    let path = format!("{LIST}/{}", made["id"].as_str().unwrap());
    let own = sue.keyed(&format!("{path}/approval"), json!({}), "b").await;
    assert_eq!(own.problem(), problem(409, "conflict"));
    assert_eq!(own.field_codes(), [" own_request"]);

    let waiting = op.get(&format!("{LIST}?state=waiting")).await.ok();
    assert_eq!(waiting["items"][0]["is_mine"], false);
    let note = json!({ "note": "as agreed on the phone" });
    for _ in 0..2 {
        let key = "c";
        let decided = op
            .keyed(&format!("{path}/approval"), note.clone(), key)
            .await
            .ok();
        assert_eq!(decided["state"], "booked");
        assert_eq!(decided["decided_by"], "Ola Operator");
        assert_eq!(decided["note"], "as agreed on the phone");
    }
    assert_eq!(company_points(&app).await, 5_000);
    for word in ["approval", "refusal"] {
        let late = op.keyed(&format!("{path}/{word}"), json!({}), word).await;
        assert_eq!(late.field_codes(), [" already_decided"]);
    }
    assert_eq!(company_points(&app).await, 5_000);
}

#[tokio::test]
async fn what_was_refused_moves_nothing() {
    let app = TestApp::start().await;
    let (mut sue, mut op) = (app.signed_in(SUE).await, app.signed_in(OP).await);
    let made = ask(&mut sue, &of_hoshino(&app), 5_000, "a").await;
    let path = format!("{LIST}/{}/refusal", made["id"].as_str().unwrap());
    let refused = op.keyed(&path, json!({ "note": " " }), "b").await.ok();
    assert_eq!(
        (&refused["state"], &refused["note"]),
        (&json!("refused"), &Value::Null)
    );
    assert_eq!(company_points(&app).await, 0);
    // The company learns nothing of what was asked and refused.
    let mut aki = app.signed_in("aki@hoshino.example").await;
    let history = aki.get("/api/v1/audit").await;
    assert!(!history.text.contains("adjustment"), "{}", history.text);
    let log = op.get("/api/v1/audit").await;
    assert!(log.text.contains("adjustment_refused"), "{}", log.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_approvers_at_once_one_books() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    for round in 0..5 {
        let made = ask(&mut sue, &of_hoshino(&app), 2_000, &format!("ask {round}")).await;
        let path = format!("{LIST}/{}/approval", made["id"].as_str().unwrap());
        let mut tries = Vec::new();
        for who in [OP, "op2@vendor.example", OP, "op2@vendor.example"] {
            let (mut client, path) = (app.signed_in(who).await, path.clone());
            let key = format!("{round} {}", tries.len());
            tries.push(tokio::spawn(async move {
                client.keyed(&path, json!({}), &key).await.status.as_u16()
            }));
        }
        let mut statuses = Vec::new();
        for one in tries {
            statuses.push(one.await.unwrap());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409, 409]);
        assert_eq!(company_points(&app).await, 2_000 * (round + 1));
    }
}

#[tokio::test]
async fn no_more_is_taken_than_is_there() {
    let app = TestApp::start().await;
    let (mut sue, mut op) = (app.signed_in(SUE).await, app.signed_in(OP).await);
    let path = of_hoshino(&app);
    let short = sue.keyed(&path, asked(-10), "a").await;
    assert_eq!(short.problem(), problem(409, "conflict"));
    assert_eq!(short.field_codes(), ["/points not_enough"]);
    let made = ask(&mut sue, &path, -5_000, "b").await;
    let approve = format!("{LIST}/{}/approval", made["id"].as_str().unwrap());
    let short = op.keyed(&approve, json!({}), "c").await;
    assert_eq!(short.field_codes(), ["/points not_enough"]);
    // It waits on, and goes through once the points are there.
    ask(&mut sue, &path, 900, "d").await;
    let waiting = op.get(&format!("{LIST}?state=waiting")).await.ok();
    assert_eq!(waiting["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_persons_own_points_are_adjusted_too() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let mio = app.people["mio@hoshino.example"].to_string();
    let mut body = asked(70);
    body["member"] = json!(mio);
    let made = sue.keyed(&of_hoshino(&app), body.clone(), "a").await.ok();
    assert_eq!(made["member_name"], "Mio Member");
    let home = app.signed_in("mio@hoshino.example").await;
    let home = { home }.get("/api/v1/home").await.ok();
    assert_eq!(
        (&home["my_points"], &home["company_points"]),
        (&json!(70), &json!(0))
    );

    // A person of another company is as unknown as nobody.
    body["member"] = json!(app.people["max@nordlicht.example"].to_string());
    let foreign = sue.keyed(&of_hoshino(&app), body, "b").await;
    assert_eq!(foreign.problem(), problem(404, "not-found"));
    let list = sue.get(LIST).await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_adjustment_that_says_nothing_is_refused() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let path = of_hoshino(&app);
    for (points, reason, code) in [
        (0, "for nothing", "/points malformed"),
        (10_000_001, "for everything", "/points malformed"),
        (i64::MIN, "for everything", "/points malformed"),
        (1, " ", "/reason required"),
        (1, "x", "/reason too_short"),
    ] {
        let body = json!({ "points": points, "reason": reason });
        let answer = sue.keyed(&path, body, "a").await;
        assert_eq!(answer.field_codes(), [code]);
    }
    let no_key = sue.post(&path, asked(1)).await;
    assert_eq!(no_key.problem(), problem(400, "idempotency-key-missing"));
    let mut writer = app.signed_in("wri@vendor.example").await;
    let answer = writer.keyed(&path, asked(1), "b").await;
    assert_eq!(answer.problem(), problem(403, "forbidden"));
}
