//! Home's numbers come from events, and every number can show them.

use jiff::{SignedDuration, Timestamp};
use loyalty::Points;
use serde_json::{Value, json};
use storage::programme::{self, Award, Change, NewEvent};
use uuid::Uuid;

use crate::harness::TestApp;

async fn record(app: &TestApp, member: Option<&str>, points: i64, at: Timestamp) {
    let event = NewEvent {
        account: app.accounts["Hoshino"],
        member: member.map(|email| app.people[email]),
        source: "test".into(),
        external_id: Uuid::new_v4().to_string(),
        kind: if member.is_some() {
            "lesson.finished"
        } else {
            "purchase.completed"
        }
        .into(),
        subject: "Something".into(),
        occurred_at: at,
        received_at: at,
        data: json!({}),
        awards: vec![Award::plain(
            member.map(|email| app.people[email]),
            if points < 0 {
                Change::Spent(Points::new(-points))
            } else {
                Change::Earned(Points::new(points))
            },
        )],
    };
    let events = &[event];
    app.state
        .db
        .write(|tx| async move { programme::record_events(&tx, events).await })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_numbers_are_the_sums_of_the_movements() {
    let app = TestApp::start().await;
    let now = app.state.clock.now();
    record(&app, None, 4_200, now).await;
    record(&app, Some("mio@hoshino.example"), 120, now).await;
    record(&app, Some("ren@hoshino.example"), 10, now).await;
    record(&app, None, -700, now).await;

    let mut mio = app.signed_in("mio@hoshino.example").await;
    let home = mio.get("/api/v1/home").await.ok();
    assert_eq!(
        (&home["company_points"], &home["my_points"]),
        (&json!(3_500), &json!(120))
    );
    assert_eq!(home["tier"]["current"], "silver");
    let next = &home["tier"]["next"];
    let part = &next["parts"][0];
    assert_eq!(
        (&next["tier"], &part["need"]),
        (&json!("gold"), &json!(10_000))
    );
    assert_eq!(part["have"], 4_330, "spending takes nothing from the tier");
    let months = home["months"].as_array().unwrap();
    assert_eq!(
        (months.len(), &months[11]["earned"], &months[11]["spent"]),
        (12, &json!(4_330), &json!(700))
    );
    assert_eq!(
        home["benefits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|benefit| &benefit["is_unlocked"])
            .collect::<Vec<_>>(),
        [true, true, true, true, false, false]
    );

    let page = mio.get("/api/v1/movements").await.ok();
    let points: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|movement| (&movement["wallet"], &movement["points"]))
        .collect();
    assert_eq!(
        points.len(),
        3,
        "a colleague's points are theirs alone: {page}"
    );
    assert!(!points.iter().any(|(_, points)| **points == 10));
    let own = mio.get("/api/v1/movements?wallet=mine").await.ok();
    assert_eq!(own["items"].as_array().unwrap().len(), 1);
    let company = mio
        .get("/api/v1/movements?wallet=company&limit=1")
        .await
        .ok();
    assert!(company["next_cursor"].is_string());
}

#[tokio::test]
async fn a_fact_told_twice_counts_once() {
    let app = TestApp::start().await;
    let event = NewEvent {
        account: app.accounts["Hoshino"],
        member: None,
        source: "erp".into(),
        external_id: "order-1".into(),
        kind: "purchase.completed".into(),
        subject: "Order 1".into(),
        occurred_at: app.state.clock.now(),
        received_at: app.state.clock.now(),
        data: json!({}),
        awards: vec![Award::plain(None, Change::Earned(Points::new(50)))],
    };
    let events = &[event];
    for known in [0, 1] {
        let recorded = app
            .state
            .db
            .write(|tx| async move { programme::record_events(&tx, events).await });
        assert_eq!(recorded.await.unwrap().known, known);
    }
    let home = app
        .signed_in("mio@hoshino.example")
        .await
        .get("/api/v1/home")
        .await
        .ok();
    assert_eq!(home["company_points"], 50);
}

#[tokio::test]
async fn what_waits_depends_on_who_asks() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    admin.invite("new@hoshino.example").await.ok();
    app.advance(SignedDuration::from_hours(8 * 24));
    let kinds = |home: &Value| {
        let waiting = home["waiting"].as_array().unwrap();
        waiting
            .iter()
            .map(|item| item["kind"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let home = admin.get("/api/v1/home").await.ok();
    assert_eq!(
        kinds(&home),
        ["open_invitations", "single_admin", "members_without_team"]
    );
    assert_eq!(
        home["waiting"][0],
        json!({ "kind": "open_invitations", "count": 1, "expired": 1 })
    );
    let home = app
        .signed_in("mio@hoshino.example")
        .await
        .get("/api/v1/home")
        .await
        .ok();
    assert_eq!(kinds(&home), Vec::<String>::new());
}

#[tokio::test]
async fn new_people_are_shown_where_to_begin() {
    let text = "---\ntitle: Welcome\nsummary: Where to begin.\nupdated: 2026-11-01\n---\nHello.\n";
    let app = TestApp::with_articles(&[("en/start/welcome.md", text)]).await;
    let home = app
        .signed_in("mio@hoshino.example")
        .await
        .get("/api/v1/home?locale=ja")
        .await
        .ok();
    assert_eq!(
        home["waiting"],
        json!([{ "kind": "first_steps", "category": "start", "slug": "welcome", "title": "Welcome" }])
    );
    assert_eq!(home["newest_articles"][0]["slug"], "welcome");
    assert_eq!(home["newest_articles"][0]["category_title"], "はじめに");
}
