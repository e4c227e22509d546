//! Events from outside: each counts once for ever, is told its fate, and is placed by its own time.

use contract::ApiKeyScope;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use storage::ledger;

use crate::harness::{Client, TestApp, problem};

const EVENTS: &str = "/api/v1/events";
const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";

struct Shop {
    app: TestApp,
    client: Client,
}

impl Shop {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let client = app.program(&[ApiKeyScope::Events]).await;
        Self { app, client }
    }

    /// An event of Hoshino that happens now.
    fn event(&self, id: &str, kind: &str, data: impl Into<Value>) -> Value {
        let data: Value = data.into();
        json!({
            "specversion": "1.0", "id": id, "source": "shop", "type": kind, "data": data,
            "account": self.app.accounts["Hoshino"].to_string(),
            "time": self.app.state.clock.now().to_string(),
        })
    }

    fn of(&self, member: &str, id: &str, kind: &str, at: Timestamp) -> Value {
        let mut event = self.event(id, kind, json!({}));
        event["member"] = json!(member);
        event["time"] = json!(at.to_string());
        event
    }

    async fn send(&mut self, events: &[Value]) -> Vec<Value> {
        let answer = self.client.post(EVENTS, json!(events)).await.ok();
        answer["items"].as_array().unwrap().clone()
    }

    /// Fate and points of each.
    async fn fates(&mut self, events: &[Value]) -> Vec<String> {
        let told = self.send(events).await;
        told.iter().map(fate).collect()
    }

    /// The balance of the company and of the person who looks, once the whole book was walked.
    async fn balances(&self, who: &str) -> (i64, i64) {
        let broken = ledger::verify(&self.app.state.db, |account| {
            assert_eq!(account.findings, [""; 0], "{}", account.name);
        });
        broken.await.unwrap();
        let home = self.app.signed_in(who).await.get("/api/v1/home").await.ok();
        let balance = |name: &str| home[name].as_i64().unwrap();
        (balance("company_points"), balance("my_points"))
    }
}

