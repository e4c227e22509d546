//! Whether a member may be asked now, why, and if not, from when at the earliest.
//!
//! Limits are reckoned in days of 24 hours between moments as they were recorded, so that no zone and no change of clocks
//! shortens one. A clock that was set back finds its last contact in the future and asks nobody until it has passed.

mod limit;
mod sample;
mod verdict;

use contract::{AccountId, MemberId, Persona, Tier};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::definition::{Page, Survey, Wave};

pub use limit::{ContactLimit, Until};
pub use sample::{Draw, Frame, draw};
pub use verdict::{Because, Earliest, Verdict, WhyNot, earliest, may_ask};

/// What is known of who could be asked.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub member: &'a MemberId,
    pub account: &'a AccountId,
    pub joined: Timestamp,
    pub persona: Option<Persona>,
    pub tier: Tier,
    pub customer_since: Date,
    pub zone: &'a TimeZone,
    /// Over all surveys, in any order.
    pub history: &'a [Contact],
}

/// Something that happened between a member and a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub survey: String,
    /// As [`recorded_at`] says.
    pub at: Timestamp,
    pub kind: ContactKind,
}

/// Not now, never and answered are three different things, and each comes after having been asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    Asked,
    NotNow,
    /// No survey is to ask this member again, until the member takes it back.
    Never,
    /// A later word than [`Self::Never`]: the member wants to be asked again.
    Again,
    Answered,
}

/// What the member is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// 1 for the first visit.
    pub visit: u32,
    pub page: Page,
    pub task: Option<Task>,
}

/// What must not be interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    Typing,
    Redeeming,
    OpenDialog,
}

/// The question that is asked: a survey in one of its waves, to an account's sample.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub survey: &'a Survey,
    pub limit: ContactLimit,
    /// Of the wave that is open; empty while none is.
    pub frame: &'a Frame,
}

/// The moment under which a contact is kept: never before one that is kept already, whatever the clock says.
pub fn recorded_at(history: &[Contact], now: Timestamp) -> Timestamp {
    history
        .iter()
        .map(|contact| contact.at)
        .fold(now, Timestamp::max)
}

impl Asked<'_> {
    /// Whether the survey has asked in the wave.
    fn was_asked_in(&self, survey: &Survey, wave: Wave) -> bool {
        self.history.iter().any(|contact| {
            contact.survey == survey.id
                && contact.kind == ContactKind::Asked
                && wave.begins(self.zone) <= contact.at
                && contact.at < wave.ends(self.zone)
        })
    }
}

#[cfg(test)]
mod tests;
