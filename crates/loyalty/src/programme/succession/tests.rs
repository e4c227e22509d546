//! What one version owes to the one before, and what differs between them.

use jiff::civil::date;

use super::*;
use crate::fixture::{REAL, changed};
use crate::programme::difference::{Difference, RulePart, differences};

const TODAY: Date = date(2026, 4, 1);

fn next(changes: &[(&str, &str)]) -> Programme {
    let start = [("valid_from = 2026-01-01", "valid_from = 2026-07-01")];
    changed("2026-07-next.toml", &[&start, changes].concat())
}

fn of_real(next: &Programme, today: Date) -> Vec<SuccessionProblem> {
    check_succession(&changed("2026-01-kizuna.toml", &[]), next, today)
}

#[test]
fn a_version_in_force_never_changes() {
    let real = changed("2026-01-kizuna.toml", &[]);
    let other = changed("2026-01-kizuna.toml", &[("points = 120", "points = 121")]);
    assert_eq!(
        check_succession(&real, &other, TODAY),
        [SuccessionProblem::ChangedInForce {
            since: date(2026, 1, 1)
        }]
    );
    assert_eq!(check_succession(&real, &real.clone(), TODAY), []);
    // Before it is in force it may change, as long as everyone has the notice.
    assert_eq!(check_succession(&real, &other, date(2025, 10, 1)), []);
    assert!(!check_succession(&real, &other, date(2025, 11, 30)).is_empty());
}

#[test]
fn notice_is_given_as_it_was_promised_before() {
    // The new version promises less; what counts is the promise of the old one.
    let next = next(&[("notice_days = 60", "notice_days = 0")]);
    assert_eq!(of_real(&next, date(2026, 5, 2)), []);
    assert_eq!(
        of_real(&next, date(2026, 5, 3)),
        [SuccessionProblem::ShortNotice {
            days: 60,
            earliest: date(2026, 7, 2)
        }]
    );
}

#[test]
fn versions_follow_each_other() {
    let earlier = changed(
        "2025-07-old.toml",
        &[("valid_from = 2026-01-01", "valid_from = 2025-07-01")],
    );
    let found = of_real(&earlier, TODAY);
    assert!(
        matches!(found[0], SuccessionProblem::NotAfter { .. }),
        "{found:?}"
    );
}

fn ending(earning_until: &str, redeeming_until: &str) -> Programme {
    let ends = format!(
        "notice_days = 60\nends = {{ earning_until = {earning_until}, redeeming_until = {redeeming_until} }}"
    );
    next(&[("notice_days = 60", &ends)])
}

#[test]
fn the_end_comes_with_notice_and_leaves_time_to_spend() {
    // Points of June 2026 were promised until the end of 2027.
    assert_eq!(of_real(&ending("2026-12-31", "2027-12-31"), TODAY), []);
    let takes = of_real(&ending("2026-12-31", "2027-12-30"), TODAY);
    assert!(
        matches!(takes[..], [SuccessionProblem::TakesPoints { .. }]),
        "{takes:?}"
    );
    let takes = of_real(&ending("2027-12-31", "2028-02-28"), TODAY);
    assert!(
        matches!(takes[..], [SuccessionProblem::TakesPoints { .. }]),
        "60 days after the end are 29 February: {takes:?}"
    );
    let early = of_real(&ending("2026-06-30", "2027-12-31"), date(2026, 5, 3));
    assert!(
        early
            .iter()
            .any(|problem| matches!(problem, SuccessionProblem::EndsEarly { .. })),
        "{early:?}"
    );
    let last = ending("2026-12-31", "2027-12-31");
    let after = changed(
        "2027-07-again.toml",
        &[("valid_from = 2026-01-01", "valid_from = 2027-07-01")],
    );
    assert_eq!(
        check_succession(&last, &after, TODAY),
        [SuccessionProblem::AfterTheEnd]
    );
}

#[test]
fn a_problem_shows_its_line() {
    let problem = SuccessionProblem::ShortNotice {
        days: 60,
        earliest: date(2026, 7, 2),
    };
    let shown = problem.diagnostic("2026-07-next.toml", REAL);
    assert_eq!(shown.source_line, "valid_from = 2026-01-01");
}

#[test]
fn tells_what_differs() {
    let before = changed("2026-01-kizuna.toml", &[]);
    let after = next(&[
        ("points = 120", "points = 130\nmultiplier = { gold = 2 }"),
        ("id = \"referral\"", "id = \"recommendation\""),
        (
            "points = 4_000",
            "points = 5_000\nactivities = [{ event = \"lesson.finished\", count = 40 }]",
        ),
        ("id = \"named-engineer\"", "id = \"hotline\""),
        ("cost = 200", "cost = 250"),
        ("stock = 12", "stock = 10"),
        ("keep_periods = 1", "keep_periods = 2"),
    ]);
    let found = differences(&before, &after);
    let rule = |rule: &str| rule.to_owned();
    assert!(found.contains(&Difference::RuleChanged {
        rule: rule("lesson"),
        parts: vec![RulePart::Points, RulePart::Multipliers]
    }));
    assert!(found.contains(&Difference::RuleAdded {
        rule: rule("recommendation")
    }));
    assert!(found.contains(&Difference::RuleRemoved {
        rule: rule("referral")
    }));
    assert!(found.contains(&Difference::RewardCostChanged {
        reward: rule("reference-books"),
        before: 200,
        after: 250
    }));
    let json = serde_json::to_value(&found).expect("is JSON");
    let kinds: Vec<_> = json
        .as_array()
        .expect("is a list")
        .iter()
        .filter_map(|entry| entry["kind"].as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "rule_changed",
            "rule_added",
            "rule_removed",
            "keeping_changed",
            "threshold_moved",
            "threshold_moved",
            "benefit_added",
            "benefit_gone",
            "reward_terms_changed",
            "reward_cost_changed"
        ]
    );
    assert_eq!(differences(&before, &before), []);
}
