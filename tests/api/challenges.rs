//! Challenges: made by account admins within the rules, reached together, paid once.

use jiff::SignedDuration;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};
use storage::{DatabaseSettings, Db, play};

use crate::harness::{Client, TestApp, problem};
use contract::ApiKeyScope;

const AKI: &str = "aki@hoshino.example";
const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";
const ALL: &str = "/api/v1/challenges";

struct Company {
    app: TestApp,
    shop: Client,
    today: Date,
}

impl Company {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let mut shop = app.program(&[ApiKeyScope::Events]).await;
        let batch = "application/cloudevents-batch+json".parse().unwrap();
        shop.headers.insert("content-type", batch);
        let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
        let today = app.state.clock.now().to_zoned(zone).date();
        Self { app, shop, today }
    }

    async fn lesson(&mut self, who: &str, id: &str) {
        self.report(who, id, "lesson.finished", json!({})).await;
    }

    async fn report(&mut self, who: &str, id: &str, kind: &str, data: Value) {
        let event = json!([{
            "specversion": "1.0", "id": id, "source": "shop", "type": kind,
            "time": self.app.state.clock.now().to_string(), "account": self.app.accounts["Hoshino"].to_string(),
            "member": self.app.people[who].to_string(), "data": data,
        }]);
        self.shop.post("/api/v1/events", event).await.ok();
        server::jobs::judge(&self.app.state).await.unwrap();
    }

    fn body(&self, from: i64, to: i64, goal: i64) -> Value {
        json!({
            "template": "lessons-together", "goal": goal,
            "starts_on": self.today.saturating_add(from.days()).to_string(),
            "ends_on": self.today.saturating_add(to.days()).to_string(),
        })
    }

    async fn create(&self, key: &str, from: i64, to: i64, goal: i64) -> String {
        let mut aki = self.app.signed_in(AKI).await;
        let made = aki.keyed(ALL, self.body(from, to, goal), key).await.ok();
        made["id"].as_str().unwrap().to_owned()
    }

    async fn join(&self, who: &str, id: &str) -> Value {
        let mut client = self.app.signed_in(who).await;
        client
            .put(&format!("{ALL}/{id}/part"), json!({}))
            .await
            .ok()
    }

    async fn seen(&self, who: &str) -> Value {
        let mut client = self.app.signed_in(who).await;
        client.get(ALL).await.ok()["challenges"][0].clone()
    }

    async fn company_points(&self) -> i64 {
        let home = self.app.signed_in(AKI).await.get("/api/v1/home").await.ok();
        home["company_points"].as_i64().unwrap()
    }
}

#[tokio::test]
async fn a_goal_is_reached_together_and_paid_once() {
    let mut company = Company::open().await;
    let id = company.create("one", -3, 10, 5).await;
    for who in [MIO, REN] {
        company.join(who, &id).await;
    }
    company.lesson(AKI, "not of it").await;
    for number in 0..4 {
        company
            .lesson([MIO, REN][number % 2], &format!("l{number}"))
            .await;
    }
    let open = company.seen(MIO).await;
    assert_eq!(
        (&open["state"], &open["counted"], &open["mine"]),
        (&json!("open"), &json!(4), &json!(2))
    );
    assert_eq!(company.company_points().await, 0);
    company.lesson(REN, "l4").await;
    company.lesson(REN, "l5").await;
    let reached = company.seen(AKI).await;
    assert_eq!(reached["state"], "reached");
    assert_eq!(reached["reached_on"], company.today.to_string());
    assert_eq!(
        (&reached["counted"], &reached["points"]),
        (&json!(6), &json!(300))
    );
    assert_eq!(
        reached["parts"],
        json!([
            { "name": "Mio Member", "counted": 2, "is_me": false },
            { "name": "Ren Second", "counted": 4, "is_me": false },
        ])
    );
    assert_eq!(company.company_points().await, 300);
    let news = company
        .app
        .signed_in(MIO)
        .await
        .get("/api/v1/badges/news")
        .await
        .ok();
    assert_eq!(news["challenges"], json!(["Lessons together"]));
    let over = company
        .app
        .signed_in(AKI)
        .await
        .put(&format!("{ALL}/{id}/part"), json!({}))
        .await;
    assert_eq!(over.field_codes(), [" challenge_over"]);
    let kept = company
        .app
        .signed_in(AKI)
        .await
        .delete(&format!("{ALL}/{id}"))
        .await;
    assert_eq!(kept.problem(), problem(409, "conflict"));
}

