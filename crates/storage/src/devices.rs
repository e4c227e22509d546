//! Browsers that a person has signed in with before: they are not slowed by a stranger's tries.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{execute, number};
use crate::{Db, Result, TokenHash, Tx};

/// Notes that the person signed in with this browser.
pub async fn remember(tx: &Tx, member: Uuid, device: &TokenHash, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO device (member_id, token_hash, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    let values = [
        member.into(),
        device.to_vec().into(),
        now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

pub async fn is_known(db: &Db, member: Uuid, device: &TokenHash) -> Result<bool> {
    let sql = "SELECT count(*) FROM device WHERE member_id = $1 AND token_hash = $2";
    Ok(number(db.reader(), sql, [member.into(), device.to_vec().into()]).await? > 0)
}
