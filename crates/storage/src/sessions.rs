//! Signed-in browsers.

use contract::SessionView;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{Db, Occasion, Result, Scope, TokenHash, Tx};

/// How long a session lives.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Without use.
    pub idle: SignedDuration,
    /// In any case.
    pub absolute: SignedDuration,
}

#[derive(Clone, Debug)]
pub struct NewSession {
    pub member: Uuid,
    pub token_hash: TokenHash,
    /// Cut to 300 characters.
    pub user_agent: String,
}

/// Starts a session of an active person and writes `signed_in` to the audit log.
pub async fn create(
    tx: &Tx,
    session: &NewSession,
    limits: Limits,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    unimplemented!()
}

/// Who holds the token, if its session still lives and its person is active. Notes the use at most once a minute, in the
/// background, so that a read stays a read.
pub async fn authenticate(
    db: &Db,
    token_hash: &TokenHash,
    limits: Limits,
    now: Timestamp,
) -> Result<Option<Scope>> {
    unimplemented!()
}

/// The person's own living sessions, the latest used first.
pub async fn list(
    db: &Db,
    scope: &Scope,
    limits: Limits,
    now: Timestamp,
) -> Result<Vec<SessionView>> {
    unimplemented!()
}

/// Ends one of the person's own sessions.
pub async fn end(tx: &Tx, scope: &Scope, id: Uuid, occasion: Occasion<'_>) -> Result<()> {
    unimplemented!()
}

/// Ends all of the person's sessions but the one that asks, and says how many.
pub async fn end_others(tx: &Tx, scope: &Scope, occasion: Occasion<'_>) -> Result<u64> {
    unimplemented!()
}

/// Signs out.
pub async fn end_current(tx: &Tx, scope: &Scope, occasion: Occasion<'_>) -> Result<()> {
    unimplemented!()
}
