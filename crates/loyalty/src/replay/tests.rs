//! A draft against what was.

use contract::MemberId;
use jiff::civil::date;

use super::*;
use crate::fixture::{berlin, changed, event, purchase};

fn facts(account: &str, events: Vec<Event>, spent: &[(&str, i64)]) -> AccountFacts {
    AccountFacts {
        account: AccountId(account.to_owned()),
        zone: berlin(),
        events,
        overrides: Vec::new(),
        spent: spent
            .iter()
            .map(|(time, points)| Spent {
                time: time.parse().expect("is a time"),
                by: Recipient::Member(MemberId("aiko".to_owned())),
                points: *points,
            })
            .collect(),
    }
}

fn in_force() -> Versions {
    Versions::new(vec![changed("2026-01-kizuna.toml", &[])])
}

fn run(changes: &[(&str, &str)], accounts: Vec<AccountFacts>) -> Comparison {
    let start = [("valid_from = 2026-01-01", "valid_from = 2027-01-01")];
    let draft = changed("2027-01-draft.toml", &[&start, changes].concat());
    replay(
        &in_force(),
        &draft,
        accounts,
        date(2026, 3, 1),
        date(2026, 12, 31),
    )
}

#[test]
fn tells_who_gains_and_who_loses() {
    let lessons = vec![
        event("a", "lesson.finished", "aiko", "2026-02-01T09:00:00Z"),
        event("b", "lesson.finished", "aiko", "2026-04-01T09:00:00Z"),
        event("c", "survey.answered", "ben", "2026-04-02T09:00:00Z"),
    ];
    let buys = vec![purchase("d", 50_000_000, "EUR", "2026-05-01T09:00:00Z")];
    let asleep = vec![event(
        "e",
        "lesson.finished",
        "aiko",
        "2026-02-01T09:00:00Z",
    )];
    let compared = run(
        &[
            ("points = 120", "points = 150"),
            ("points = 50\n", "points = 40\n"),
            ("EUR = { points = 1,", "EUR = { points = 2,"),
        ],
        vec![
            facts("learns", lessons, &[("2026-04-03T09:00:00Z", 200)]),
            facts("buys", buys, &[]),
            facts("asleep", asleep, &[]),
        ],
    );
    let effects: Vec<_> = compared
        .accounts
        .iter()
        .map(|account| {
            (
                account.account.0.as_str(),
                account.effect,
                account.issued,
                account.liability,
            )
        })
        .collect();
    let both = |before, after| Both { before, after };
    assert_eq!(
        effects,
        [
            // The lesson of February is before the days compared: it stays worth 120.
            ("learns", Effect::Gains, both(170, 190), both(90, 110)),
            (
                "buys",
                Effect::Gains,
                both(5_000, 10_000),
                both(5_000, 10_000)
            ),
            ("asleep", Effect::Same, both(0, 0), both(120, 120)),
        ]
    );
    let totals = compared.totals;
    assert_eq!((totals.gaining, totals.losing, totals.unchanged), (2, 0, 1));
    assert_eq!((totals.members_gaining, totals.members_losing), (1, 1));
    assert_eq!(totals.issued, both(5_170, 10_190));
    assert_eq!(compared.rules["lesson"], both(120, 150));
    let moves: Vec<_> = compared
        .tier_moves
        .iter()
        .map(|moved| (moved.before, moved.after, moved.accounts))
        .collect();
    assert_eq!(
        moves,
        [
            (Tier::Bronze, Tier::Bronze, 2),
            (Tier::Silver, Tier::Gold, 1)
        ]
    );
}

#[test]
fn a_tier_that_is_harder_to_reach_is_a_loss() {
    let buys = vec![purchase("d", 50_000_000, "EUR", "2026-05-01T09:00:00Z")];
    let harder = ("points = 4_000", "points = 6_000");
    let compared = run(&[harder], vec![facts("buys", buys.clone(), &[])]);
    assert_eq!(compared.accounts[0].effect, Effect::Loses);
    let mixed = run(
        &[
            harder,
            (
                "EUR = { points = 1, minor_units = 10_000",
                "EUR = { points = 1, minor_units = 9_000",
            ),
        ],
        vec![facts("buys", buys, &[])],
    );
    assert_eq!(mixed.accounts[0].effect, Effect::Mixed);
}

#[test]
fn spends_the_oldest_first_and_counts_what_is_good() {
    let lessons = vec![
        event("a", "lesson.finished", "aiko", "2026-03-10T09:00:00Z"),
        event("b", "lesson.finished", "aiko", "2026-06-10T09:00:00Z"),
    ];
    let compared = run(
        &[(
            "period_end = \"year\"\nkeep_periods = 1",
            "rolling_months = 4",
        )],
        vec![facts(
            "learns",
            lessons,
            &[("2026-06-20T09:00:00Z", 100), ("2026-08-01T09:00:00Z", 130)],
        )],
    );
    let account = &compared.accounts[0];
    // Of the first lesson 20 points run out in July; then 120 are left, and 130 are spent.
    assert_eq!((account.liability.after, account.uncovered.after), (0, 10));
    assert_eq!(
        (account.liability.before, account.uncovered.before),
        (10, 0)
    );
}

#[test]
fn a_draft_like_the_version_in_force_changes_nothing() {
    let events = vec![
        event("a", "lesson.finished", "aiko", "2026-04-01T09:00:00Z"),
        event("b", "product.used", "aiko", "2026-04-01T10:00:00Z"),
        event("c", "product.used", "aiko", "2026-04-01T11:00:00Z"),
    ];
    let compared = run(&[], vec![facts("same", events, &[])]);
    assert_eq!(compared.accounts[0].effect, Effect::Same);
    assert_eq!(
        compared.totals.issued,
        Both {
            before: 130,
            after: 130
        }
    );
    let json = serde_json::to_value(&compared).expect("is JSON");
    assert_eq!(json["accounts"][0]["tier"]["after"], "bronze");
}
