//! What the vendor's staff do about answers, and what the one who answered sees of it.

use contract::Role;
use serde_json::{Value, json};

use super::{MAX, MIO, Portal, REN, answer, asked, feedback};
use crate::harness::{Client, problem};

const SUE: &str = "sue@vendor.example";
const OP: &str = "op@vendor.example";
const WIM: &str = "wri@vendor.example";
const LIST: &str = "/api/v1/follow-ups";

/// Somebody answers so, and it is settled.
async fn answered(portal: &Portal, who: &str, score: u8) -> Client {
    let mut client = portal.visitor(who).await;
    let ask = asked(&mut client).await;
    answer(&mut client, &ask, json!(score)).await.ok();
    portal.pass(11);
    portal.settle().await;
    client
}

async fn open(client: &mut Client) -> Vec<Value> {
    client.get(LIST).await.ok()["items"]
        .as_array()
        .unwrap()
        .clone()
}

fn path(follow_up: &Value, word: &str) -> String {
    format!("{LIST}/{}/{word}", follow_up["id"].as_str().unwrap())
}

fn closing() -> Value {
    json!({
        "outcome": "We called and sent the missing part.", "root_cause": "delivery",
        "publish": { "said": { "en": "Parts came late." }, "done": { "en": "We keep them in stock." }, "reach": "account" }
    })
}

async fn mails_to(portal: &Portal, to: &str) -> Vec<String> {
    let mut operator = portal.app.signed_in(OP).await;
    let outbox = operator.get("/api/v1/outbox").await.ok();
    let items = outbox["items"].as_array().unwrap().iter();
    let own = items.filter(|mail| mail["to"] == to);
    own.map(|mail| mail["subject"].as_str().unwrap().to_owned())
        .collect()
}

async fn set_manager(portal: &Portal, company: &str, member: Value) {
    let account = portal.app.accounts[company];
    let path = format!("/api/v1/accounts/{account}/success-manager");
    let mut sue = portal.app.signed_in(SUE).await;
    sue.put(&path, json!({ "member": member })).await.ok();
}

#[tokio::test]
async fn a_low_answer_goes_to_the_success_manager_who_closes_it_once() {
    let portal = Portal::start().await;
    let sue_id = portal.app.people[SUE].to_string();
    set_manager(&portal, "Hoshino", json!(sue_id)).await;
    let mut mio = answered(&portal, MIO, 3).await;
    let mut sue = portal.app.signed_in(SUE).await;
    let found = open(&mut sue).await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (
            &found[0]["member_name"],
            &found[0]["owner"],
            &found[0]["is_mine"]
        ),
        (&json!("Mio Member"), &json!("Sue Success"), &json!(true))
    );
    assert_eq!(found[0]["steps"][0]["answer"], 3);
    let note = json!({ "text": "called, no answer" });
    for _ in 0..2 {
        sue.keyed(&path(&found[0], "notes"), note.clone(), "n")
            .await
            .ok();
    }
    let seen = feedback(&mut mio).await["asks"][0]["follow_up"].clone();
    assert_eq!(
        (&seen["owner"], &seen["is_open"]),
        (&json!("Sue Success"), &json!(true))
    );
    assert!(
        !mio.get("/api/v1/feedback")
            .await
            .text
            .contains("called, no answer")
    );

    for _ in 0..2 {
        sue.keyed(&path(&found[0], "outcome"), closing(), "c")
            .await
            .ok();
    }
    let mut op = portal.app.signed_in(OP).await;
    let late = op.keyed(&path(&found[0], "outcome"), closing(), "d").await;
    assert_eq!(late.field_codes(), [" already_decided"]);
    assert!(open(&mut sue).await.is_empty());
    let closed = sue.get(&format!("{LIST}?closed=true")).await.ok();
    let kinds: Vec<_> = closed["items"][0]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["kind"].clone())
        .collect();
    assert_eq!(kinds, ["opened", "noted", "closed"]);

    let view = feedback(&mut mio).await;
    assert_eq!(
        view["asks"][0]["follow_up"]["outcome"],
        "We called and sent the missing part."
    );
    assert_eq!(view["heard"][0]["done"]["en"], "We keep them in stock.");
    assert_eq!(view["heard"][0]["reach"], "account");
    // It was for this company alone.
    let mut max = portal.visitor(MAX).await;
    assert_eq!(feedback(&mut max).await["heard"], json!([]));
    let id = view["heard"][0]["id"].as_str().unwrap().to_owned();
    sue.delete(&format!("/api/v1/heard/{id}")).await.ok();
    assert_eq!(feedback(&mut mio).await["heard"], json!([]));
}

