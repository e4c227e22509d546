//! Mails that wait to be sent, kept in the transaction of what they tell of.

use contract::{Locale, OutboxMail, Page};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{Db, PageRequest, Result, StaffScope, Tx};

#[derive(Clone, Debug)]
pub struct NewMail {
    pub to: String,
    pub locale: Locale,
    pub subject: String,
    pub body: String,
}

/// A mail that this process has to send.
#[derive(Clone, Debug)]
pub struct ClaimedMail {
    pub id: Uuid,
    pub to: String,
    pub locale: Locale,
    pub subject: String,
    pub body: String,
    /// Tries before this one.
    pub attempts: u32,
}

pub async fn enqueue(tx: &Tx, mail: &NewMail, now: Timestamp) -> Result<Uuid> {
    unimplemented!()
}

/// Takes up to `limit` mails that are due. Others leave them alone until `lease` has passed.
pub async fn claim_due(
    tx: &Tx,
    limit: u32,
    lease: SignedDuration,
    now: Timestamp,
) -> Result<Vec<ClaimedMail>> {
    unimplemented!()
}

pub async fn mark_sent(tx: &Tx, id: Uuid, now: Timestamp) -> Result<()> {
    unimplemented!()
}

/// Notes a failed try; the next is at `next_at`, or never when absent.
pub async fn mark_failed(tx: &Tx, id: Uuid, error: &str, next_at: Option<Timestamp>) -> Result<()> {
    unimplemented!()
}

/// All mails, newest first. Operators only.
pub async fn list(db: &Db, scope: &StaffScope, page: &PageRequest) -> Result<Page<OutboxMail>> {
    unimplemented!()
}
