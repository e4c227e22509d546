//! The dashboard, where its numbers came from, the statement and its check, and what members were shown of the rules.

use contract::ApiKeyScope;
use jiff::{SignedDuration, ToSpan as _};
use loyalty::Versions;
use loyalty::ledger::{self, Statement};
use serde_json::{Value, json};

use crate::harness::{Client, TestApp, problem};

const AKI: &str = "aki@hoshino.example";
const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";

/// Hoshino with a purchase, three lessons of which one was taken back, and a day's use that the cap left nothing of.
async fn played() -> TestApp {
    let app = TestApp::start().await;
    let mut program = app.program(&[ApiKeyScope::Events]).await;
    let now = app.state.clock.now();
    let event = |id: &str, kind: &str, member: Option<&str>, data: Value, hours: i64| {
        let mut event = json!({
            "specversion": "1.0", "id": id, "source": "shop", "type": kind, "data": data, "subject": format!("=Subject {id}"),
            "account": app.accounts["Hoshino"].to_string(),
            "time": (now - SignedDuration::from_hours(hours)).to_string(),
        });
        if let Some(member) = member {
            event["member"] = json!(member);
        }
        event
    };
    let money = json!({ "amount": 41_239_999, "currency": "JPY" });
    let first = [
        event("order", "purchase.completed", None, money, 9),
        event("one", "lesson.finished", Some(MIO), json!({}), 8),
        event("two", "lesson.finished", Some(MIO), json!({}), 7),
        event("wrong", "lesson.finished", Some(MIO), json!({}), 6),
        event("use", "product.used", Some(MIO), json!({}), 5),
        event("ren", "lesson.finished", Some(REN), json!({}), 4),
    ];
    program.post("/api/v1/events", json!(first)).await.ok();
    let back = event(
        "back",
        "correction.made",
        None,
        json!({ "reverses": "wrong" }),
        1,
    );
    program.post("/api/v1/events", json!([back])).await.ok();
    app
}

async fn lines(client: &mut Client, query: &str) -> Vec<Value> {
    let page = client.get(&format!("/api/v1/movements{query}")).await.ok();
    page["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_dashboard_says_what_home_says_and_more() {
    let app = played().await;
    let mut mio = app.signed_in(MIO).await;
    let home = mio.get("/api/v1/home?locale=ja").await.ok();
    let view = mio.get("/api/v1/programme?locale=ja").await.ok();
    assert_eq!(view["title"], "Kizuna カスタマープログラム");
    assert_eq!(
        (&view["tier"], &view["benefits"], &view["months"]),
        (&home["tier"], &home["benefits"], &home["months"])
    );
    assert_eq!(view["company"], json!({ "balance": 4_123, "held": 0 }));
    assert_eq!(view["mine"], json!({ "balance": 250, "held": 0 }));
    let tier = &view["tier"];
    assert_eq!(
        (&tier["current"], &tier["next"]["tier"]),
        (&json!("silver"), &json!("gold"))
    );
    let part = &tier["next"]["parts"][0];
    // The colleague's lesson counts for the company, what was taken back does not.
    assert_eq!(
        (&part["have"], &part["missing"]),
        (&json!(4_123 + 250 + 120), &json!(10_000 - 4_493))
    );
    assert_eq!(view["coming"], Value::Null);
    let latest: Vec<&Value> = view["latest"].as_array().unwrap().iter().collect();
    assert_eq!(latest.len(), 6);
    assert_eq!(latest[0]["event_type"], "correction.made");

    let mut operator = app.signed_in("op@vendor.example").await;
    assert_eq!(operator.get("/api/v1/programme").await.status, 403);
}

#[tokio::test]
async fn what_runs_out_within_ninety_days_is_told_by_its_last_day() {
    let app = played().await;
    let today = app
        .state
        .clock
        .now()
        .to_zoned(jiff::tz::TimeZone::get("Asia/Tokyo").unwrap());
    let year = today.year() + 1;
    // Points are good until the end of the year after this one.
    let october = jiff::civil::date(year, 11, 1)
        .to_zoned(today.time_zone().clone())
        .unwrap();
    app.advance(october.timestamp().duration_since(app.state.clock.now()));
    let mut later = app.signed_in(MIO).await;
    let view = later.get("/api/v1/programme").await.ok();
    let day = format!("{year}-12-31");
    assert_eq!(
        view["expiring"],
        json!([
            { "wallet": "company", "last_day": day, "points": 4_123 },
            { "wallet": "mine", "last_day": day, "points": 250 },
        ])
    );
}

#[tokio::test]
async fn the_statement_is_filtered_and_keeps_its_running_balance() {
    let app = played().await;
    let mut mio = app.signed_in(MIO).await;
    let own = lines(&mut mio, "?wallet=mine").await;
    let balances: Vec<_> = own
        .iter()
        .map(|line| (&line["points"], &line["balance"]))
        .collect();
    assert_eq!(
        balances,
        [
            (&json!(-120), &json!(250)),
            (&json!(10), &json!(370)),
            (&json!(120), &json!(360)),
            (&json!(120), &json!(240)),
            (&json!(120), &json!(120)),
        ]
    );
    let kinds = |lines: Vec<Value>| -> Vec<String> {
        let word = |line: &Value| line["purpose"].as_str().unwrap().to_owned();
        lines.iter().map(word).collect()
    };
    assert_eq!(
        kinds(lines(&mut mio, "?wallet=mine&kind=changed").await),
        ["corrected"]
    );
    assert_eq!(
        kinds(lines(&mut mio, "?wallet=mine&kind=expired").await),
        [""; 0]
    );
    assert_eq!(lines(&mut mio, "?kind=earned").await.len(), 5);
    let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
    let today = app.state.clock.now().to_zoned(zone).date();
    let until = today.saturating_sub(2.days());
    assert_eq!(
        lines(&mut mio, &format!("?wallet=mine&to={until}"))
            .await
            .len(),
        0
    );
    let range = format!("?wallet=mine&from={until}&to={today}");
    assert_eq!(lines(&mut mio, &range).await.len(), 5);
    let wrong = mio.get("/api/v1/movements?from=yesterday").await;
    assert_eq!(wrong.problem(), problem(422, "invalid"));
    // Page by page the same.
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = mio
            .get(&format!("/api/v1/movements?limit=2{cursor}"))
            .await
            .ok();
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, lines(&mut mio, "").await);
}

