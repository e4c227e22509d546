//! How often anybody may be asked, over all surveys together.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::{Contact, ContactKind};

/// One for the whole portal. Days are 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ContactLimit {
    pub days_after_asked: u16,
    pub days_after_not_now: u16,
}

/// How long a limit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", content = "at", rename_all = "snake_case")]
pub enum Until {
    Moment(Timestamp),
    Never,
}

impl Default for ContactLimit {
    fn default() -> Self {
        Self {
            days_after_asked: 90,
            days_after_not_now: 30,
        }
    }
}

impl ContactLimit {
    /// What each contact forbids, and until when. "Never" holds until "again" is recorded after it, in the order in which they
    /// were recorded; of the same moment, the later in the list counts.
    pub(super) fn holds(self, history: &[Contact]) -> impl Iterator<Item = (ContactKind, Until)> {
        let wish = history
            .iter()
            .filter(|contact| matches!(contact.kind, ContactKind::Never | ContactKind::Again))
            .max_by_key(|contact| contact.at)
            .filter(|contact| contact.kind == ContactKind::Never)
            .map(|contact| (contact.kind, Until::Never));
        let timed = history.iter().filter_map(move |contact| {
            let days = match contact.kind {
                ContactKind::Asked => self.days_after_asked,
                ContactKind::NotNow => self.days_after_not_now,
                ContactKind::Never | ContactKind::Again | ContactKind::Answered => return None,
            };
            Some((contact.kind, Until::Moment(days_after(contact.at, days))))
        });
        wish.into_iter().chain(timed)
    }
}

/// The moment so many days of 24 hours later.
pub(super) fn days_after(time: Timestamp, days: u16) -> Timestamp {
    time.checked_add(SignedDuration::from_hours(24 * i64::from(days)))
        .unwrap_or(Timestamp::MAX)
}
