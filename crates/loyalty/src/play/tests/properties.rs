//! What always holds, whatever happens in whatever order.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use jiff::{SignedDuration, ToSpan as _};
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const PEOPLE: [&str; 3] = ["aiko", "ben", "chen"];
static BERLIN: LazyLock<TimeZone> = LazyLock::new(berlin);

/// Days over the end of summer time and of a year, with holes of weeks between.
fn moment() -> impl Strategy<Value = Timestamp> {
    let start: Timestamp = "2026-10-05T00:00:00Z".parse().expect("is a time");
    (0..120_i64, 0..48_i64).prop_map(move |(day, half_hour)| {
        start + SignedDuration::from_hours(24 * day) + SignedDuration::from_mins(30 * half_hour)
    })
}

/// What happened to whom; the last number may make it a correction of an earlier one.
fn history() -> impl Strategy<Value = Vec<Event>> {
    let one = (moment(), 0..2_usize, 0..3_usize, 0..60_usize);
    vec(one, 1..40).prop_map(|drawn| {
        let mut events: Vec<Event> = Vec::with_capacity(drawn.len());
        for (number, (time, kind, person, corrects)) in drawn.into_iter().enumerate() {
            let kind = ["product.used", "lesson.finished"][kind];
            let name = number.to_string();
            let mut event = event(&name, kind, PEOPLE[person], "2026-01-01T00:00:00Z");
            event.time = time;
            event.reverses = events.get(corrects).map(Event::reference);
            events.push(event);
        }
        events
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    history().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()))
}

fn person(events: &[Event]) -> Person<'_> {
    Person {
        events,
        joined: Timestamp::UNIX_EPOCH,
        zone: &BERLIN,
    }
}

fn day(event: &Event) -> Date {
    BERLIN.to_datetime(event.time).date()
}

/// Those that stand, told from the definition and by nothing else.
fn standing(events: &[Event]) -> Vec<&Event> {
    let is_corrected = |event: &Event| {
        let name = Some(event.reference());
        events.iter().any(|other| other.reverses == name)
    };
    let plain = events.iter().filter(|event| event.reverses.is_none());
    plain.filter(|event| !is_corrected(event)).collect()
}

/// Goes through the calendar week by week.
fn naive_weeks(rules: &StreakRules, events: &[Event], today: Date) -> u32 {
    let working: BTreeSet<Date> = standing(events)
        .into_iter()
        .map(day)
        .filter(|day| day.weekday().to_monday_zero_offset() < 5)
        .collect();
    let is_kept = |week: Date| {
        let days = (0..5).filter(|day| working.contains(&week.saturating_add(day.days())));
        days.count() >= usize::from(rules.days)
    };
    let year = |week: Date| week.iso_week_date().year();
    let mut used: HashMap<i16, usize> = HashMap::new();
    let fits = |used: &HashMap<i16, usize>, missed: &[Date]| {
        missed.iter().all(|week| {
            let same = missed.iter().filter(|other| year(**other) == year(*week));
            let before = used.get(&year(*week)).copied().unwrap_or(0);
            before + same.count() <= usize::from(rules.freezes)
        })
    };
    let (mut weeks, mut missed): (u32, Vec<Date>) = (0, Vec::new());
    let mut week = date(2026, 10, 5);
    while week <= monday(today) {
        if is_kept(week) {
            if weeks > 0 && fits(&used, &missed) {
                for week in &missed {
                    *used.entry(year(*week)).or_default() += 1;
                }
            } else {
                weeks = 0;
            }
            weeks += 1;
            missed.clear();
        } else if week < monday(today) {
            missed.push(week);
        }
        week = week.saturating_add(1.week());
    }
    if fits(&used, &missed) { weeks } else { 0 }
}

proptest! {
    #[test]
    fn a_streak_is_what_the_calendar_says(
        events in history(), days in 1..3_u16, freezes in 0..4_u16,
    ) {
        let rules = rules(days, freezes);
        let today = date(2027, 2, 3);
        let told = streak(&rules, &person(&events), today);
        prop_assert_eq!(told.weeks, naive_weeks(&rules, &events, today));
        prop_assert!(told.kept.is_sorted_by(|one, other| one.monday < other.monday));
        prop_assert!(told.kept.iter().all(|week| week.weeks <= told.longest));
    }

    #[test]
    fn the_order_of_reports_makes_no_difference((events, other) in shuffled(), count in 1..6_i64) {
        let (today, now, of) = (date(2027, 2, 3), at("2027-02-03T00:00:00Z"), badge_for(count));
        let rules = rules(1, 2);
        let (one, other) = (person(&events), person(&other));
        prop_assert_eq!(streak(&rules, &one, today), streak(&rules, &other, today));
        prop_assert_eq!(badge(&of, None, &one, now), badge(&of, None, &other, now));
    }

    /// Looking back once gives what somebody had who looked after every event.
    #[test]
    fn looking_back_gives_what_was_given_on_the_way(events in history(), count in 1..6_i64) {
        let of = badge_for(count);
        let rules = rules(1, 2);
        let (mut given, mut weeks): (Option<EarnedBadge>, Vec<KeptWeek>) = (None, Vec::new());
        let mut plain: Vec<Event> = standing(&events).into_iter().cloned().collect();
        plain.sort_by(|one, other| one.order().cmp(&other.order()));
        for known in 1..=plain.len() {
            let so_far = person(&plain[..known]);
            let now = badge(&of, None, &so_far, Timestamp::MAX);
            prop_assert!(given.is_none() || now == given, "what was given stays");
            given = now;
            let row = streak(&rules, &so_far, date(2027, 2, 3)).kept;
            prop_assert!(row.starts_with(&weeks));
            weeks = row;
        }
        let all = person(&events);
        prop_assert_eq!(badge(&of, None, &all, Timestamp::MAX), given);
        prop_assert_eq!(streak(&rules, &all, date(2027, 2, 3)).kept, weeks);
    }

    #[test]
    fn parts_of_a_challenge_sum_to_the_events_that_count(
        events in history(), from in 0..60_i64, days in 1..60_i64, wanted in 1..20_i64,
    ) {
        let template = template("lessons-together");
        let starts_on = date(2026, 10, 5).saturating_add(from.days());
        let goal = Goal {
            what: &template.what,
            starts_on,
            ends_on: starts_on.saturating_add((days - 1).days()),
            goal: wanted,
        };
        let part = |name: &str| {
            let is_known = |event: &&Event| {
                // Corrections are known to all, whoever they name.
                event.reverses.is_some() || event.member.as_ref().is_some_and(|of| of.0 == name)
            };
            let own: Vec<Event> = events.iter().filter(is_known).cloned().collect();
            counted(&goal, &own, &BERLIN)
        };
        let sum: i64 = PEOPLE.iter().map(|name| part(name)).sum();
        let naive = standing(&events)
            .into_iter()
            .filter(|event| event.kind == "lesson.finished")
            .filter(|event| (goal.starts_on..=goal.ends_on).contains(&day(event)))
            .count();
        prop_assert_eq!(usize::try_from(sum).unwrap(), naive);
        prop_assert_eq!(sum, counted(&goal, &events, &BERLIN));
        prop_assert_eq!(reached(&goal, &events, &BERLIN).is_some(), sum >= wanted);
    }
}