/// Such as `accepted lesson 120` or `refused /account unknown`.
fn fate(item: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut words = vec![text(&item["fate"]), text(&item["reason"])];
    for award in item["awards"].as_array().unwrap() {
        words.push(text(&award["rule"]));
        words.push(award["points"].to_string());
    }
    for taken in item["taken_back"].as_array().unwrap() {
        words.push(format!("-{}", taken["points"]));
    }
    for error in item["errors"].as_array().unwrap() {
        words.extend([text(&error["pointer"]), text(&error["code"])]);
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

#[tokio::test]
async fn each_event_of_a_batch_has_its_own_fate() {
    let mut shop = Shop::open().await;
    let now = shop.app.state.clock.now();
    let order = json!({ "amount": 1_250_000, "currency": "EUR" });
    let mut foreign = shop.of("max@nordlicht.example", "e", "lesson.finished", now);
    let mut nobody = foreign.clone();
    nobody["member"] = json!("nobody@hoshino.example");
    let mut unknown = foreign.clone();
    unknown["account"] = json!(uuid::Uuid::now_v7().to_string());
    foreign["id"] = json!("f");
    let batch = [
        shop.event("a", "purchase.completed", order),
        shop.of(MIO, "b", "lesson.finished", now),
        shop.event("b", "purchase.completed", json!({})),
        shop.event("c", "coffee.drunk", json!({ "cups": 2 })),
        shop.event(
            "d",
            "purchase.completed",
            json!({ "amount": -1, "currency": "EUR" }),
        ),
        foreign,
        nobody,
        unknown,
        shop.of(
            MIO,
            "g",
            "lesson.finished",
            now + SignedDuration::from_hours(1),
        ),
        shop.of(
            MIO,
            "h",
            "lesson.finished",
            now - SignedDuration::from_hours(24 * 366),
        ),
        json!("no event"),
    ];
    assert_eq!(
        shop.fates(&batch).await,
        [
            "accepted purchase 125",
            "accepted lesson 120",
            "known",
            "kept unknown_type",
            "refused /data/amount malformed",
            "refused /member unknown",
            "refused /member unknown",
            "refused /account unknown",
            "refused /time future",
            "kept too_late",
            "refused malformed",
        ]
    );
    assert_eq!(shop.balances(MIO).await, (125, 120));
}

#[tokio::test]
async fn an_event_counts_once_however_often_and_by_whomever_it_is_sent() {
    let mut shop = Shop::open().await;
    let now = shop.app.state.clock.now();
    let lesson = shop.of(MIO, "a", "lesson.finished", now);
    let sends = (0..8).map(|_| {
        let (mut client, body) = (shop.client.clone(), json!([lesson]));
        tokio::spawn(async move { client.post(EVENTS, body).await.ok()["items"][0].clone() })
    });
    let mut fates = Vec::new();
    for send in sends.collect::<Vec<_>>() {
        fates.push(fate(&send.await.unwrap()));
    }
    fates.sort();
    assert_eq!(fates[0], "accepted lesson 120");
    assert!(fates[1..].iter().all(|fate| fate == "known"), "{fates:?}");
    // Another source may use the same id.
    let mut other = lesson.clone();
    other["source"] = json!("school");
    assert_eq!(shop.fates(&[other]).await, ["accepted lesson 120"]);
    assert_eq!(shop.balances(MIO).await, (0, 240));
}

#[tokio::test]
async fn a_late_event_takes_its_place_in_time() {
    let mut shop = Shop::open().await;
    // Noon in the company's own zone, where its days turn.
    let noon: Timestamp = "2026-11-20T03:00:00Z".parse().unwrap();
    let early = noon - SignedDuration::from_hours(2);
    let one_day = [
        shop.of(MIO, "noon", "product.used", noon),
        shop.of(REN, "ren", "product.used", noon),
    ];
    assert_eq!(shop.fates(&one_day).await, ["accepted use 10"; 2]);
    // One day of use gives ten points, to whichever came first.
    let late = shop.of(MIO, "early", "product.used", early);
    assert_eq!(shop.fates(&[late]).await, ["accepted use 10"]);
    assert_eq!(shop.balances(MIO).await, (0, 10));
    assert_eq!(shop.balances(REN).await, (0, 10));
    let evening = noon + SignedDuration::from_hours(6);
    let last = shop.of(MIO, "evening", "product.used", evening);
    assert_eq!(shop.send(&[last]).await[0]["awards"][0]["left_out"], 10);

    let mut mio = shop.app.signed_in(MIO).await;
    let movements = mio.get("/api/v1/movements").await.ok();
    assert_eq!(movements["items"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_correction_takes_back_what_its_event_brought() {
    let mut shop = Shop::open().await;
    let now = shop.app.state.clock.now();
    let back = |id: &str, of: &str| shop.event(id, "usage.corrected", json!({ "reverses": of }));
    let (first_back, again, ahead) = (back("x", "first"), back("y", "first"), back("z", "to come"));
    let day = now - SignedDuration::from_hours(24 * 3);
    let used = [
        shop.of(MIO, "first", "product.used", day),
        shop.of(
            MIO,
            "second",
            "product.used",
            day + SignedDuration::from_secs(1),
        ),
    ];
    assert_eq!(
        shop.fates(&used).await,
        ["accepted use 10", "accepted use 0"]
    );
    // The second takes the room that the first leaves under the cap.
    assert_eq!(shop.fates(&[first_back]).await, ["accepted -10"]);
    assert_eq!(shop.balances(MIO).await, (0, 10));
    assert_eq!(shop.fates(&[again]).await, ["accepted"]);
    // A correction may arrive before what it takes back.
    assert_eq!(shop.fates(&[ahead]).await, ["accepted"]);
    let to_come = shop.of(MIO, "to come", "lesson.finished", now);
    assert_eq!(shop.fates(&[to_come]).await, ["accepted"]);
    assert_eq!(shop.balances(MIO).await, (0, 10));
}

#[tokio::test]
async fn events_in_any_order_and_any_batches_come_to_the_same() {
    let mut all = Vec::new();
    for order in [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [3, 0, 5, 1, 4, 2]] {
        let mut shop = Shop::open().await;
        let noon: Timestamp = "2026-11-20T03:00:00Z".parse().unwrap();
        let at = |hours: i64| noon + SignedDuration::from_hours(hours);
        let events = [
            shop.of(MIO, "0", "product.used", at(0)),
            shop.of(MIO, "1", "product.used", at(1)),
            shop.of(MIO, "2", "product.used", at(30)),
            shop.of(MIO, "3", "lesson.finished", at(2)),
            shop.event("4", "usage.corrected", json!({ "reverses": "0" })),
            shop.event(
                "5",
                "purchase.completed",
                json!({ "amount": 990_000, "currency": "EUR" }),
            ),
        ];
        for index in order {
            shop.send(&[events[index].clone()]).await;
        }
        assert_eq!(shop.fates(&events).await, ["known"; 6]);
        all.push(shop.balances(MIO).await);
    }
    assert_eq!(all, [(99, 140); 3]);
}

#[tokio::test]
async fn one_event_alone_is_refused_as_a_problem() {
    let mut shop = Shop::open().await;
    let single = "application/cloudevents+json; charset=utf-8"
        .parse()
        .unwrap();
    shop.client.headers.insert("content-type", single);
    let mut lesson = shop.of(MIO, "a", "lesson.finished", shop.app.state.clock.now());
    lesson["member"] = json!(shop.app.people["max@nordlicht.example"].to_string());
    let refused = shop.client.post(EVENTS, lesson.clone()).await;
    assert_eq!(refused.problem(), problem(422, "invalid"));
    assert_eq!(refused.field_codes(), ["/member unknown"]);
    lesson["member"] = json!(shop.app.people[MIO].to_string());
    let taken = shop.client.post(EVENTS, lesson.clone()).await.ok();
    assert_eq!(fate(&taken["items"][0]), "accepted lesson 120");
    assert_eq!(taken["items"][0]["awards"][0]["version"], "2026-09-kizuna");
    let list = shop.client.post(EVENTS, json!([lesson])).await;
    assert_eq!(list.problem(), problem(422, "invalid"));
    let batch = "application/cloudevents-batch+json".parse().unwrap();
    shop.client.headers.insert("content-type", batch);
    let one = shop.client.post(EVENTS, lesson).await;
    assert_eq!(one.problem(), problem(422, "invalid"));
    shop.client
        .headers
        .insert("content-type", "text/plain".parse().unwrap());
    let text = shop.client.post(EVENTS, json!([])).await;
    assert_eq!(text.problem(), problem(415, "unsupported-media-type"));
}

#[tokio::test]
async fn a_batch_has_its_limits() {
    let mut shop = Shop::open().await;
    let now = shop.app.state.clock.now();
    let lessons: Vec<Value> = (0..1_001)
        .map(|number| shop.of(MIO, &number.to_string(), "lesson.finished", now))
        .collect();
    let many = shop.client.post(EVENTS, json!(lessons)).await;
    assert_eq!(many.problem(), problem(422, "invalid"));
    let fates = shop.fates(&lessons[..1_000]).await;
    assert!(fates.iter().all(|fate| fate == "accepted lesson 120"));
    assert_eq!(shop.balances(MIO).await, (0, 120_000));
    let large = json!([{ "data": "x".repeat(2 * 1024 * 1024) }]);
    let large = shop.client.post(EVENTS, large).await;
    assert_eq!(large.problem(), problem(413, "too-large"));
}
