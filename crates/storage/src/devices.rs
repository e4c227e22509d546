//! Browsers that a person has signed in with before: they are not slowed by a stranger's tries.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Db, Result, TokenHash, Tx};

/// Notes that the person signed in with this browser.
pub async fn remember(tx: &Tx, member: Uuid, device: &TokenHash, now: Timestamp) -> Result<()> {
    unimplemented!()
}

pub async fn is_known(db: &Db, member: Uuid, device: &TokenHash) -> Result<bool> {
    unimplemented!()
}
