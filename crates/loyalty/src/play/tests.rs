//! Single cases of badges, streaks and challenges; `properties` has what always holds.

use jiff::civil::{Date, date};

use super::*;
use crate::earning;
use crate::fixture::{berlin, correction, event};
use crate::programme::{Badge, BadgeCondition, ChallengeTemplate, Programme, StreakRules, check};

mod properties;
mod weeks;

pub(super) fn programme() -> Programme {
    let text = include_str!("../../../../program/2026-09-kizuna.toml");
    let (programme, problems) = check("2026-09-kizuna.toml", text);
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    programme.unwrap_or_else(|| panic!("{}", told.join("\n")))
}

fn at(time: &str) -> Timestamp {
    time.parse().expect("is a time")
}

fn template(id: &str) -> ChallengeTemplate {
    programme().challenge(id).expect("is there").clone()
}

fn earned(id: &str, events: &[Event], now: &str) -> Option<EarnedBadge> {
    let programme = programme();
    let person = Person {
        events,
        joined: at("2025-11-29T23:30:00Z"),
        zone: &berlin(),
    };
    let of = programme.badge(id).expect("is there");
    badge(of, programme.streak.as_ref(), &person, at(now))
}

const NOW: &str = "2026-11-29T12:00:00Z";

fn votes(count: usize) -> Vec<Event> {
    let vote = |n: usize| {
        let time = format!("2026-03-{:02}T09:00:00Z", n + 1);
        event(&format!("v{n}"), "article.voted", "aiko", &time)
    };
    (0..count).map(vote).collect()
}

#[test]
fn a_badge_names_the_event_that_was_the_last_needed() {
    assert_eq!(earned("five-votes", &votes(4), NOW), None);
    let events = votes(7);
    let given = earned("five-votes", &events, NOW).expect("five are enough");
    assert_eq!(given.because, Because::Event(events[4].reference()));
    assert_eq!(given.at, events[4].time);
}

#[test]
fn a_correction_moves_the_badge_or_takes_it_and_leaves_others_alone() {
    let mut events = votes(6);
    events.push(event("a", "article.read", "aiko", "2026-04-01T09:00:00Z"));
    let first = earned("first-article", &events, NOW);
    events.push(correction("c1", &events[1], "2026-05-01T09:00:00Z"));
    let moved = earned("five-votes", &events, NOW).expect("five are left");
    assert_eq!(moved.because, Because::Event(events[5].reference()));
    events.push(correction("c2", &events[2], "2026-05-02T09:00:00Z"));
    assert_eq!(earned("five-votes", &events, NOW), None);
    assert_eq!(earned("first-article", &events, NOW), first);
}

#[test]
fn a_year_together_is_counted_in_the_companys_zone() {
    // Half an hour before midnight in London is the next day in Berlin.
    let since = date(2025, 11, 30);
    assert_eq!(earned("year-together", &[], "2026-11-29T22:59:59Z"), None);
    let given = earned("year-together", &[], "2026-11-29T23:00:00Z").expect("the year is full");
    assert_eq!(given.because, Because::Together(since));
    assert_eq!(given.at, at("2026-11-29T23:00:00Z"));
}

#[test]
fn filters_decide_what_counts() {
    let mut advanced = programme().badge("ten-lessons").expect("is there").clone();
    let BadgeCondition::Events { what, count } = &mut advanced.condition else {
        panic!("counts events");
    };
    *count = 1;
    what.filters = vec![crate::programme::Filter::Equals {
        field: "level".to_owned(),
        value: crate::Attribute::Text("advanced".to_owned()),
    }];
    let judge = |events: &[Event]| {
        let person = Person {
            events,
            joined: at(NOW),
            zone: &berlin(),
        };
        badge(&advanced, None, &person, at(NOW)).is_some()
    };
    let mut lesson = event("l", "lesson.finished", "aiko", "2026-03-02T09:00:00Z");
    assert!(!judge(&[lesson.clone()]));
    lesson.data = crate::EventData::parse(&serde_json::json!({ "level": "advanced" })).unwrap();
    assert!(judge(&[lesson]));
}

