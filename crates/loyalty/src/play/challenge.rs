//! Challenges: a goal that the people of a company reach together within some days.
//!
//! What counts are the events of those who take part, between the first and the last day, whenever they joined and whenever the
//! events were reported. Nobody can lose one; one that is not reached simply ends.

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::earning::in_order;
use crate::event::Event;
use crate::programme::calendar::day_of;
use crate::programme::{ChallengeTemplate, What};

/// How far ahead a challenge can be set, in days.
const LONGEST_AHEAD: i64 = 366;

/// What an account admin asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewChallenge {
    /// The first and the last day, in the account's zone.
    pub starts_on: Date,
    pub ends_on: Date,
    pub goal: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChallengeProblem {
    EndsBeforeItStarts,
    /// The last day is over.
    Over,
    /// It would begin further ahead than anyone plans.
    TooFarAhead,
    /// Fewer days than the template asks for, or more.
    TooShort,
    TooLong,
    /// A goal below what the template asks for, or above.
    GoalTooLow,
    GoalTooHigh,
}

/// What is counted, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Goal<'a> {
    pub what: &'a What,
    pub starts_on: Date,
    pub ends_on: Date,
    pub goal: i64,
}

/// Everything that keeps the challenge from being made. `today` is a day of the account's.
pub fn check_challenge(
    template: &ChallengeTemplate,
    new: &NewChallenge,
    today: Date,
) -> Vec<ChallengeProblem> {
    let mut problems = Vec::new();
    if new.ends_on < new.starts_on {
        problems.push(ChallengeProblem::EndsBeforeItStarts);
    } else {
        let last = |days: u16| new.starts_on.saturating_add((i64::from(days) - 1).days());
        if new.ends_on < last(template.least_days) {
            problems.push(ChallengeProblem::TooShort);
        }
        if new.ends_on > last(template.most_days) {
            problems.push(ChallengeProblem::TooLong);
        }
        if new.ends_on < today {
            problems.push(ChallengeProblem::Over);
        }
        if new.starts_on > today.saturating_add(LONGEST_AHEAD.days()) {
            problems.push(ChallengeProblem::TooFarAhead);
        }
    }
    if new.goal < template.least_goal {
        problems.push(ChallengeProblem::GoalTooLow);
    }
    if new.goal > template.most_goal {
        problems.push(ChallengeProblem::GoalTooHigh);
    }
    problems
}

/// How many of the days begin in the year: what `most_per_year` of a template counts.
pub fn begun_in(year: i16, starts: impl IntoIterator<Item = Date>) -> usize {
    starts.into_iter().filter(|day| day.year() == year).count()
}

/// How much of the goal the events are.
pub fn counted(goal: &Goal<'_>, events: &[Event], zone: &TimeZone) -> i64 {
    let count = in_order(events)
        .into_iter()
        .filter(|event| goal.counts(event, zone))
        .count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The event with which the goal was reached, among the events of all who take part.
pub fn reached<'e>(goal: &Goal<'_>, events: &'e [Event], zone: &TimeZone) -> Option<&'e Event> {
    let before = usize::try_from(goal.goal - 1).ok()?;
    in_order(events)
        .into_iter()
        .filter(|event| goal.counts(event, zone))
        .nth(before)
}

impl Goal<'_> {
    fn counts(&self, event: &Event, zone: &TimeZone) -> bool {
        let day = day_of(event.time, zone);
        self.starts_on <= day && day <= self.ends_on && self.what.admits(event)
    }
}
