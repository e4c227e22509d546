//! The account's tier: what was reached, how long it stays, and what is missing for more.
//!
//! A tier that was reached is a grant with an end, made by the version in force then. Later versions make their own grants
//! and end none, so that what was promised stays promised.

mod history;
mod level;
mod reach;
mod standing;
mod tracker;

use contract::Tier;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::Event;
use crate::money::Money;
use crate::programme::Dimension;

pub use history::TierChange;
pub use reach::{counts_whole_months, needed_since};
pub use standing::{Goal, GoalPart, Outlook, Standing, standing};
pub use tracker::Tracker;

/// What one event counts toward tiers, or several of a kind on one day together. What a correction took back is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub time: Timestamp,
    /// The event's kind.
    pub kind: String,
    /// How many events it stands for.
    pub events: i64,
    /// Points that the company and its people got for it.
    pub points: i64,
    pub money: Option<Money>,
}

/// A tier given by the vendor's staff for a time. It can lift an account and never lowers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    pub tier: Tier,
    pub from: Timestamp,
    /// The first moment at which it no longer holds.
    pub until: Timestamp,
}

/// A tier that an account has for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grant {
    pub tier: Tier,
    pub from: Timestamp,
    /// The end without grace.
    pub ends: Timestamp,
    /// The first moment at which the tier is no longer had.
    pub until: Timestamp,
    pub reason: GrantReason,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantReason {
    Reached {
        /// The one whose threshold was reached first.
        dimension: Dimension,
        /// Whose threshold it was.
        version: String,
    },
    Override,
}

impl Activity {
    pub fn of(event: &Event, points: i64) -> Self {
        Self {
            time: event.time,
            kind: event.kind.clone(),
            events: 1,
            points,
            money: event.data.money,
        }
    }
}

impl Grant {
    pub fn holds_at(&self, time: Timestamp) -> bool {
        self.from <= time && time < self.until
    }
}

#[cfg(test)]
mod tests;
