//! What single events earn and why; what always holds is in `properties`.

use contract::Tier;

use super::*;
use crate::event::EventData;
use crate::fixture::{berlin, changed, correction, event, purchase};
use crate::programme::Versions;
use crate::tier::Override;

mod properties;

const FILE: &str = "2026-01-kizuna.toml";

fn versions(changes: &[(&str, &str)]) -> Versions {
    Versions::new(vec![changed(FILE, changes)])
}

fn points_of(versions: &Versions, events: &[Event]) -> Vec<(String, i64)> {
    recompute(versions, events, &[], &berlin())
        .into_iter()
        .map(|award| (award.event.id, award.points))
        .collect()
}

fn given(pairs: &[(&str, i64)]) -> Vec<(String, i64)> {
    pairs
        .iter()
        .map(|(id, points)| ((*id).to_owned(), *points))
        .collect()
}

#[test]
fn the_shipped_programme_gives_what_the_articles_say() {
    let noon = "2026-05-04T12:00:00Z";
    let events = [
        purchase("a", 2_500_000, "EUR", noon),
        purchase("b", 2_500_000, "USD", noon),
        purchase("c", 2_500_000, "JPY", noon),
        purchase("d", 75_000_000, "TWD", noon),
        event("e", "lesson.finished", "aiko", noon),
        event("f", "product.used", "aiko", noon),
        event("g", "referral.won", "aiko", noon),
        event("h", "survey.answered", "aiko", noon),
        purchase("i", 9_999, "EUR", noon),
        event("j", "something.else", "aiko", noon),
    ];
    assert_eq!(
        points_of(&versions(&[]), &events),
        given(&[
            ("a", 250),
            ("b", 250),
            ("c", 250),
            ("d", 250),
            ("e", 120),
            ("f", 10),
            ("g", 500),
            ("h", 50),
            ("i", 0)
        ])
    );
}

#[test]
fn an_award_says_why() {
    let versions = versions(&[(
        "points = 120",
        "points = 120\nrounding = \"ceil\"\nmultiplier = { gold = \"11/10\" }\ncap = [\n  { points = 200, per = \"month\", by = \"member\" },\n  { points = 150, per = \"day\", by = \"account\" },\n]",
    )]);
    let lift = Override {
        tier: Tier::Gold,
        from: "2026-05-01T00:00:00Z".parse().expect("is a time"),
        until: "2026-06-01T00:00:00Z".parse().expect("is a time"),
    };
    let events = [
        event("a", "lesson.finished", "aiko", "2026-05-04T08:00:00Z"),
        event("b", "lesson.finished", "ben", "2026-05-04T09:00:00Z"),
    ];
    let awards = recompute(&versions, &events, &[lift], &berlin());
    let first = &awards[0];
    assert_eq!((first.before_caps, first.points), (132, 132));
    assert_eq!(first.cap, None);
    let second = &awards[1];
    assert_eq!(
        (second.before_caps, second.points, second.left_out),
        (132, 18, 114)
    );
    let json = serde_json::to_value(second).expect("is JSON");
    assert_eq!(
        serde_json::from_value::<Award>(json.clone()).ok().as_ref(),
        Some(second)
    );
    assert_eq!(
        json,
        serde_json::json!({
            "event": { "source": "shop", "id": "b" },
            "time": "2026-05-04T09:00:00Z",
            "version": "2026-01-kizuna",
            "rule": "lesson",
            "recipient": { "member": "ben" },
            "basis": { "fixed": 120 },
            "multiplier": { "tier": "gold", "by": [11, 10] },
            "rounding": "ceil",
            "before_caps": 132,
            "cap": { "points": 150, "per": "day", "by": "account", "from": "2026-05-04", "counted": 132 },
            "points": 18,
            "left_out": 114,
        })
    );
}

#[test]
fn days_turn_in_the_accounts_zone_also_when_clocks_change() {
    // The day has 25 hours; both are the same working day, and midnight UTC is not midnight.
    let events = [
        event("a", "product.used", "aiko", "2026-10-24T22:30:00Z"),
        event("b", "product.used", "aiko", "2026-10-25T22:30:00Z"),
        event("c", "product.used", "aiko", "2026-10-25T23:00:00Z"),
    ];
    assert_eq!(
        points_of(&versions(&[]), &events),
        given(&[("a", 10), ("b", 0), ("c", 10)])
    );
}

#[test]
fn the_version_in_force_at_the_events_time_decides() {
    let next = changed(
        "2026-07-next.toml",
        &[
            ("valid_from = 2026-01-01", "valid_from = 2026-07-01"),
            ("points = 120", "points = 100"),
        ],
    );
    let versions = Versions::new(vec![next, changed(FILE, &[])]);
    let events = [
        event("a", "lesson.finished", "aiko", "2025-12-31T22:59:59Z"),
        event("b", "lesson.finished", "aiko", "2025-12-31T23:00:00Z"),
        event("c", "lesson.finished", "aiko", "2026-06-30T21:59:59Z"),
        event("d", "lesson.finished", "aiko", "2026-06-30T22:00:00Z"),
    ];
    assert_eq!(
        points_of(&versions, &events),
        given(&[("b", 120), ("c", 120), ("d", 100)])
    );
}

#[test]
fn earning_ends_with_the_programme() {
    let versions = versions(&[(
        "notice_days = 60",
        "notice_days = 60\nends = { earning_until = 2026-06-30, redeeming_until = 2026-12-31 }",
    )]);
    let events = [
        event("a", "survey.answered", "aiko", "2026-06-30T21:00:00Z"),
        event("b", "survey.answered", "aiko", "2026-06-30T22:00:00Z"),
    ];
    assert_eq!(points_of(&versions, &events), given(&[("a", 50)]));
    let expires = versions.expires(events[0].time, &berlin());
    assert_eq!(
        expires.map(|end| end.to_string()).as_deref(),
        Some("2026-12-31T23:00:00Z")
    );
}