#[tokio::test]
async fn every_line_opens_where_it_came_from() {
    let app = played().await;
    let mut mio = app.signed_in(MIO).await;
    let company = lines(&mut mio, "?wallet=company").await;
    let id = company[0]["id"].as_str().unwrap();
    let detail = mio
        .get(&format!("/api/v1/movements/{id}?locale=zh-Hant"))
        .await
        .ok();
    assert_eq!(
        detail["event"]["amount"],
        json!({ "amount": 41_239_999, "currency": "JPY" })
    );
    let award = &detail["award"];
    assert_eq!(
        (&award["rule"], &award["points"]),
        (&json!("採購"), &json!(4_123))
    );
    assert_eq!(
        award["rate"],
        json!({ "currency": "JPY", "points": 1, "minor_units": 10_000 })
    );
    assert_eq!(award["rounding"], "floor");
    assert_eq!(detail["left"], 4_123);

    let own = lines(&mut mio, "?wallet=mine").await;
    let id = own[0]["id"].as_str().unwrap();
    let detail = mio.get(&format!("/api/v1/movements/{id}")).await.ok();
    // What a correction took: the points that were the mistake, and what had been given.
    assert_eq!(detail["recounted_from"], 120);
    assert_eq!(detail["taken"][0]["points"], 120);
    assert_eq!(detail["taken"][0]["movement"]["subject"], "=Subject wrong");
    assert_eq!(detail["left"], Value::Null);

    // A colleague's line is as absent as a stranger's.
    for (who, status) in [(REN, 404), ("anna@nordlicht.example", 404), (AKI, 404)] {
        let answer = app
            .signed_in(who)
            .await
            .get(&format!("/api/v1/movements/{id}"))
            .await;
        assert_eq!(answer.problem(), problem(status, "not-found"), "{who}");
    }
    let id = company[0]["id"].as_str().unwrap();
    let answer = app
        .signed_in(REN)
        .await
        .get(&format!("/api/v1/movements/{id}"))
        .await;
    assert_eq!(answer.status, 200, "the company's lines are everyone's");
    let answer = app
        .signed_in("anna@nordlicht.example")
        .await
        .get(&format!("/api/v1/movements/{id}"))
        .await;
    assert_eq!(answer.problem(), problem(404, "not-found"));
}