#[tokio::test]
async fn what_nobody_has_is_told_to_all_who_could_and_taken_by_one() {
    let portal = Portal::start().await;
    answered(&portal, MIO, 0).await;
    let (one, two) = tokio::join!(
        server::jobs::remind(&portal.app.state),
        server::jobs::remind(&portal.app.state)
    );
    // Two operators and a success manager, each once.
    assert_eq!(one.unwrap() + two.unwrap(), 3);
    assert_eq!(
        mails_to(&portal, SUE).await,
        ["Hoshino: an answer that needs you"]
    );
    assert_eq!(mails_to(&portal, WIM).await, [""; 0]);
    let mut op = portal.app.signed_in(OP).await;
    let found = open(&mut op).await;
    assert_eq!(found[0]["owner"], Value::Null);
    op.put(&path(&found[0], "owner"), json!({})).await.ok();
    assert_eq!(open(&mut op).await[0]["owner"], "Ola Operator");
    // On its day the one who has it hears again, once.
    portal.pass(6 * 86_400);
    for expected in [1, 0] {
        assert_eq!(
            server::jobs::remind(&portal.app.state).await.unwrap(),
            expected
        );
    }
    assert_eq!(mails_to(&portal, OP).await.len(), 2);
    assert_eq!(mails_to(&portal, SUE).await.len(), 1);
    let mut op = portal.app.signed_in(OP).await;
    assert_eq!(open(&mut op).await[0]["is_overdue"], true);
}

#[tokio::test]
async fn days_of_the_owner_decide_when_it_is_due() {
    let portal = Portal::start().await;
    let sue_id = portal.app.people[SUE].to_string();
    set_manager(&portal, "Hoshino", json!(sue_id)).await;
    let mut sue = portal.app.signed_in(SUE).await;
    assert_eq!(sue.get("/api/v1/work-calendar").await.ok(), Value::Null);
    let zone = jiff::tz::TimeZone::get("Pacific/Auckland").unwrap();
    let today = portal.app.state.clock.now().to_zoned(zone).date();
    // Every day is worked but tomorrow.
    let tomorrow = today.tomorrow().unwrap();
    let days = json!({ "time_zone": "Pacific/Auckland", "weekend": [], "holidays": [tomorrow.to_string()] });
    sue.put("/api/v1/work-calendar", days.clone()).await.ok();
    assert_eq!(sue.get("/api/v1/work-calendar").await.ok(), days);
    answered(&portal, MIO, 6).await;
    let due: jiff::civil::Date = open(&mut sue).await[0]["due_on"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let gone = due.since(today).unwrap().get_days();
    // A second may turn the day while the test runs.
    assert!((3..=4).contains(&gone), "{today} {due}");
    for (field, value, code) in [
        ("time_zone", json!("Nowhere/City"), "/time_zone unknown"),
        (
            "weekend",
            json!([1, 2, 3, 4, 5, 6, 7]),
            "/weekend malformed",
        ),
        ("weekend", json!([0]), "/weekend malformed"),
        ("holidays", json!(["25 December"]), "/holidays malformed"),
    ] {
        let mut wrong = days.clone();
        wrong[field] = value;
        let refused = sue.put("/api/v1/work-calendar", wrong).await;
        assert_eq!(refused.field_codes(), [code]);
    }
}

#[tokio::test]
async fn who_may_not_see_it_does_not() {
    let portal = Portal::start().await;
    answered(&portal, REN, 1).await;
    let mut sue = portal.app.signed_in(SUE).await;
    let found = open(&mut sue).await;
    let mut wim = portal.app.signed_in(WIM).await;
    assert!(open(&mut wim).await.is_empty());
    let note = json!({ "text": "let me see" });
    let refused = wim.keyed(&path(&found[0], "notes"), note, "n").await;
    assert_eq!(refused.problem(), problem(404, "not-found"));
    let account = portal.app.accounts["Hoshino"];
    let manager = format!("/api/v1/accounts/{account}/success-manager");
    let customer = portal.app.people[MIO].to_string();
    let refused = sue.put(&manager, json!({ "member": customer })).await;
    assert_eq!(refused.problem(), problem(404, "not-found"));
    let choices = sue.get(&manager).await.ok()["choices"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(choices, 3, "{:?}", Role::SuccessManager);
    let empty = json!({ "outcome": " ", "root_cause": "price" });
    let refused = sue.keyed(&path(&found[0], "outcome"), empty, "c").await;
    assert_eq!(refused.field_codes(), ["/outcome required"]);
    let mut silent = closing();
    silent["publish"]["said"] = json!({});
    let refused = sue.keyed(&path(&found[0], "outcome"), silent, "d").await;
    assert_eq!(refused.problem(), problem(422, "invalid"));
}
