//! Facts from which home tells a person what waits for them.

use jiff::Timestamp;

use crate::{AccountScope, Db, Result};

/// The counts about others are zero for those who are not admins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingFacts {
    /// Invitations neither accepted nor run out.
    pub open_invitations: u32,
    pub expired_invitations: u32,
    pub active_admins: u32,
    /// Active people without a team.
    pub members_without_team: u32,
    /// When the person who asks became active.
    pub joined_at: Timestamp,
}

pub async fn facts(db: &Db, scope: &AccountScope, now: Timestamp) -> Result<WaitingFacts> {
    unimplemented!()
}
