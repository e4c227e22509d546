//! Badges and streaks: given once from events, with day and reason, looking back, and taken back with what they stood on.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde_json::{Value, json};
use server::settings::GivenSettings;
use storage::{DatabaseSettings, Db, play};

use crate::harness::{Client, TestApp, problem};
use contract::ApiKeyScope;

const MIO: &str = "mio@hoshino.example";
const ARTICLE: &str =
    "---\ntitle: First steps\nsummary: How to begin.\nupdated: 2026-01-02\n---\n\nRead this.\n";

const PROGRAMME: &str = include_str!("../../program/2026-09-kizuna.toml");
const RULE: &str = r#"[[rule]]
id = "streak"
event = "streak.kept"
wallet = "member"
points = 30

[rule.name]
en = "Four working weeks in a row"
ja = "4週連続"
zh-Hant = "連續四個工作週"

[rule.text]
en = "30 points."
ja = "30ポイント。"
zh-Hant = "得30點。"

"#;

/// Events of other systems, and the jobs that follow.
struct Shop {
    app: TestApp,
    client: Client,
}

impl Shop {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The shipped rules, and points for what a streak is worth.
        let paying = PROGRAMME.replacen(
            "[[rule]]\nid = \"challenge\"",
            &format!("{RULE}[[rule]]\nid = \"challenge\""),
            1,
        );
        std::fs::write(folder.path().join("2026-09-kizuna.toml"), paying).unwrap();
        let articles = vec![("en/start/first.md".to_owned(), ARTICLE.to_owned())];
        let app = TestApp::with_program(
            folder.path(),
            articles,
            HashMap::new(),
            GivenSettings::default(),
        )
        .await;
        let mut client = app.program(&[ApiKeyScope::Events]).await;
        let batch = "application/cloudevents-batch+json".parse().unwrap();
        client.headers.insert("content-type", batch);
        Self { app, client }
    }

    async fn report(&mut self, who: &str, id: &str, kind: &str, time: Timestamp, data: Value) {
        let member = self.app.people[who];
        let company = if who.ends_with("hoshino.example") {
            "Hoshino"
        } else {
            "Nordlicht"
        };
        let event = json!([{
            "specversion": "1.0", "id": id, "source": "shop", "type": kind, "subject": format!("About {id}"),
            "time": time.to_string(), "account": self.app.accounts[company].to_string(),
            "member": member.to_string(), "data": data,
        }]);
        let taken = self.client.post("/api/v1/events", event).await.ok();
        assert_ne!(taken["items"][0]["fate"], "refused", "{taken}");
    }

    async fn judge(&self) {
        server::jobs::look_back(&self.app.state).await.unwrap();
        server::jobs::judge(&self.app.state).await.unwrap();
    }

    async fn badges(&self, who: &str) -> Value {
        let mut client = self.app.signed_in(who).await;
        client.get("/api/v1/badges").await.ok()
    }

    /// The badges that the person has, with what they stand on.
    async fn held(&self, who: &str) -> Vec<String> {
        let badges = self.badges(who).await;
        let earned = badges["badges"].as_array().unwrap().iter();
        let mut held: Vec<String> = earned
            .filter(|badge| badge["earned"].is_object())
            .map(|badge| {
                format!(
                    "{} {}",
                    badge["id"].as_str().unwrap(),
                    badge["earned"]["about"].as_str().unwrap()
                )
            })
            .collect();
        held.sort();
        held
    }

    /// The Tuesday of a week that is over, so that the day of the test makes no difference.
    fn tuesday(&self, weeks: i64) -> Timestamp {
        let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
        let today = self.now().to_zoned(zone.clone()).date();
        let monday = loyalty::play::monday(today);
        let day = monday.saturating_sub(weeks.weeks()).saturating_add(1.day());
        let noon = day.at(12, 0, 0, 0).to_zoned(zone).unwrap();
        noon.timestamp()
    }

    fn now(&self) -> Timestamp {
        self.app.state.clock.now()
    }
}

