//! When something happens, and from where.

use jiff::Timestamp;

/// The circumstances of a write that leaves a line in the audit log.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    pub now: Timestamp,
    /// The network address it came from; empty for the command line and for jobs.
    pub address: &'a str,
}
