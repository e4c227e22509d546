//! Mails that the calendar causes are sent once, to those whom they concern.

use std::collections::HashMap;
use std::fs;

use contract::ApiKeyScope;
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;
use server::jobs::notices::tell;
use server::settings::GivenSettings;

use crate::harness::TestApp;

const MIO: &str = "mio@hoshino.example";

/// Receivers and subjects of the mails, in the order of their receivers.
async fn mails(app: &TestApp) -> Vec<(String, String)> {
    let mut operator = app.signed_in("op@vendor.example").await;
    let outbox = operator.get("/api/v1/outbox").await.ok();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let items = outbox["items"].as_array().unwrap().iter();
    let mut mails: Vec<_> = items
        .map(|mail| (text(&mail["to"]), text(&mail["subject"])))
        .collect();
    mails.sort();
    mails
}

async fn earn(app: &TestApp, kind: &str, more: serde_json::Value) {
    let mut event = json!({
        "specversion": "1.0", "id": kind, "source": "shop", "type": kind, "data": {},
        "account": app.accounts["Hoshino"].to_string(), "time": app.state.clock.now().to_string(),
    });
    for (name, value) in more.as_object().unwrap() {
        event[name] = value.clone();
    }
    let mut program = app.program(&[ApiKeyScope::Events]).await;
    program.post("/api/v1/events", json!([event])).await.ok();
}

fn noon(year: i16, month: i8, day: i8) -> Timestamp {
    let noon = date(year, month, day).at(12, 0, 0, 0);
    noon.to_zoned(TimeZone::UTC).unwrap().timestamp()
}

#[tokio::test]
async fn points_that_run_out_are_told_of_once_by_however_many_processes() {
    let app = TestApp::start().await;
    earn(&app, "lesson.finished", json!({ "member": MIO })).await;
    let price = json!({ "data": { "amount": 12_400_000, "currency": "EUR" } });
    earn(&app, "purchase.completed", price).await;
    // Both stay good until the end of the year after this one.
    let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
    let ends = app.state.clock.now().to_zoned(tokyo).year() + 1;

    app.advance(noon(ends, 11, 30).duration_since(app.state.clock.now()));
    assert_eq!(tell(&app.state).await.unwrap(), 0, "31 days before");

    app.advance(noon(ends, 12, 2).duration_since(app.state.clock.now()));
    let (one, other) = tokio::join!(tell(&app.state), tell(&app.state));
    assert_eq!(one.unwrap() + other.unwrap(), 2);
    assert_eq!(tell(&app.state).await.unwrap(), 0);
    let day = format!("run out on 31 December {ends}");
    let expected = [
        (
            "aki@hoshino.example".to_owned(),
            format!("1,240 points {day}"),
        ),
        (MIO.to_owned(), format!("120 points {day}")),
    ];
    assert_eq!(mails(&app).await, expected);
}

#[tokio::test]
async fn new_rules_are_told_of_as_early_as_was_promised_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let today = server::programme::today();
    let begins = today.checked_add(70.days()).unwrap();
    let program = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../program/2026-01-kizuna.toml"
    );
    let text = fs::read_to_string(program).unwrap();
    fs::write(folder.path().join("2026-01-kizuna.toml"), &text).unwrap();
    let next = text.replace("valid_from = 2026-01-01", &format!("valid_from = {begins}"));
    let name = format!("{}-{:02}-kizuna.toml", begins.year(), begins.month());
    fs::write(folder.path().join(name), next).unwrap();
    let app = TestApp::with_program(
        folder.path(),
        Vec::new(),
        HashMap::new(),
        GivenSettings::default(),
    )
    .await;

    assert_eq!(tell(&app.state).await.unwrap(), 0, "70 days before");
    let shown = begins.saturating_sub(59.days());
    app.advance(
        noon(shown.year(), shown.month(), shown.day()).duration_since(app.state.clock.now()),
    );
    let (one, other) = tokio::join!(tell(&app.state), tell(&app.state));
    assert_eq!(one.unwrap() + other.unwrap(), 2);
    assert_eq!(tell(&app.state).await.unwrap(), 0);
    let told: Vec<String> = mails(&app).await.into_iter().map(|(to, _)| to).collect();
    assert_eq!(told, ["aki@hoshino.example", "anna@nordlicht.example"]);
}
