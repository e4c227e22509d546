//! What account admins read of their company, and success managers of any: tiers, who earned what, one month.

use contract::ApiKeyScope;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::harness::{TestApp, problem};

const AKI: &str = "aki@hoshino.example";
const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";

/// A purchase that makes Hoshino silver, and lessons of its people.
async fn earned(app: &TestApp) -> Timestamp {
    let mut shop = app.program(&[ApiKeyScope::Events]).await;
    let now = app.state.clock.now();
    let event = |id: &str, kind: &str, member: Option<&str>, data: Value| {
        json!({ "specversion": "1.0", "id": id, "source": "shop", "type": kind, "data": data, "member": member,
            "account": app.accounts["Hoshino"].to_string(), "time": now.to_string() })
    };
    let order = json!({ "amount": 45_000_000, "currency": "EUR" });
    let events = json!([
        event("a", "purchase.completed", None, order),
        event("b", "lesson.finished", Some(MIO), json!({})),
        event("c", "lesson.finished", Some(MIO), json!({})),
        event("d", "survey.answered", Some(MIO), json!({})),
        event("e", "lesson.finished", Some(REN), json!({})),
    ]);
    shop.post("/api/v1/events", events).await.ok();
    now
}

fn earners(found: &Value) -> Vec<String> {
    let earner = |earner: &Value| {
        let name = earner["name"].as_str().unwrap_or_default();
        let kind = earner["kind"].as_str().unwrap();
        format!("{kind} {name} {}", earner["points"])
    };
    found["earners"]
        .as_array()
        .unwrap()
        .iter()
        .map(earner)
        .collect()
}

#[tokio::test]
async fn admins_see_who_earned_what_and_of_who_hides_only_the_sum() {
    let app = TestApp::start().await;
    earned(&app).await;
    let mut aki = app.signed_in(AKI).await;
    let found = aki.get("/api/v1/account/programme").await.ok();
    assert_eq!(
        earners(&found),
        [
            "company  4500",
            "person Mio Member 290",
            "person Ren Second 120"
        ]
    );
    let of_mio = json!([
        { "event_type": "lesson.finished", "points": 240 },
        { "event_type": "survey.answered", "points": 50 },
    ]);
    assert_eq!(found["earners"][1]["by_type"], of_mio);

    for who in [MIO, REN] {
        let mut client = app.signed_in(who).await;
        let me = client
            .patch("/api/v1/me", json!({ "hides_points": true }))
            .await
            .ok();
        assert_eq!(me["hides_points"], true);
        assert_eq!(
            client.get("/api/v1/account/programme").await.problem(),
            problem(403, "forbidden")
        );
    }
    let found = aki.get("/api/v1/account/programme").await;
    assert!(!found.text.contains("Mio"), "{}", found.text);
    assert_eq!(earners(&found.ok()), ["company  4500", "hidden  410"]);
    let none = aki
        .get("/api/v1/account/programme?from=2020-01-01&to=2020-12-31")
        .await
        .ok();
    assert_eq!(none["earners"], json!([]));
    for query in [
        "from=2026-02-30",
        "from=2026-02-01&to=2026-01-01",
        "from=1999-12-31",
    ] {
        let answer = aki.get(&format!("/api/v1/account/programme?{query}")).await;
        assert_eq!(answer.problem(), problem(422, "invalid"), "{query}");
    }
}

#[tokio::test]
async fn the_tier_has_a_history() {
    let app = TestApp::start().await;
    let mut aki = app.signed_in(AKI).await;
    let before = aki.get("/api/v1/account/programme").await.ok();
    assert_eq!(
        (&before["tier"], &before["history"]),
        (&json!("bronze"), &json!([]))
    );
    let now = earned(&app).await;
    let day = now
        .to_zoned(jiff::tz::TimeZone::get("Asia/Tokyo").unwrap())
        .date()
        .to_string();
    let after = aki.get("/api/v1/account/programme").await.ok();
    assert_eq!(after["tier"], "silver");
    let expected = json!([
        { "tier": "silver", "from": day, "until": null },
        { "tier": "bronze", "from": null, "until": day },
    ]);
    assert_eq!(after["history"], expected);
}

