//! Requests for a password reset, put down alike for known and unknown addresses and worked off later by a job, so that
//! the answer and its time tell nothing.

use contract::Locale;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{Result, Tx};

#[derive(Clone, Debug)]
pub struct ResetRequest {
    pub id: Uuid,
    pub email: String,
    /// The language of the page it was asked on.
    pub locale: Locale,
    pub created_at: Timestamp,
}

pub async fn add(tx: &Tx, email: &str, locale: Locale, now: Timestamp) -> Result<()> {
    unimplemented!()
}

/// Takes the oldest request that nobody works on. After `lease` another may take it.
pub async fn claim_next(
    tx: &Tx,
    now: Timestamp,
    lease: SignedDuration,
) -> Result<Option<ResetRequest>> {
    unimplemented!()
}

/// Removes the request. [`crate::Error::NotFound`] when another process has finished it: then nothing may be sent.
pub async fn finish(tx: &Tx, id: Uuid) -> Result<()> {
    unimplemented!()
}
