//! Play that makes a company better at what it does: badges, streaks of working weeks, and goals that people reach together.
//!
//! All of it follows from the set of a person's events, as awards do: whatever the order in which they were reported, and however
//! late a badge was thought of, the same events give the same badges, weeks and parts of a goal. Nothing here ranks people.

mod badge;
mod challenge;
mod streak;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::event::Event;

pub use badge::{Because, EarnedBadge, badge};
pub use challenge::{
    ChallengeProblem, Goal, NewChallenge, begun_in, check_challenge, counted, reached,
};
pub use streak::{KeptWeek, Milestone, Streak, WeekState, monday, streak};

/// What play asks of one person.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// The person's own, in any order, those that came too late to count left out.
    pub events: &'a [Event],
    pub joined: Timestamp,
    /// The account's: days and weeks turn there.
    pub zone: &'a TimeZone,
}

#[cfg(test)]
mod tests;