#[test]
fn a_challenge_is_checked_before_it_begins() {
    let today = date(2026, 11, 29);
    let problems = |starts_on: Date, ends_on: Date, goal: i64| {
        let new = NewChallenge {
            starts_on,
            ends_on,
            goal,
        };
        check_challenge(&template("lessons-together"), &new, today)
    };
    let (december, end) = (date(2026, 12, 1), date(2026, 12, 31));
    assert_eq!(problems(december, end, 200), []);
    assert_eq!(
        problems(end, december, 200),
        [ChallengeProblem::EndsBeforeItStarts]
    );
    assert_eq!(
        problems(december, date(2026, 12, 6), 200),
        [ChallengeProblem::TooShort]
    );
    assert_eq!(
        problems(december, date(2027, 3, 3), 200),
        [ChallengeProblem::TooLong]
    );
    assert_eq!(
        problems(date(2026, 11, 1), date(2026, 11, 28), 4),
        [ChallengeProblem::Over, ChallengeProblem::GoalTooLow]
    );
    assert_eq!(
        problems(date(2028, 1, 1), date(2028, 1, 31), 5_001),
        [ChallengeProblem::TooFarAhead, ChallengeProblem::GoalTooHigh]
    );
    // It may have begun already: then it looks back.
    assert_eq!(problems(date(2026, 11, 1), today, 200), []);
}

#[test]
fn a_challenge_counts_its_days_in_the_companys_zone() {
    let template = template("lessons-together");
    let goal = Goal {
        what: &template.what,
        starts_on: date(2026, 10, 25),
        ends_on: date(2026, 10, 31),
        goal: 2,
    };
    let lesson = |id: &str, time: &str| event(id, "lesson.finished", "aiko", time);
    let events = [
        lesson("before", "2026-10-24T21:59:59Z"),
        lesson("first", "2026-10-24T22:00:00Z"),
        lesson("last", "2026-10-31T22:59:59Z"),
        lesson("after", "2026-10-31T23:00:00Z"),
        event("other", "product.used", "aiko", "2026-10-28T10:00:00Z"),
    ];
    assert_eq!(counted(&goal, &events, &berlin()), 2);
    let last = reached(&goal, &events, &berlin()).expect("two are enough");
    assert_eq!(last.id, "last");
    let more = Goal { goal: 3, ..goal };
    assert_eq!(reached(&more, &events, &berlin()), None);
}

#[test]
fn the_worth_of_play_stands_in_the_rules() {
    let programme = programme();
    // A rule that looks at kept streaks gives them their worth; without one they are their own reward.
    assert_eq!(programme.streak_points(), 0);
    let text = include_str!("../../../../program/2026-09-kizuna.toml");
    let rule = text.replacen("event = \"survey.answered\"", "event = \"streak.kept\"", 1);
    let (paying, _) = check("2026-09-kizuna.toml", &rule);
    assert_eq!(paying.expect("is right").streak_points(), 50);
    assert_eq!(programme.challenge_points("lessons-together"), 300);
    let mut reached = event("r", "challenge.reached", "", "2026-10-05T09:00:00Z");
    reached.member = None;
    let versions = crate::Versions::new(vec![programme]);
    let awards = earning::recompute(&versions, &[reached], &[], &berlin());
    let given: Vec<_> = awards
        .iter()
        .map(|award| (award.points, &award.recipient))
        .collect();
    assert_eq!(given, [(300, &earning::Recipient::Account)]);
}

/// The rules of a streak that the cases of weeks change.
pub(super) fn rules(days: u16, freezes: u16) -> StreakRules {
    StreakRules {
        days,
        freezes,
        ..programme().streak.expect("is there")
    }
}

/// A badge for as many events as are asked for.
pub(super) fn badge_for(count: i64) -> Badge {
    let mut badge = programme().badge("ten-lessons").expect("is there").clone();
    if let BadgeCondition::Events { count: of, .. } = &mut badge.condition {
        *of = count;
    }
    badge
}
