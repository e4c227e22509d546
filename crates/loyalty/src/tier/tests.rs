//! Standings as the articles tell them, and grants under other rules.

use contract::Tier;
use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::*;
use crate::fixture::{berlin, changed};
use crate::programme::Versions;

mod properties;

const FILE: &str = "2026-01-kizuna.toml";

fn versions(changes: &[(&str, &str)]) -> Versions {
    Versions::new(vec![changed(FILE, changes)])
}

/// Noon of the day, UTC.
fn noon(day: Date) -> Timestamp {
    format!("{day}T12:00:00Z").parse().expect("is a time")
}

fn earned(day: Date, points: i64) -> Activity {
    Activity {
        time: noon(day),
        kind: "lesson.finished".to_owned(),
        events: 1,
        points,
        money: None,
    }
}

fn stands(versions: &Versions, activities: &[Activity], day: Date) -> Standing {
    standing(versions, activities, &[], &berlin(), noon(day)).expect("a version is in force")
}

#[test]
fn the_ring_at_the_end_of_june_reads_as_in_the_article() {
    let activities = [
        earned(date(2026, 2, 10), 5_000),
        earned(date(2026, 5, 4), 1_200),
    ];
    let standing = stands(&versions(&[]), &activities, date(2026, 6, 30));

    assert_eq!(standing.tier, Tier::Silver);
    let next = standing.next.expect("gold comes next");
    assert_eq!((next.tier, next.by), (Tier::Gold, Some(date(2026, 12, 31))));
    let part = &next.parts[0];
    assert_eq!((part.have, part.need, part.missing), (6_200, 10_000, 3_800));
    assert_eq!(part.expected_on, Some(date(2026, 10, 19)));
    assert_eq!(standing.outlook.tier, Tier::Gold);
    assert_eq!(standing.outlook.sums, [(Dimension::Points, 12_502)]);
    let keep = standing.keep.expect("silver can be lost");
    assert!(
        keep.is_reached,
        "another 4,000 points of this year keep silver"
    );
}

#[test]
fn gold_of_may_2026_stays_until_the_end_of_2027() {
    let versions = versions(&[]);
    let once = [earned(date(2026, 5, 4), 10_000)];
    let at = |day| stands(&versions, &once, day);

    assert_eq!(at(date(2026, 5, 3)).tier, Tier::Bronze);
    assert_eq!(at(date(2027, 12, 31)).tier, Tier::Gold);
    assert_eq!(at(date(2027, 12, 31)).held_until, Some(date(2027, 12, 31)));
    assert_eq!(at(date(2028, 1, 1)).tier, Tier::Bronze);
    let changes: Vec<_> = at(date(2028, 6, 1))
        .history
        .iter()
        .map(|change| (change.at.to_string(), change.from, change.to))
        .collect();
    assert_eq!(
        changes,
        [
            ("2026-05-04T12:00:00Z".to_owned(), Tier::Bronze, Tier::Gold),
            ("2027-12-31T23:00:00Z".to_owned(), Tier::Gold, Tier::Bronze)
        ]
    );

    let again = [once[0].clone(), earned(date(2027, 11, 2), 10_000)];
    let kept = stands(&versions, &again, date(2028, 12, 31));
    assert_eq!((kept.tier, kept.history.len()), (Tier::Gold, 1));
}

#[test]
fn a_new_year_counts_from_zero_and_says_what_keeps_the_tier() {
    let activities = [
        earned(date(2026, 5, 4), 4_500),
        earned(date(2027, 2, 1), 900),
    ];
    let standing = stands(&versions(&[]), &activities, date(2027, 3, 31));

    assert_eq!(standing.tier, Tier::Silver);
    assert_eq!(standing.counted_from, date(2027, 1, 1));
    let keep = standing.keep.expect("silver ends");
    assert_eq!(
        (keep.parts[0].missing, keep.by),
        (3_100, Some(date(2027, 12, 31)))
    );
    assert!(!keep.is_reached);
    // 900 in 90 days are 3,650 in the year: not enough.
    assert_eq!(standing.outlook.tier, Tier::Bronze);
}

#[test]
fn grace_keeps_a_tier_a_little_longer() {
    let versions = versions(&[("keep_periods = 1", "grace_days = 31")]);
    let activities = [earned(date(2026, 5, 4), 4_000)];
    let at = |day| {
        let standing = stands(&versions, &activities, day);
        (standing.tier, standing.is_in_grace, standing.held_until)
    };
    let last = Some(date(2027, 1, 31));
    assert_eq!(at(date(2026, 12, 31)), (Tier::Silver, false, last));
    assert_eq!(at(date(2027, 1, 31)), (Tier::Silver, true, last));
    assert_eq!(at(date(2027, 2, 1)), (Tier::Bronze, false, None));
}

