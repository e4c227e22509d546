//! Working weeks: ends of years, changes of the clock, weekends and freezes.

use jiff::ToSpan as _;

use super::*;

fn used(day: Date) -> Event {
    let time = format!("{day}T09:00:00Z");
    event(&day.to_string(), "product.used", "aiko", &time)
}

fn row(rules: &StreakRules, events: &[Event], today: Date) -> Streak {
    let person = Person {
        events,
        joined: at("2024-01-01T00:00:00Z"),
        zone: &berlin(),
    };
    streak(rules, &person, today)
}

/// One Tuesday a week, so many weeks from the day on.
fn tuesdays(first: Date, weeks: i64) -> Vec<Event> {
    (0..weeks)
        .map(|week| used(first.saturating_add(week.weeks())))
        .collect()
}

#[test]
fn weeks_go_on_across_the_end_of_a_year() {
    // 2026 has 53 weeks: the last ends on Sunday, 3 January 2027.
    let events = tuesdays(date(2026, 12, 15), 5);
    let row = row(&rules(1, 0), &events, date(2027, 1, 14));
    assert_eq!((row.weeks, row.longest), (5, 5));
    let mondays: Vec<String> = row
        .kept
        .iter()
        .map(|week| week.monday.to_string())
        .collect();
    assert_eq!(mondays[2..4], ["2026-12-28", "2027-01-04"]);
}

#[test]
fn a_week_that_was_missed_takes_a_freeze_and_makes_the_row_no_longer() {
    let mut events = tuesdays(date(2026, 7, 7), 3);
    events.extend(tuesdays(date(2026, 8, 11), 2));
    let today = date(2026, 8, 21);
    let kept = row(&rules(1, 2), &events, today);
    assert_eq!((kept.weeks, kept.longest, kept.freezes_left), (5, 5, 0));
    assert_eq!(kept.frozen, [date(2026, 7, 27), date(2026, 8, 3)]);
    assert_eq!(kept.week(date(2026, 7, 27)), WeekState::Frozen);
    let ended = row(&rules(1, 1), &events, today);
    assert_eq!((ended.weeks, ended.longest), (2, 3));
    // A freeze that would not have been enough is not spent.
    assert_eq!((ended.frozen.len(), ended.freezes_left), (0, 1));
}

#[test]
fn freezes_come_anew_with_the_year() {
    let mut events = tuesdays(date(2026, 12, 15), 1);
    // The weeks of 21 and 28 December 2026 and of 4 January 2027 are missed.
    events.extend(tuesdays(date(2027, 1, 12), 1));
    let kept = row(&rules(1, 2), &events, date(2027, 1, 14));
    assert_eq!((kept.weeks, kept.freezes_left), (2, 1));
    assert_eq!(row(&rules(1, 1), &events, date(2027, 1, 14)).weeks, 1);
}

#[test]
fn a_weekend_counts_for_nothing_and_ends_nothing() {
    let mut events = tuesdays(date(2026, 11, 10), 2);
    events.push(used(date(2026, 11, 28)));
    let saturday = row(&rules(1, 0), &events, date(2026, 11, 28));
    assert_eq!((saturday.weeks, saturday.is_this_week_kept), (2, false));
    let monday = date(2026, 11, 30);
    assert_eq!(row(&rules(1, 0), &events, monday).weeks, 0);
}

#[test]
fn a_week_may_ask_for_several_days() {
    let monday = date(2026, 11, 9);
    let days = |of: &[i64]| -> Vec<Event> {
        of.iter()
            .map(|day| used(monday.saturating_add(day.days())))
            .collect()
    };
    let needs = rules(3, 0);
    assert_eq!(row(&needs, &days(&[0, 1]), monday).longest, 0);
    let kept = row(&needs, &days(&[0, 1, 4]), monday);
    assert_eq!(kept.kept[0].at, at("2026-11-13T09:00:00Z"));
}

#[test]
fn monday_begins_at_midnight_of_the_zone_also_when_clocks_change() {
    // In Berlin summer time ended on 25 October 2026: Monday began at 23:00 of UTC's Sunday.
    let sunday = event("s", "product.used", "aiko", "2026-10-25T22:59:59Z");
    let monday = event("m", "product.used", "aiko", "2026-10-25T23:00:00Z");
    let today = date(2026, 10, 26);
    assert_eq!(row(&rules(1, 0), &[sunday], today).weeks, 0);
    let kept = row(&rules(1, 0), &[monday], today);
    assert_eq!((kept.weeks, kept.kept[0].monday), (1, today));
}

#[test]
fn what_a_row_is_worth_is_capped_by_the_year() {
    let events = tuesdays(date(2026, 1, 6), 52);
    let needs = rules(1, 0);
    let kept = row(&needs, &events, date(2026, 12, 31));
    let worth = kept.milestones(&needs);
    assert_eq!((kept.weeks, worth.len()), (52, 6));
    assert!(worth.iter().all(|milestone| milestone.weeks % 4 == 0));
    assert_eq!(kept.reached(8).expect("is long enough").weeks, 8);
}