#[tokio::test]
async fn a_statement_is_verified_and_a_tampered_one_is_not() {
    let app = played().await;
    let mut mio = app.signed_in(MIO).await;
    let text = mio.get("/api/v1/statement?wallet=mine").await.text;
    let statement: Statement = serde_json::from_str(&text).unwrap();
    let verified = ledger::verify(&statement).unwrap();
    assert_eq!((verified.open, verified.sealed), (5, 2));
    assert_eq!(verified.closing.balance.get(), 250);
    assert!(!text.contains("Subject ren") && !text.contains(&app.people[REN].to_string()));

    let tampered = text.replacen("\"points\":120", "\"points\":620", 1);
    assert_ne!(tampered, text);
    let tampered: Statement = serde_json::from_str(&tampered).unwrap();
    assert_eq!(ledger::verify(&tampered).unwrap_err().at, 2);
    let mut shorter = statement.clone();
    shorter.lines.remove(1);
    assert!(ledger::verify(&shorter).is_err());

    let company = mio.get("/api/v1/statement?wallet=company").await.ok();
    let company: Statement = serde_json::from_value(company).unwrap();
    // One book: both statements end with the same hash.
    assert_eq!(
        ledger::verify(&company).unwrap().closing.hash,
        verified.closing.hash
    );
    let nobody = mio.get("/api/v1/statement").await;
    assert_eq!(nobody.problem(), problem(422, "invalid"));
}

#[tokio::test]
async fn the_table_for_spreadsheets_runs_nothing() {
    let app = played().await;
    let mut mio = app.signed_in(MIO).await;
    let answer = mio
        .get("/api/v1/statement.csv?wallet=mine&kind=earned&locale=en")
        .await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        answer
            .header("content-disposition")
            .starts_with("attachment")
    );
    let rows: Vec<&str> = answer.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows.len(), 5);
    assert!(rows[0].starts_with("happened,booked,wallet"));
    assert!(
        rows[4].contains(",lesson.finished,'=Subject one,120,120,"),
        "{}",
        rows[4]
    );
    let ja = mio.get("/api/v1/statement.csv?locale=ja").await.text;
    assert!(ja.contains("残高"));
    assert_eq!(ja.lines().count(), 7);
}

/// Folders of versions as an operator leaves them, one after the other, over one database.
#[tokio::test]
async fn what_members_were_shown_cannot_change_unseen() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let today: jiff::civil::Date = "2026-11-24".parse().unwrap();
    let real = include_str!("../../program/2026-01-kizuna.toml");
    let next = real.replacen("valid_from = 2026-01-01", "valid_from = 2027-02-01", 1);
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let announce = async |on| {
        let versions = server::programme::announce(&app.state.db, folder.path(), on).await;
        versions.unwrap()
    };
    let names = |versions: &Versions| -> Vec<String> {
        versions.iter().map(|one| one.version.clone()).collect()
    };
    write("2026-01-kizuna.toml", real);
    assert_eq!(names(&announce(today).await), ["2026-01-kizuna"]);

    // The rules in force become others: what was shown stays.
    write(
        "2026-01-kizuna.toml",
        &real.replacen("points = 120\n", "points = 60\n", 1),
    );
    let kept = announce(today).await;
    let lesson = kept.iter().next().unwrap().rule("lesson").unwrap();
    assert_eq!(lesson.points, loyalty::programme::PointsRule::Fixed(120));
    let shown = storage::programme::shown_versions(&app.state.db)
        .await
        .unwrap();
    let check = server::programme::check_shown(folder.path(), &shown, today).unwrap();
    assert!(check.versions.is_none());
    assert!(
        check.problems[0]
            .to_string()
            .contains("can no longer change")
    );

    // A new version is shown, and its notice counts from that day, whatever day it is read again.
    write("2026-01-kizuna.toml", real);
    write("2027-02-kizuna.toml", &next);
    assert_eq!(names(&announce(today).await).len(), 2);
    let later = today.saturating_add(40.days());
    assert_eq!(names(&announce(later).await).len(), 2);
    // Changed so late it would come without the notice that was promised.
    write(
        "2027-02-kizuna.toml",
        &next.replacen("points = 120\n", "points = 60\n", 1),
    );
    let kept = announce(later).await;
    let coming = kept.iter().last().unwrap().rule("lesson").unwrap();
    assert_eq!(coming.points, loyalty::programme::PointsRule::Fixed(120));
    // In force, its file is missing: points refer to it.
    std::fs::remove_file(folder.path().join("2027-02-kizuna.toml")).unwrap();
    let in_force = announce("2027-03-01".parse().unwrap()).await;
    assert_eq!(names(&in_force).len(), 2);
}

/// The repository's own versions over an empty database, started as an operator restarts a server.
#[tokio::test]
async fn a_second_start_keeps_the_programme() {
    let app = TestApp::start().await;
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../program"));
    let today: jiff::civil::Date = "2026-11-24".parse().unwrap();
    let first = server::programme::announce(&app.state.db, folder, today).await;
    assert_eq!(first.unwrap().iter().count(), 3);
    for start in [today, today.saturating_add(1.days())] {
        let again = server::programme::announce(&app.state.db, folder, start).await;
        assert_eq!(again.unwrap().iter().count(), 3, "on {start}");
    }
}
