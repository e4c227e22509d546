//! What keeps the installation healthy: reports of broken pages, counts for metrics, removal of what has run out.

use contract::ErrorReport;
use jiff::Timestamp;
use uuid::Uuid;

use crate::sessions::Limits;
use crate::{Db, Result, Tx};

/// Counts for metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub accounts: u64,
    pub active_members: u64,
    pub sessions: u64,
    pub mails_waiting: u64,
    pub mails_failed: u64,
    pub reset_requests: u64,
}

/// Rows that a sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub sessions: u64,
    pub links: u64,
    pub throttles: u64,
    pub answers: u64,
    pub error_reports: u64,
    pub mails: u64,
}

/// Keeps at most 4,000 characters of the message.
pub async fn insert_error_report(
    tx: &Tx,
    member: Option<Uuid>,
    report: &ErrorReport,
    now: Timestamp,
) -> Result<()> {
    unimplemented!()
}

pub async fn counts(db: &Db) -> Result<Counts> {
    unimplemented!()
}

/// Removes ended sessions, dead links, forgotten throttles, answers older than a day, sent mails older than 30 days and
/// error reports older than 90 days.
pub async fn sweep(tx: &Tx, limits: Limits, now: Timestamp) -> Result<Swept> {
    unimplemented!()
}
