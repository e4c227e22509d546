//! What home tells of redemptions.

use jiff::{SignedDuration, Timestamp};
use sea_orm::FromQueryResult;

use crate::db::row;
use crate::{AccountScope, Db, Result};

/// How long a fulfilled reward is news.
const NEWS_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Ready {
    /// Requests that this person may decide on.
    pub to_decide: i64,
    /// Own ones that were fulfilled lately.
    pub ready: i64,
}

pub(crate) async fn ready(db: &Db, scope: &AccountScope, now: Timestamp) -> Result<Ready> {
    let sql = "
        SELECT
            (SELECT count(*) FROM redemption
             WHERE account_id = $1 AND state = 'waiting' AND member_id <> $2 AND runs_out_at > $3) AS to_decide,
            (SELECT count(*) FROM redemption
             WHERE member_id = $2 AND state = 'fulfilled' AND fulfilled_at >= $4) AS ready";
    let values = [
        scope.account.into(),
        scope.member.into(),
        now.as_microsecond().into(),
        (now - NEWS_FOR).as_microsecond().into(),
    ];
    let found: Option<Ready> = row(db.reader(), sql, values).await?;
    let found = found.unwrap_or_default();
    Ok(Ready {
        to_decide: if scope.is_admin { found.to_decide } else { 0 },
        ..found
    })
}
