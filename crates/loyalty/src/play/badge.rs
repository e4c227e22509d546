//! Badges: given once to a person, from what the person did.
//!
//! A badge follows from events that stand. When a correction takes one of them back, the badge is judged by those that are left:
//! it moves to a later event, or goes. Badges that the event had nothing to do with stay untouched.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::{Person, streak};
use crate::earning::in_order;
use crate::event::EventRef;
use crate::programme::calendar::{day_of, start_of};
use crate::programme::{Badge, BadgeCondition, StreakRules};

/// When a badge was earned, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarnedBadge {
    pub at: Timestamp,
    pub because: Because,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The event that made them enough.
    Event(EventRef),
    /// Together since the day.
    Together(Date),
    /// The week, by its Monday, that made them so many in a row.
    Streak(Date),
}

/// Whether the person has earned the badge by `now`.
pub fn badge(
    badge: &Badge,
    rules: Option<&StreakRules>,
    person: &Person<'_>,
    now: Timestamp,
) -> Option<EarnedBadge> {
    match &badge.condition {
        BadgeCondition::Events { what, count } => {
            let before = usize::try_from(count - 1).ok()?;
            let mut events = in_order(person.events)
                .into_iter()
                .filter(|event| what.admits(event));
            events.nth(before).map(|event| EarnedBadge {
                at: event.time,
                because: Because::Event(event.reference()),
            })
        }
        BadgeCondition::Together { months } => {
            let since = day_of(person.joined, person.zone);
            let day = since.saturating_add(i32::from(*months).months());
            let at = start_of(day, person.zone);
            (at <= now).then_some(EarnedBadge {
                at,
                because: Because::Together(since),
            })
        }
        BadgeCondition::Streak { weeks } => {
            let row = streak(rules?, person, day_of(now, person.zone));
            row.reached(*weeks).map(|week| EarnedBadge {
                at: week.at,
                because: Because::Streak(week.monday),
            })
        }
    }
}