#[tokio::test]
async fn a_badge_is_given_once_with_day_and_reason() {
    let mut shop = Shop::open().await;
    let now = shop.now();
    for id in ["one", "two"] {
        shop.report(MIO, id, "course.finished", now, json!({}))
            .await;
        shop.judge().await;
    }
    assert_eq!(shop.held(MIO).await, ["first-course About one"]);
    let badges = shop.badges(MIO).await;
    let first = &badges["badges"][0];
    assert_eq!(
        (&first["name"], &first["shape"]),
        (&json!("First course"), &json!("cap"))
    );
    assert_eq!(first["earned"]["reason"], "event");
    assert!(
        first["earned"]["on"]
            .as_str()
            .unwrap()
            .parse::<Date>()
            .is_ok()
    );
    // The others stand after it, with how far they are.
    let lessons = badges["badges"]
        .as_array()
        .unwrap()
        .iter()
        .find(|badge| badge["id"] == "ten-lessons");
    assert_eq!(
        lessons.unwrap()["progress"],
        json!({ "counted": 0, "of": 10 })
    );
    assert_eq!(shop.held("ren@hoshino.example").await, [""; 0]);
    let ja = shop
        .app
        .signed_in(MIO)
        .await
        .get("/api/v1/badges?locale=ja")
        .await
        .ok();
    assert_eq!(ja["badges"][0]["name"], "はじめてのコース修了");
}

#[tokio::test]
async fn a_correction_takes_back_only_what_stood_on_it() {
    let mut shop = Shop::open().await;
    let now = shop.now();
    shop.report(MIO, "course", "course.finished", now, json!({}))
        .await;
    for number in 0..11 {
        shop.report(
            MIO,
            &format!("lesson {number}"),
            "lesson.finished",
            now,
            json!({}),
        )
        .await;
    }
    shop.judge().await;
    let course = "first-course About course";
    assert_eq!(shop.held(MIO).await.len(), 2);
    shop.report(
        MIO,
        "c1",
        "correction.entered",
        now,
        json!({ "reverses": "lesson 0" }),
    )
    .await;
    shop.judge().await;
    assert_eq!(shop.held(MIO).await.len(), 2, "ten lessons are left");
    shop.report(
        MIO,
        "c2",
        "correction.entered",
        now,
        json!({ "reverses": "lesson 1" }),
    )
    .await;
    shop.judge().await;
    assert_eq!(shop.held(MIO).await, [course]);
}

#[tokio::test]
async fn what_happened_before_anyone_looked_is_found() {
    let mut shop = Shop::open().await;
    let now = shop.now();
    let long_ago = now - SignedDuration::from_hours(24 * 200);
    shop.report(MIO, "old", "course.finished", long_ago, json!({}))
        .await;
    // The jobs of this process have never run: as if the badge had just been thought of.
    shop.judge().await;
    assert_eq!(shop.held(MIO).await, ["first-course About old"]);
    let day = shop.badges(MIO).await["badges"][0]["earned"]["on"].clone();
    let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
    assert_eq!(day, long_ago.to_zoned(zone).date().to_string());
}

#[tokio::test]
async fn a_year_together_comes_with_its_day() {
    let shop = Shop::open().await;
    shop.judge().await;
    assert_eq!(shop.held(MIO).await, [""; 0]);
    shop.app.advance(SignedDuration::from_hours(24 * 364));
    shop.judge().await;
    assert_eq!(shop.held(MIO).await, [""; 0]);
    shop.app.advance(SignedDuration::from_hours(24 * 2));
    shop.judge().await;
    assert_eq!(shop.held(MIO).await.len(), 1);
    assert_eq!(
        shop.badges(MIO).await["badges"][0]["earned"]["reason"],
        "together"
    );
}

