//! The tier that is followed step by step is the one that a count from scratch gives on any day.

use std::sync::LazyLock;

use contract::Tier;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{Activity, berlin, earned, noon, standing, versions};
use crate::programme::calendar::{day_of, end_of};
use crate::programme::{Period, Versions};
use crate::tier::{Tracker, counts_whole_months, needed_since};

static ROLLING: LazyLock<Versions> = LazyLock::new(|| {
    let span = ("period = \"year\"\nkeep_periods = 1", "rolling_months = 2");
    versions(&[span, LOW[0], LOW[1]])
});
static QUARTERS: LazyLock<Versions> = LazyLock::new(|| {
    let span = ("period = \"year\"", "period = \"quarter\"");
    versions(&[span, LOW[0], LOW[1]])
});
const LOW: [(&str, &str); 2] = [
    ("points = 4_000", "points = 30"),
    ("points = 10_000", "points = 60"),
];

fn level(sum: i64) -> Tier {
    match sum {
        ..30 => Tier::Bronze,
        30..60 => Tier::Silver,
        _ => Tier::Gold,
    }
}

fn activities() -> impl Strategy<Value = Vec<Activity>> {
    vec((0..300_i64, 0..35_i64), 0..12).prop_map(|mut drawn| {
        drawn.sort_unstable();
        let day = |days: i64| date(2026, 1, 1).saturating_add(days.days());
        drawn
            .into_iter()
            .map(|(days, points)| earned(day(days), points))
            .collect()
    })
}

fn day(activity: &Activity) -> Date {
    day_of(activity.time, &berlin())
}

/// What is told of today; the past stays with the whole list.
fn today(versions: &Versions, activities: &[Activity], on: Date) -> super::Standing {
    let mut told = standing(versions, activities, &[], &berlin(), noon(on)).expect("is in force");
    told.history.clear();
    told
}

/// As they are kept: each month's on its last day.
fn by_month(activities: &[Activity]) -> Vec<Activity> {
    activities
        .chunk_by(|one, other| day(one).first_of_month() == day(other).first_of_month())
        .filter_map(|month| {
            let points = month.iter().map(|activity| activity.points).sum();
            let events = month.iter().map(|activity| activity.events).sum();
            let last = month.last()?.clone();
            Some(Activity {
                events,
                points,
                ..last
            })
        })
        .collect()
}

/// The tier at the last moment of the day, as the tracker has it.
fn followed(versions: &Versions, activities: &[Activity], on: Date) -> (Tier, bool) {
    let zone = berlin();
    let mut tracker = Tracker::new(versions, &[], &zone);
    for activity in activities.iter().filter(|activity| day(activity) <= on) {
        tracker.record(activity.clone());
    }
    let last = end_of(on, &zone) - 1.nanosecond();
    tracker.advance(last);
    let is_sound = tracker
        .grants()
        .iter()
        .all(|grant| grant.from < grant.until);
    (tracker.tier_at(last), is_sound)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn rolling_months(activities in activities(), days in 0..420_i64) {
        let on = date(2026, 1, 1).saturating_add(days.days());
        let counts = |activity: &&Activity| {
            let first = day(activity);
            first <= on && on < first.saturating_add(2.months())
        };
        let sum = activities.iter().filter(counts).map(|activity| activity.points).sum();
        prop_assert_eq!(followed(&ROLLING, &activities, on), (level(sum), true));
    }

    #[test]
    fn calendar_periods(activities in activities(), days in 0..420_i64) {
        let on = date(2026, 1, 1).saturating_add(days.days());
        let sum_of = |period: Date| -> i64 {
            let within = activities.iter().filter(|activity| day(activity) <= on);
            within.filter(|activity| Period::Quarter.start(day(activity)) == period).map(|activity| activity.points).sum()
        };
        let this = Period::Quarter.start(on);
        let before = Period::Quarter.start(this.saturating_sub(1.day()));
        let expected = level(sum_of(this)).max(level(sum_of(before)));
        prop_assert_eq!(followed(&QUARTERS, &activities, on), (expected, true));
    }

    #[test]
    fn a_standing_needs_no_more_of_the_past_than_is_said(activities in activities(), days in 0..700_i64) {
        let on = date(2026, 1, 1).saturating_add(days.days());
        for versions in [&*ROLLING, &*QUARTERS] {
            let first = needed_since(versions, on);
            let needed: Vec<_> = activities.iter().filter(|activity| day(activity) >= first).cloned().collect();
            let (all, needed) = (today(versions, &activities, on), today(versions, &needed, on));
            prop_assert_eq!((all.tier, all.held_until, &all.next, &all.keep), (needed.tier, needed.held_until, &needed.next, &needed.keep));
            prop_assert_eq!((all.outlook.tier, all.is_in_grace), (needed.outlook.tier, needed.is_in_grace));
        }
    }

    #[test]
    fn whole_months_count_as_their_days_do(activities in activities(), days in 0..420_i64) {
        prop_assert!(counts_whole_months(&QUARTERS) && !counts_whole_months(&ROLLING));
        let on = date(2026, 1, 1).saturating_add(days.days());
        let past: Vec<_> = activities.into_iter().filter(|activity| day(activity) <= on).collect();
        prop_assert_eq!(today(&QUARTERS, &past, on), today(&QUARTERS, &by_month(&past), on));
    }
}
