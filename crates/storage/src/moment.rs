//! When something happens, and from where.

use jiff::Timestamp;
use uuid::{NoContext, Uuid};

use crate::entity::column::Moment;

/// The circumstances of a write that leaves a line in the audit log.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    pub now: Timestamp,
    /// The network address it came from; empty for the command line and for jobs.
    pub address: &'a str,
}

/// A fresh id that sorts by the time it stands for.
pub(crate) fn new_id(at: Timestamp) -> Uuid {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    let nanos = u32::try_from(at.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos))
}

impl Moment {
    /// RFC 3339 in UTC, as on the wire.
    pub(crate) fn rfc3339(self) -> String {
        self.0.to_string()
    }
}