#[tokio::test]
async fn a_correction_takes_the_reward_back_and_it_can_be_reached_again() {
    let mut company = Company::open().await;
    let id = company.create("one", 0, 10, 5).await;
    company.join(MIO, &id).await;
    for number in 0..5 {
        company.lesson(MIO, &format!("l{number}")).await;
    }
    assert_eq!(company.company_points().await, 300);
    company
        .report(MIO, "c", "correction.entered", json!({ "reverses": "l2" }))
        .await;
    assert_eq!(
        (
            company.company_points().await,
            company.seen(MIO).await["state"].clone()
        ),
        (0, json!("open"))
    );
    company.lesson(MIO, "l9").await;
    assert_eq!(
        (
            company.company_points().await,
            company.seen(MIO).await["state"].clone()
        ),
        (300, json!("reached"))
    );
}

#[tokio::test]
async fn who_joins_late_brings_what_was_done_since_the_first_day() {
    let mut company = Company::open().await;
    for number in 0..5 {
        company.lesson(MIO, &format!("l{number}")).await;
    }
    let id = company.create("one", -3, 10, 5).await;
    let joined = company.join(MIO, &id).await;
    assert_eq!(
        (&joined["state"], &joined["counted"]),
        (&json!("reached"), &json!(5))
    );
    assert_eq!(company.company_points().await, 300);
    // Again nothing more happens.
    server::jobs::look_back(&company.app.state).await.unwrap();
    server::jobs::judge(&company.app.state).await.unwrap();
    assert_eq!(company.company_points().await, 300);
}

#[tokio::test]
async fn whoever_leaves_takes_the_own_part_along() {
    let mut company = Company::open().await;
    let id = company.create("one", 0, 10, 50).await;
    company.join(MIO, &id).await;
    company.join(REN, &id).await;
    company.lesson(MIO, "a").await;
    company.lesson(REN, "b").await;
    let mut ren = company.app.signed_in(REN).await;
    let left = ren.delete(&format!("{ALL}/{id}/part")).await.ok();
    assert_eq!(
        (&left["counted"], &left["people"], &left["is_joined"]),
        (&json!(1), &json!(1), &json!(false))
    );
    // Who hides the own points is counted and not named.
    let mut mio = company.app.signed_in(MIO).await;
    mio.patch("/api/v1/me", json!({ "hides_points": true }))
        .await
        .ok();
    let seen = company.seen(REN).await;
    assert_eq!(
        (&seen["parts"], &seen["unnamed"]),
        (&json!([]), &json!({ "people": 1, "counted": 1 }))
    );
    assert_eq!(company.seen(MIO).await["parts"][0]["is_me"], true);
}

#[tokio::test]
async fn two_processes_pay_one_reward() {
    let mut company = Company::open().await;
    let id = company.create("one", 0, 10, 5).await;
    let settings = DatabaseSettings {
        url: company.app.database_url().to_owned(),
        max_connections: 4,
    };
    let other = Db::open(&settings).await.unwrap();
    for who in [MIO, REN, AKI] {
        company.join(who, &id).await;
    }
    let now = company.app.state.clock.now();
    let event = |who: &str, number: i32| {
        json!({
            "specversion": "1.0", "id": format!("{who} {number}"), "source": "shop", "type": "lesson.finished",
            "time": now.to_string(), "account": company.app.accounts["Hoshino"].to_string(),
            "member": company.app.people[who].to_string(), "data": {},
        })
    };
    let all: Vec<Value> = (0..3)
        .flat_map(|number| [MIO, REN, AKI].map(|who| event(who, number)))
        .collect();
    company.shop.post("/api/v1/events", json!(all)).await.ok();
    let versions = &company.app.state.programme;
    let (one, two) = tokio::join!(
        play::run_due(&company.app.state.db, versions, now),
        play::run_due(&other, versions, now)
    );
    assert!(one.unwrap() + two.unwrap() >= 3);
    assert_eq!(company.company_points().await, 300);
    assert_eq!(company.seen(MIO).await["counted"], 9);
}