#[test]
fn filters_look_at_the_data() {
    let filtered = |filter: &str| {
        versions(&[(
            "event = \"purchase.completed\"",
            &format!("event = \"purchase.completed\"\nwhere = [{filter}]"),
        )])
    };
    let data = serde_json::json!({
        "amount": 20_000, "currency": "EUR", "channel": "web", "rating": 4.5, "is_first": true,
        "products": [{ "id": "pump", "quantity": 1 }],
    });
    let bought = Event {
        data: EventData::parse(&data).expect("all is well"),
        ..event("a", "purchase.completed", "", "2026-05-04T08:00:00Z")
    };
    for (filter, is_admitted) in [
        ("{ field = \"channel\", equals = \"web\" }", true),
        ("{ field = \"channel\", equals = \"shop\" }", false),
        ("{ field = \"is_first\", equals = true }", true),
        ("{ field = \"rating\", at_least = 4.5 }", true),
        ("{ field = \"rating\", at_least = 4.51 }", false),
        ("{ field = \"amount\", at_least = 20_000 }", true),
        ("{ field = \"currency\", equals = \"USD\" }", false),
        ("{ field = \"none\", at_least = 0 }", false),
        ("{ product_in = [\"valve\", \"pump\"] }", true),
        ("{ product_in = [\"valve\"] }", false),
        (
            "{ product_in = [\"pump\"] }, { field = \"rating\", at_least = 5 }",
            false,
        ),
    ] {
        let points = points_of(&filtered(filter), std::slice::from_ref(&bought));
        assert_eq!(!points.is_empty(), is_admitted, "{filter}");
    }
}

#[test]
fn a_rule_that_gives_nothing_says_why() {
    let programme = changed(FILE, &[]);
    let reason = |event: &Event| missed(&programme, event).pop().map(|missed| missed.reason);
    let time = "2026-05-04T08:00:00Z";
    assert_eq!(
        reason(&event("a", "lesson.finished", "", time)),
        Some(MissedReason::NoMember)
    );
    assert_eq!(
        reason(&event("b", "purchase.completed", "", time)),
        Some(MissedReason::NoAmount)
    );
    let pounds = "GBP".parse().expect("is a currency");
    assert_eq!(
        reason(&purchase("c", 100, "GBP", time)),
        Some(MissedReason::NoRate(pounds))
    );
    assert_eq!(reason(&purchase("d", 100, "EUR", time)), None);
}

#[test]
fn a_correction_takes_back_exactly_what_was_given() {
    let versions = versions(&[]);
    let first = purchase("a", 2_500_000, "EUR", "2026-05-04T08:00:00Z");
    let double = purchase("a-again", 2_500_000, "EUR", "2026-05-04T08:11:00Z");
    let before = [first.clone(), double.clone()];
    // It may be reported before the event, and earns nothing itself whatever its kind.
    let mut back = correction("back", &double, "2026-05-08T08:00:00Z");
    back.kind = "purchase.completed".to_owned();
    back.data = double.data.clone();
    let after = [back, double.clone(), first];
    let zone = berlin();
    let adjustments = adjust(
        &recompute(&versions, &before, &[], &zone),
        &recompute(&versions, &after, &[], &zone),
    );
    assert_eq!(adjustments.len(), 1);
    assert_eq!(adjustments[0].event, double.reference());
    assert_eq!(adjustments[0].points(), -250);
}

#[test]
fn a_late_event_takes_its_place_under_the_cap() {
    let versions = versions(&[]);
    let late = event("late", "product.used", "aiko", "2026-05-04T06:00:00Z");
    let usual = event("usual", "product.used", "aiko", "2026-05-04T08:00:00Z");
    let zone = berlin();
    let start = "2026-05-03T22:00:00Z".parse().expect("is a time");
    assert_eq!(recount(&versions, &late, &zone), Recount::Since(start));
    let adjustments = adjust(
        &recompute(&versions, std::slice::from_ref(&usual), &[], &zone),
        &recompute(&versions, &[usual, late], &[], &zone),
    );
    let deltas: Vec<_> = adjustments
        .iter()
        .map(|change| (change.event.id.as_str(), change.points()))
        .collect();
    assert_eq!(deltas, [("late", 10), ("usual", -10)]);
}

#[test]
fn a_late_lesson_moves_nothing_else() {
    let lesson = event("a", "lesson.finished", "aiko", "2026-05-04T06:00:00Z");
    assert_eq!(
        recount(&versions(&[]), &lesson, &berlin()),
        Recount::Nothing
    );
    let with_tiers = versions(&[("points = 500", "points = 500\nmultiplier = { gold = 2 }")]);
    assert_eq!(
        recount(&with_tiers, &lesson, &berlin()),
        Recount::Everything
    );
}

#[test]
fn what_comes_too_late_or_from_the_future_is_told_apart() {
    let rules = changed(FILE, &[]).arrival;
    let now: Timestamp = "2026-05-04T06:00:00Z".parse().expect("is a time");
    let arrival = |text: &str| rules.arrival(text.parse().expect("is a time"), now);
    assert_eq!(arrival("2026-05-04T06:10:00Z"), Arrival::InTime);
    assert_eq!(arrival("2026-05-04T06:10:01Z"), Arrival::TooEarly);
    assert_eq!(arrival("2025-05-04T06:00:00Z"), Arrival::InTime);
    assert_eq!(arrival("2025-05-04T05:59:59Z"), Arrival::TooLate);
}