#[tokio::test]
async fn a_month_is_told_as_it_was_and_as_a_file() {
    let app = TestApp::start().await;
    let now = earned(&app).await;
    let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
    let month = now.to_zoned(zone).date().to_string()[..7].to_owned();
    let mut sue = app.signed_in("sue@vendor.example").await;
    let path = format!("/api/v1/accounts/{}/adjustments", app.accounts["Hoshino"]);
    let taken = json!({ "points": -100, "reason": "=HYPERLINK(\"x\")" });
    sue.keyed(&path, taken, "a").await.ok();

    let mut aki = app.signed_in(AKI).await;
    let report = aki
        .get(&format!("/api/v1/account/report?month={month}"))
        .await
        .ok();
    assert_eq!(report["earned"], 4_500 + 290 + 120 - 100);
    assert_eq!(
        (&report["spent"], &report["expired"], &report["tier"]),
        (&json!(0), &json!(0), &json!("silver"))
    );
    let answer = aki
        .get(&format!("/api/v1/account/report.csv?month={month}"))
        .await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        answer.header("content-disposition"),
        format!("attachment; filename=\"points-{month}.csv\"")
    );
    let lines: Vec<&str> = answer.text.trim_start_matches('\u{feff}').lines().collect();
    let start = format!("{month},Hoshino,silver");
    let expected = [
        "month,company,tier,wallet,what,entries,points".to_owned(),
        format!("{start},company,points.adjusted,1,-100"),
        format!("{start},company,purchase.completed,1,4500"),
        format!("{start},people,lesson.finished,3,360"),
        format!("{start},people,survey.answered,1,50"),
        format!("{start},all,earned,,4810"),
        format!("{start},all,spent,,0"),
        format!("{start},all,expired,,0"),
    ];
    assert_eq!(lines, expected);
    let early = aki.get("/api/v1/account/report?month=2025-01").await.ok();
    assert_eq!(
        (&early["tier"], &early["lines"]),
        (&json!("bronze"), &json!([]))
    );
    for month in ["2026", "2026-13", "2026-01-01", "x"] {
        let answer = aki
            .get(&format!("/api/v1/account/report?month={month}"))
            .await;
        assert_eq!(answer.field_codes(), ["/month malformed"]);
    }
}

#[tokio::test]
async fn success_managers_see_the_state_of_a_company() {
    let app = TestApp::start().await;
    earned(&app).await;
    let mut mio = app.signed_in(MIO).await;
    mio.patch("/api/v1/me", json!({ "hides_points": true }))
        .await
        .ok();
    let mut sue = app.signed_in("sue@vendor.example").await;
    let path = format!("/api/v1/accounts/{}/programme", app.accounts["Hoshino"]);
    let found = sue.get(&path).await.ok();
    assert_eq!(found["tier"], "silver");
    assert_eq!(
        (&found["company_points"], &found["approval_above"]),
        (&json!(4_500), &json!(1_000))
    );
    let people: Vec<String> = found["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| format!("{} {}", person["name"].as_str().unwrap(), person["points"]))
        .collect();
    assert_eq!(people, ["Aki Admin 0", "Mio Member 290", "Ren Second 120"]);
    assert_eq!(found["entries"][0]["points"], 4_500);
    assert_eq!(found["next"]["missing_points"], 10_000 - 4_910);
    assert_eq!(found["history"][0]["tier"], "silver");
    let unknown = sue
        .get(&format!(
            "/api/v1/accounts/{}/programme",
            uuid::Uuid::now_v7()
        ))
        .await;
    assert_eq!(unknown.problem(), problem(404, "not-found"));
}

#[tokio::test]
async fn a_tier_is_given_for_a_time_and_ended() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in("sue@vendor.example").await;
    let account = format!("/api/v1/accounts/{}", app.accounts["Hoshino"]);
    let given = json!({ "tier": "gold", "until": "2199-12-31", "reason": "a pilot customer" });
    for _ in 0..2 {
        let path = format!("{account}/tiers");
        sue.keyed(&path, given.clone(), "a").await.ok();
    }
    let found = sue.get(&format!("{account}/programme")).await.ok();
    assert_eq!(found["tier"], "gold");
    let tiers = found["given_tiers"].as_array().unwrap();
    assert_eq!(tiers.len(), 1);
    assert_eq!(
        (&tiers[0]["until"], &tiers[0]["is_in_force"]),
        (&json!("2199-12-31"), &json!(true))
    );
    let mut aki = app.signed_in(AKI).await;
    let own = aki.get("/api/v1/account/programme").await.ok();
    assert_eq!(
        (&own["tier"], &own["history"][0]["tier"]),
        (&json!("gold"), &json!("gold"))
    );
    // Another company has nothing of it.
    let mut anna = app.signed_in("anna@nordlicht.example").await;
    let other = anna.get("/api/v1/account/programme").await.ok();
    assert_eq!(other["tier"], "bronze");

    let end = format!("/api/v1/given-tiers/{}", tiers[0]["id"].as_str().unwrap());
    sue.delete(&end).await.ok();
    let found = sue.get(&format!("{account}/programme")).await.ok();
    assert_eq!(
        (&found["tier"], &found["given_tiers"][0]["is_in_force"]),
        (&json!("bronze"), &json!(false))
    );
    for (until, reason, code) in [
        ("2020-01-01", "too late", "/until over"),
        ("soon", "too vague", "/until malformed"),
        ("2199-01-01", " ", "/reason required"),
    ] {
        let given = json!({ "tier": "gold", "until": until, "reason": reason });
        let answer = sue.keyed(&format!("{account}/tiers"), given, until).await;
        assert_eq!(answer.problem(), problem(422, "invalid"));
        assert_eq!(answer.field_codes(), [code]);
    }
}
