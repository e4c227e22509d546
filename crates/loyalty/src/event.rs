//! Facts from outside: a purchase, a finished lesson, a working day.
//!
//! An event is never changed. It says what happened and knows nothing of points: what it is worth is the programme's word.

mod data;

use contract::{AccountId, MemberId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use data::{Attribute, DataError, DataProblem, EventData, ProductLine};

/// A fact from outside, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Unique within the source.
    pub id: String,
    /// The system that reported it.
    pub source: String,
    /// What kind of thing happened, such as `purchase.completed`.
    pub kind: String,
    pub account: AccountId,
    /// The person who did it; none when it is the company's.
    pub member: Option<MemberId>,
    /// When it happened, not when it was reported.
    pub time: Timestamp,
    /// A correction: this event takes back all that the other one brought.
    pub reverses: Option<EventRef>,
    pub data: EventData,
}

/// Names one event among all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventRef {
    pub source: String,
    pub id: String,
}

impl Event {
    pub fn reference(&self) -> EventRef {
        EventRef {
            source: self.source.clone(),
            id: self.id.clone(),
        }
    }

    /// Events in the one order in which they count, however they arrived: by time, then source, then id.
    pub fn order(&self) -> (Timestamp, &str, &str) {
        (self.time, &self.source, &self.id)
    }
}
