//! Facts from which home tells a person what waits for them.

use jiff::Timestamp;
use sea_orm::FromQueryResult;

use crate::db::row;
use crate::entity::column::Moment;
use crate::{AccountScope, Db, Error, Result, rewards};

/// The counts about others are zero for those who are not admins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingFacts {
    /// Invitations not yet accepted, those that have run out among them.
    pub open_invitations: u32,
    pub expired_invitations: u32,
    pub active_admins: u32,
    /// Active people without a team.
    pub members_without_team: u32,
    /// Requests for rewards that the person may decide on, and own ones that were fulfilled lately.
    pub requests_to_decide: u32,
    pub rewards_ready: u32,
    /// When the person who asks became active.
    pub joined_at: Timestamp,
}

pub async fn facts(db: &Db, scope: &AccountScope, now: Timestamp) -> Result<WaitingFacts> {
    let sql = "SELECT joined_at, created_at FROM member WHERE id = $1 AND account_id = $2";
    let values = [scope.member.into(), scope.account.into()];
    let own: Joined = row(db.reader(), sql, values)
        .await?
        .ok_or(Error::NotFound)?;
    let counted = if scope.is_admin {
        row(
            db.reader(),
            COUNTED,
            [scope.account.into(), now.as_microsecond().into()],
        )
        .await?
    } else {
        None
    };
    let counted: Counted = counted.unwrap_or_default();
    let rewards = rewards::ready(db, scope, now).await?;
    let small = |count: Option<i64>| u32::try_from(count.unwrap_or(0)).unwrap_or(u32::MAX);
    Ok(WaitingFacts {
        open_invitations: small(counted.invited),
        expired_invitations: small(counted.invited).saturating_sub(small(counted.valid)),
        active_admins: small(counted.admins),
        members_without_team: small(counted.without_team),
        requests_to_decide: small(Some(rewards.to_decide)),
        rewards_ready: small(Some(rewards.ready)),
        joined_at: own.joined_at.unwrap_or(own.created_at).0,
    })
}

#[derive(FromQueryResult)]
struct Joined {
    joined_at: Option<Moment>,
    created_at: Moment,
}

#[derive(Default, FromQueryResult)]
struct Counted {
    invited: Option<i64>,
    valid: Option<i64>,
    admins: Option<i64>,
    without_team: Option<i64>,
}

const COUNTED: &str = "
    SELECT
        (SELECT count(*) FROM member WHERE account_id = $1 AND status = 'invited') AS invited,
        (SELECT count(DISTINCT l.member_id) FROM link l JOIN member m ON m.id = l.member_id
         WHERE m.account_id = $1 AND m.status = 'invited' AND l.kind = 'invitation'
           AND l.used_at IS NULL AND l.expires_at > $2) AS valid,
        (SELECT count(*) FROM member
         WHERE account_id = $1 AND status = 'active' AND role = 'account_admin') AS admins,
        (SELECT count(*) FROM member
         WHERE account_id = $1 AND status = 'active' AND team IS NULL) AS without_team";