#[tokio::test]
async fn two_processes_give_one_badge() {
    let mut shop = Shop::open().await;
    let now = shop.now();
    let settings = DatabaseSettings {
        url: shop.app.database_url().to_owned(),
        max_connections: 4,
    };
    let other = Db::open(&settings).await.unwrap();
    for week in (1..=5).rev() {
        let time = shop.tuesday(week);
        for who in [MIO, "ren@hoshino.example", "aki@hoshino.example"] {
            let id = format!("{who} {week}");
            shop.report(who, &id, "lesson.finished", time, json!({}))
                .await;
        }
        play::look_back(&shop.app.state.db, &shop.app.state.programme, now)
            .await
            .unwrap();
        let versions = &shop.app.state.programme;
        let (one, two) = tokio::join!(
            play::run_due(&shop.app.state.db, versions, now),
            play::run_due(&other, versions, now)
        );
        assert!(one.unwrap() + two.unwrap() >= 3);
    }
    // Five weeks in a row are worth one report each, whoever looked.
    let mut mio = shop.app.signed_in(MIO).await;
    let lines = mio.get("/api/v1/movements?wallet=mine&limit=50").await.ok();
    let streaks = lines["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["points"] == 30);
    assert_eq!(streaks.count(), 1, "{lines}");
}

#[tokio::test]
async fn a_streak_is_paid_once_and_taken_back_with_its_week() {
    let mut shop = Shop::open().await;
    let tuesdays: Vec<Timestamp> = (0..=4).map(|weeks| shop.tuesday(weeks)).collect();
    let tuesday = |weeks: usize| tuesdays[weeks];
    for weeks in (1..=4_usize).rev() {
        let id = format!("week {weeks}");
        shop.report(MIO, &id, "lesson.finished", tuesday(weeks), json!({}))
            .await;
        shop.judge().await;
        shop.judge().await;
    }
    let points = async |shop: &Shop| -> i64 {
        let home = shop.app.signed_in(MIO).await.get("/api/v1/home").await.ok();
        home["my_points"].as_i64().unwrap()
    };
    assert_eq!(points(&shop).await, 4 * 120 + 30);
    let badges = shop.badges(MIO).await;
    assert_eq!(
        (
            &badges["streak"]["weeks"],
            &badges["streak"]["freezes_left"]
        ),
        (&json!(4), &json!(4))
    );
    assert_eq!(badges["streak"]["recent"][10]["state"], "kept");
    assert_eq!(badges["streak"]["terms"]["points"], 30);
    let now = shop.now();
    shop.report(
        MIO,
        "c",
        "correction.entered",
        now,
        json!({ "reverses": "week 4" }),
    )
    .await;
    shop.judge().await;
    assert_eq!(points(&shop).await, 3 * 120, "three weeks are no four");
    shop.report(MIO, "late", "lesson.finished", tuesday(4), json!({}))
        .await;
    shop.judge().await;
    assert_eq!(points(&shop).await, 4 * 120 + 30);
}

#[tokio::test]
async fn an_article_is_read_when_its_end_was_reached_in_time() {
    let shop = Shop::open().await;
    let mut mio = shop.app.signed_in(MIO).await;
    let path = "/api/v1/articles/start/first/reading";
    let at_end = json!({ "is_at_end": true });
    let refused = mio.put(path, at_end.clone()).await;
    assert_eq!(refused.problem(), problem(409, "conflict"));
    assert_eq!(refused.field_codes(), ["/is_at_end too_quick"]);
    mio.put(path, json!({ "is_at_end": false })).await.ok();
    assert_eq!(
        mio.put(path, at_end.clone()).await.problem(),
        problem(409, "conflict")
    );
    shop.app.advance(SignedDuration::from_secs(30));
    mio.put(path, at_end.clone()).await.ok();
    mio.put(path, json!({ "is_at_end": false })).await.ok();
    mio.put(path, at_end).await.ok();
    shop.judge().await;
    assert_eq!(shop.held(MIO).await, ["first-article First steps"]);
    let none = mio
        .put(
            "/api/v1/articles/start/none/reading",
            json!({ "is_at_end": true }),
        )
        .await;
    assert_eq!(none.problem(), problem(404, "not-found"));
}

#[tokio::test]
async fn votes_count_once_for_each_article_whatever_they_say() {
    let shop = Shop::open().await;
    let mut mio = shop.app.signed_in(MIO).await;
    for is_helpful in [false, true, false] {
        let vote = json!({ "is_helpful": is_helpful, "locale": "en" });
        mio.put("/api/v1/articles/start/first/vote", vote)
            .await
            .ok();
    }
    let badges = shop.badges(MIO).await;
    let voice = badges["badges"]
        .as_array()
        .unwrap()
        .iter()
        .find(|badge| badge["id"] == "five-votes");
    assert_eq!(voice.unwrap()["progress"], json!({ "counted": 1, "of": 5 }));
}

#[tokio::test]
async fn people_are_told_once_and_only_if_they_like() {
    let mut shop = Shop::open().await;
    let now = shop.now();
    shop.report(MIO, "one", "course.finished", now, json!({}))
        .await;
    shop.judge().await;
    let mut mio = shop.app.signed_in(MIO).await;
    let news = "/api/v1/badges/news";
    mio.put("/api/v1/badges/celebrations", json!({ "is_on": false }))
        .await
        .ok();
    assert_eq!(mio.get(news).await.ok()["badges"], json!([]));
    assert_eq!(mio.get("/api/v1/badges").await.ok()["celebrates"], false);
    mio.put("/api/v1/badges/celebrations", json!({ "is_on": true }))
        .await
        .ok();
    assert_eq!(mio.get(news).await.ok()["badges"], json!(["First course"]));
    mio.delete(news).await.ok();
    assert_eq!(mio.get(news).await.ok()["badges"], json!([]));
}