#[test]
fn any_dimension_reaches_the_tier() {
    let versions = versions(&[
        (
            "period = \"year\"",
            "period = \"half\"\nspend_from = [\"purchase.completed\"]",
        ),
        (
            "points = 4_000",
            "points = 4_000\nspend = { EUR = 1_000_000 }\nactivities = [{ event = \"lesson.*\", count = 3 }]",
        ),
    ]);
    let spent = |amount, kind: &str| Activity {
        kind: kind.to_owned(),
        money: Money::new(amount, "EUR".parse().expect("is a currency")).ok(),
        ..earned(date(2026, 2, 2), 0)
    };
    let tier = |activities: &[Activity]| stands(&versions, activities, date(2026, 3, 1)).tier;
    assert_eq!(tier(&[spent(999_999, "purchase.completed")]), Tier::Bronze);
    assert_eq!(
        tier(&[spent(1_000_000, "purchase.completed")]),
        Tier::Silver
    );
    assert_eq!(tier(&[spent(1_000_000, "purchase.planned")]), Tier::Bronze);
    let lessons = [earned(date(2026, 1, 5), 0), earned(date(2026, 2, 5), 0)];
    assert_eq!(tier(&lessons), Tier::Bronze);
    let standing = stands(&versions, &lessons, date(2026, 3, 1));
    let parts = standing.next.expect("silver comes next").parts;
    let missing: Vec<_> = parts.iter().map(|part| part.missing).collect();
    assert_eq!(missing, [4_000, 1_000_000, 1], "or one more lesson");
    assert_eq!(tier(&[&lessons[..], &lessons[..1]].concat()), Tier::Silver);
}

#[test]
fn rolling_months_let_go_of_what_is_old() {
    let versions = versions(&[(
        "period = \"year\"\nkeep_periods = 1",
        "rolling_months = 6\ngrace_days = 10",
    )]);
    let activities = [
        earned(date(2026, 1, 15), 3_000),
        earned(date(2026, 3, 1), 1_000),
        earned(date(2026, 4, 1), 500),
    ];
    let at = |day| {
        let standing = stands(&versions, &activities, day);
        (standing.tier, standing.is_in_grace)
    };
    assert_eq!(at(date(2026, 2, 28)), (Tier::Bronze, false));
    assert_eq!(at(date(2026, 7, 14)), (Tier::Silver, false));
    assert_eq!(at(date(2026, 7, 15)), (Tier::Silver, true));
    assert_eq!(at(date(2026, 7, 24)), (Tier::Silver, true));
    assert_eq!(at(date(2026, 7, 25)), (Tier::Bronze, false));
    let standing = stands(&versions, &activities, date(2026, 6, 1));
    assert_eq!(standing.held_until, Some(date(2026, 7, 24)));
    assert_eq!(standing.next.expect("gold comes next").by, None);
}

#[test]
fn an_override_lifts_and_never_lowers() {
    let versions = versions(&[]);
    let lift = Override {
        tier: Tier::Silver,
        from: noon(date(2026, 3, 1)),
        until: noon(date(2026, 4, 1)),
    };
    let at = |activities: &[Activity], day| {
        let overrides = std::slice::from_ref(&lift);
        standing(&versions, activities, overrides, &berlin(), noon(day)).expect("is in force")
    };
    let lifted = at(&[], date(2026, 3, 15));
    assert_eq!((lifted.tier, lifted.is_overridden), (Tier::Silver, true));
    assert_eq!(lifted.held_until, Some(date(2026, 4, 1)));
    assert_eq!(at(&[], date(2026, 4, 1)).tier, Tier::Bronze);
    let gold = [earned(date(2026, 2, 1), 10_000)];
    assert_eq!(at(&gold, date(2026, 3, 15)).tier, Tier::Gold);
}

#[test]
fn a_version_that_asks_less_grants_at_its_start_and_one_that_asks_more_takes_nothing() {
    let next = |file, start: &str, silver: &str| {
        changed(
            file,
            &[
                ("valid_from = 2026-01-01", start),
                ("points = 4_000", silver),
            ],
        )
    };
    let versions = Versions::new(vec![
        changed(FILE, &[]),
        next(
            "2026-07-less.toml",
            "valid_from = 2026-07-01",
            "points = 2_000",
        ),
        next(
            "2026-10-more.toml",
            "valid_from = 2026-10-01",
            "points = 9_000",
        ),
    ]);
    let activities = [earned(date(2026, 2, 1), 2_500)];
    let tier = |day| stands(&versions, &activities, day).tier;
    assert_eq!(tier(date(2026, 6, 30)), Tier::Bronze);
    assert_eq!(tier(date(2026, 7, 1)), Tier::Silver);
    assert_eq!(tier(date(2027, 12, 31)), Tier::Silver);
}

#[test]
fn before_the_first_version_there_is_no_standing() {
    let none = standing(
        &versions(&[]),
        &[],
        &[],
        &berlin(),
        noon(date(2025, 12, 31)),
    );
    assert_eq!(none, None);
    let empty = stands(&versions(&[]), &[], date(2026, 1, 1));
    assert_eq!(
        (empty.tier, empty.outlook.tier),
        (Tier::Bronze, Tier::Bronze)
    );
    assert_eq!(
        empty.next.expect("silver comes next").parts[0].expected_on,
        None
    );
}