#[tokio::test]
async fn the_rules_bound_what_an_admin_asks_for() {
    let company = Company::open().await;
    let mut aki = company.app.signed_in(AKI).await;
    let mut refused = async |body: Value, key: &str| {
        let answer = aki.keyed(ALL, body, key).await;
        assert_eq!(answer.problem(), problem(422, "invalid"));
        answer.field_codes()
    };
    assert_eq!(
        refused(company.body(10, 2, 20), "a").await,
        ["/ends_on before_start"]
    );
    assert_eq!(
        refused(company.body(0, 2, 20), "b").await,
        ["/ends_on too_few_days"]
    );
    assert_eq!(
        refused(company.body(0, 200, 20), "c").await,
        ["/ends_on too_many_days"]
    );
    assert_eq!(
        refused(company.body(-20, -2, 1), "d").await,
        ["/ends_on over", "/goal goal_too_low"]
    );
    assert_eq!(
        refused(company.body(400, 420, 9_999), "e").await,
        ["/starts_on too_far", "/goal goal_too_high"]
    );
    let mut odd = company.body(0, 10, 20);
    odd["template"] = json!("none");
    odd["ends_on"] = json!("2026-02-30");
    assert_eq!(
        refused(odd, "f").await,
        ["/template unknown", "/ends_on malformed"]
    );
    assert_eq!(
        company.app.signed_in(MIO).await.get(ALL).await.ok()["challenges"],
        json!([])
    );
    let member = company
        .app
        .signed_in(MIO)
        .await
        .keyed(ALL, company.body(0, 10, 20), "g")
        .await;
    assert_eq!(member.problem(), problem(403, "forbidden"));
}

#[tokio::test]
async fn a_year_allows_only_so_many_and_a_key_makes_one() {
    let company = Company::open().await;
    let mut aki = company.app.signed_in(AKI).await;
    // All begin on one day, so that they are of one year whenever the test runs.
    let mut made = Vec::new();
    for number in 0..4 {
        let key = format!("key {number}");
        let first = aki
            .keyed(ALL, company.body(0, 10, 20 + number), &key)
            .await
            .ok();
        let again = aki
            .keyed(ALL, company.body(0, 10, 20 + number), &key)
            .await
            .ok();
        assert_eq!(first["id"], again["id"]);
        made.push(first["id"].as_str().unwrap().to_owned());
    }
    let more = aki.keyed(ALL, company.body(0, 10, 30), "more").await;
    assert_eq!(more.field_codes(), ["/template used_up"]);
    let list = aki.get(ALL).await.ok();
    assert_eq!(list["challenges"].as_array().unwrap().len(), 4);
    assert_eq!(list["templates"][0]["left_this_year"], 0);
    aki.delete(&format!("{ALL}/{}", made[0])).await.ok();
    aki.keyed(ALL, company.body(0, 10, 30), "instead")
        .await
        .ok();
    let history = aki.get("/api/v1/audit").await.text;
    assert!(history.contains("challenge_created") && history.contains("challenge_called_off"));
    let csv = aki.get(&format!("{ALL}.csv?locale=ja")).await.text;
    assert!(csv.starts_with("チャレンジ,開始日"), "{csv}");
    assert_eq!(csv.lines().count(), 5);
    let none = company.app.signed_in(MIO).await.get(ALL).await.ok();
    assert_eq!(none["templates"], json!([]));
}

#[tokio::test]
async fn it_ends_unreached_without_a_word() {
    let company = Company::open().await;
    let id = company.create("one", 0, 10, 20).await;
    company.join(MIO, &id).await;
    company.app.advance(SignedDuration::from_hours(24 * 11));
    assert_eq!(company.seen(MIO).await["state"], "ended");
    let late = company
        .app
        .signed_in(REN)
        .await
        .put(&format!("{ALL}/{id}/part"), json!({}))
        .await;
    assert_eq!(late.problem(), problem(409, "conflict"));
}

#[tokio::test]
async fn another_company_sees_and_does_nothing() {
    let company = Company::open().await;
    let id = company.create("one", 0, 10, 20).await;
    let mut anna = company.app.signed_in("anna@nordlicht.example").await;
    assert_eq!(anna.get(ALL).await.ok()["challenges"], json!([]));
    let part = format!("{ALL}/{id}/part");
    assert_eq!(
        anna.put(&part, json!({})).await.problem(),
        problem(404, "not-found")
    );
    assert_eq!(
        anna.delete(&part).await.problem(),
        problem(404, "not-found")
    );
    assert_eq!(
        anna.delete(&format!("{ALL}/{id}")).await.problem(),
        problem(404, "not-found")
    );
}
