//! What one version owes to the one before: never a change in force, always the notice that was promised.
//!
//! That no other version takes what was earned needs no check here: awards, tiers and expiry follow the version in force when
//! they were earned. Only the end of the programme reaches them, and must leave them their time.

use diagnostic::{Diagnostic, Source};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;
use toml::de::DeTable;

use super::Programme;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SuccessionProblem {
    #[error(
        "this version is in force since {since} and can no longer change; what changes needs a new version"
    )]
    ChangedInForce { since: Date },
    #[error("the version starts on {start}, not after the one before, {previous}")]
    NotAfter { start: Date, previous: Date },
    #[error(
        "{days} days of notice were promised: the version can start on {earliest} at the earliest"
    )]
    ShortNotice { days: u16, earliest: Date },
    #[error("{days} days of notice were promised: earning can end on {earliest} at the earliest")]
    EndsEarly { days: u16, earliest: Date },
    #[error(
        "points must be good until {earliest} at least: as long as was promised when they were earned, and {days} days after earning ends"
    )]
    TakesPoints { days: u16, earliest: Date },
    #[error("the programme ends with the version before; after it there is none")]
    AfterTheEnd,
}

/// All that keeps `next` from following `previous`, when members see it for the first time on `today`.
///
/// Given the same version twice, it tells whether the second text may still replace the first.
pub fn check_succession(
    previous: &Programme,
    next: &Programme,
    today: Date,
) -> Vec<SuccessionProblem> {
    if previous == next {
        return Vec::new();
    }
    if previous.version == next.version && previous.valid_from <= today {
        return vec![SuccessionProblem::ChangedInForce {
            since: previous.valid_from,
        }];
    }
    let mut problems = Vec::new();
    let is_replacement = previous.version == next.version;
    if !is_replacement && next.valid_from <= previous.valid_from {
        problems.push(SuccessionProblem::NotAfter {
            start: next.valid_from,
            previous: previous.valid_from,
        });
    }
    if !is_replacement && previous.ends.is_some() {
        problems.push(SuccessionProblem::AfterTheEnd);
    }
    let days = previous.notice_days;
    let notice = i64::from(days).days();
    let earliest = today.saturating_add(notice);
    if next.valid_from < earliest {
        problems.push(SuccessionProblem::ShortNotice { days, earliest });
    }
    if let Some(ends) = next.ends {
        // The last day that earns may be the day before the version starts.
        let last = earliest.saturating_sub(1.day());
        if ends.earning_until < last {
            problems.push(SuccessionProblem::EndsEarly {
                days,
                earliest: last,
            });
        }
        let earliest = spendable_until(previous, next, ends.earning_until);
        if ends.redeeming_until < earliest {
            problems.push(SuccessionProblem::TakesPoints { days, earliest });
        }
    }
    problems
}

/// How long points must be good at least when the programme ends.
fn spendable_until(previous: &Programme, next: &Programme, earning_until: Date) -> Date {
    let after_notice = earning_until.saturating_add(i64::from(previous.notice_days).days());
    let last_earned = next.valid_from.saturating_sub(1.day());
    previous.expiry.map_or(after_notice, |expiry| {
        expiry.last_day(last_earned).max(after_notice)
    })
}

impl SuccessionProblem {
    pub(super) fn is_about_notice(&self) -> bool {
        matches!(
            self,
            Self::ShortNotice { .. } | Self::EndsEarly { .. } | Self::TakesPoints { .. }
        )
    }

    /// The problem at its place in the file of the later version.
    pub fn diagnostic(&self, file: &str, text: &str) -> Diagnostic {
        let (root, _) = DeTable::parse_recoverable(text);
        let field = match self {
            Self::EndsEarly { .. } | Self::TakesPoints { .. } => "ends",
            _ => "valid_from",
        };
        let place = root
            .get_ref()
            .get_key_value(field)
            .map_or(0, |(key, _)| key.span().start);
        Source { file, text }.error(place, "succession", self.to_string())
    }
}

#[cfg(test)]
mod tests;
