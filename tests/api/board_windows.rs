//! Windows of the board: which there are, how they stay, and how one is compared with the one before.

use contract::ApiKeyScope;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::board::{rows, top};
use crate::harness::{TestApp, problem};

const AKI: &str = "aki@hoshino.example";
const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";

#[tokio::test]
async fn windows_that_are_none_are_refused() {
    let app = TestApp::start().await;
    let mut mio = app.signed_in(MIO).await;
    for window in [
        "day",
        "2026-W54",
        "2026-13",
        "2026-Q5",
        "1999",
        "2199",
        "2026-02-30",
        "x",
    ] {
        for path in ["board", "board/league"] {
            let answer = mio.get(&format!("/api/v1/{path}?window={window}")).await;
            assert_eq!(answer.problem(), problem(422, "invalid"), "{path} {window}");
            assert_eq!(answer.field_codes(), ["/window unknown"], "{path} {window}");
        }
    }
    let answer = mio.get("/api/v1/board?team=Nobody").await;
    assert_eq!(answer.field_codes(), ["/team unknown"]);
}

#[tokio::test]
async fn a_closed_window_changes_as_a_marked_revision_only() {
    let app = TestApp::start().await;
    let mut program = app.program(&[ApiKeyScope::Events]).await;
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let happened = app.state.clock.now();
    let event = |id: &str, kind: &str, member: &str, data: Value| {
        json!({
            "specversion": "1.0", "id": id, "source": "shop", "type": kind, "data": data, "member": member,
            "account": app.accounts["Hoshino"].to_string(), "time": happened.to_string(),
        })
    };
    let lesson = |id: &str, member: &str| event(id, "lesson.finished", member, json!({}));
    let lessons = json!([lesson("1", MIO), lesson("2", MIO), lesson("3", REN)]);
    program.post("/api/v1/events", lessons).await.ok();
    let week = loyalty::board::Window::at(loyalty::board::Kind::Week, happened, &zone).to_string();

    app.advance(SignedDuration::from_hours(8 * 24));
    let (mut mio, mut aki) = (app.signed_in(MIO).await, app.signed_in(AKI).await);
    let query = format!("?window={week}");
    let closed = ["1 Mio Member 240", "2 Ren Second 120"];
    assert_eq!(top(&mut aki, &query).await, closed);
    // This week nobody has anything yet, and the one before says what would be won and lost.
    assert_eq!(top(&mut aki, "").await, [""; 0]);
    let view = aki.get(&format!("/api/v1/board{query}")).await.ok();
    assert_eq!(
        (
            &view["ranking"]["window"]["is_closed"],
            &view["ranking"]["revision"]
        ),
        (&json!(true), &Value::Null)
    );

    // A lesson that is reported late, and two that are taken back.
    let reversed = |id: &str| json!({ "reverses": id });
    let late = json!([
        lesson("4", REN),
        event("5", "usage.corrected", MIO, reversed("1")),
        event("6", "usage.corrected", MIO, reversed("2")),
    ]);
    program.post("/api/v1/events", late).await.ok();
    assert_eq!(top(&mut aki, &query).await, closed, "it stays as it closed");
    let view = aki.get(&format!("/api/v1/board{query}")).await.ok();
    assert_eq!(view["ranking"]["revision"]["is_shown"], false);
    assert!(view["ranking"]["revision"]["at"].is_string());
    let revised = format!("{query}&revised=true");
    assert_eq!(top(&mut aki, &revised).await, ["1 Ren Second 240"]);
    let view = aki.get(&format!("/api/v1/board{revised}")).await.ok();
    assert_eq!(view["ranking"]["revision"]["is_shown"], true);
    // Nothing can be done any more about what is over.
    let me = mio.get(&format!("/api/v1/board{query}")).await.ok()["ranking"]["me"].clone();
    assert_eq!((&me["rank"], &me["next"]), (&json!(1), &Value::Null));

    // The year is open still, so there it counts at once.
    let year = happened.to_zoned(zone).year();
    assert_eq!(
        top(&mut aki, "?window=all").await,
        ["1 Ren Second 240"],
        "{year}"
    );
    // A process that starts now reads the same from the sums.
    let again = storage::board::Boards::default();
    let asked = storage::board::Asked {
        window: week.parse().unwrap(),
        team: None,
        is_revised: true,
    };
    let scope = storage::AccountScope {
        account: app.accounts["Hoshino"],
        member: app.people[AKI],
        session: uuid::Uuid::nil(),
        is_admin: true,
        persona: None,
    };
    let now = app.state.clock.now();
    let fresh = storage::board::board(&app.state.db, &again, &scope, &asked, now);
    let fresh = serde_json::to_value(fresh.await.unwrap()).unwrap();
    assert_eq!(rows(&fresh["ranking"]["top"]), ["1 Ren Second 240"]);
    let verified = storage::ledger::verify(&app.state.db, |account| {
        assert_eq!(account.findings, [""; 0], "{}", account.name);
    });
    verified.await.unwrap();
}

#[tokio::test]
async fn ranks_are_compared_with_the_window_before() {
    let app = TestApp::start().await;
    app.earn(MIO, 30).await;
    app.earn(REN, 20).await;
    app.advance(SignedDuration::from_hours(7 * 24));
    app.earn(REN, 50).await;
    app.earn(MIO, 40).await;
    app.earn(AKI, 10).await;
    let mut aki = app.signed_in(AKI).await;
    let ranking = aki.get("/api/v1/board").await.ok()["ranking"].clone();
    let changes: Vec<String> = ranking["top"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {}", row["name"].as_str().unwrap(), row["change"]))
        .collect();
    assert_eq!(changes, ["Ren Second 1", "Mio Member -1", "Aki Admin null"]);
}
