//! Who is in the sample of a wave, and on which of its days each is asked.
//!
//! Both follow from one hash of survey, wave, account and member: the same question always gets the same answer, in any
//! process, and who was left out of one wave is drawn anew in the next.

use contract::{AccountId, MemberId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

use crate::calendar::{days_later, start_of};
use crate::definition::{Survey, Wave};

/// Those of an account from whom the sample is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The account's members who belonged to the audience when the wave began. Whoever joins later waits for the next wave, so
    /// that nobody who was drawn is pushed out.
    pub members: Vec<MemberId>,
    /// How many *others* of the account the wave has asked already. When people leave, those who move up do not make it more
    /// than the sampled part. It must be counted where the asking is recorded, under the same lock.
    pub others_asked: usize,
}

/// A member's lot in a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Draw {
    /// The lowest of an account are its sample.
    order: u64,
    /// Decides the day.
    day: u64,
}

pub fn draw(survey: &Survey, wave: Wave, account: &AccountId, member: &MemberId) -> Draw {
    let mut hash = Sha256::new();
    let first_day = wave.from.to_string();
    for part in [
        survey.id.as_str(),
        first_day.as_str(),
        account.0.as_str(),
        member.0.as_str(),
    ] {
        // With its length before it, no part can pass for two.
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let number = |at: usize| {
        digest[at..at + 8]
            .iter()
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    };
    Draw {
        order: number(0),
        day: number(8),
    }
}

impl Draw {
    /// From when on in the wave the member may be asked. A part of the days is left at the end for those who come late.
    pub fn opens(self, survey: &Survey, wave: Wave, zone: &TimeZone) -> Timestamp {
        let days = survey
            .spread_days
            .unwrap_or_else(|| wave.days())
            .clamp(1, wave.days());
        let day = u16::try_from(self.day % u64::from(days)).unwrap_or_default();
        start_of(days_later(wave.from, day), zone)
    }
}

/// Whether the member is in the account's sample. Who is not in the frame is not.
pub(super) fn is_sampled(
    survey: &Survey,
    wave: Wave,
    account: &AccountId,
    member: &MemberId,
    frame: &Frame,
) -> bool {
    if !frame.members.contains(member) {
        return false;
    }
    let own = (draw(survey, wave, account, member), member);
    let before = frame
        .members
        .iter()
        .filter(|other| (draw(survey, wave, account, other), *other) < own)
        .count();
    before < survey.sample.quota(frame.members.len())
}
