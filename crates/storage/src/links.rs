//! Single-use links: invitations and password resets.

use contract::{LinkKind, LinkView, Locale};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Db, Occasion, Result, TokenHash, Tx};

/// What the person chose on the page of the link.
#[derive(Clone, Debug)]
pub struct Redemption {
    pub password_hash: String,
    /// For an invitation; ignored by a reset.
    pub name: Option<String>,
    /// For an invitation; ignored by a reset.
    pub locale: Option<Locale>,
}

/// Whose link it was.
#[derive(Clone, Debug)]
pub struct Redeemed {
    pub member: Uuid,
    pub account: Option<Uuid>,
    pub kind: LinkKind,
    pub email: String,
}

/// Makes the reset link of an active person; older ones die.
pub async fn issue_reset(
    tx: &Tx,
    member: Uuid,
    token_hash: &TokenHash,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    unimplemented!()
}

/// What the link is for, if it still works.
pub async fn inspect(db: &Db, token_hash: &TokenHash, now: Timestamp) -> Result<Option<LinkView>> {
    unimplemented!()
}

/// Uses the link up and sets the password. An invitation activates the person; a reset ends every session.
/// [`crate::Error::LinkExpired`] when it does not work any more, also for the second of two at once.
pub async fn redeem(
    tx: &Tx,
    token_hash: &TokenHash,
    redemption: &Redemption,
    occasion: Occasion<'_>,
) -> Result<Redeemed> {
    unimplemented!()
}
