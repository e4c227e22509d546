//! That somebody's seat changed: a row that the copies in memory and the open pages of every process follow.

use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::db::{execute, rows};
use crate::{Result, Tx};

/// Notes that a person came, went, changed the name or the team, or is shown otherwise. To be called before the person's row is
/// locked: the account comes first everywhere.
pub(crate) async fn note_person(tx: &Tx, account: Uuid, member: Uuid) -> Result<()> {
    note(tx, account, Some(member)).await
}

/// Notes that something changed about the whole board of a company.
pub(crate) async fn note_all(tx: &Tx, account: Uuid) -> Result<()> {
    note(tx, account, None).await
}

async fn note(tx: &Tx, account: Uuid, member: Option<Uuid>) -> Result<()> {
    // Positions follow one another in the order of the commits, so that who reads up to one has read all before it.
    if tx.connection().get_database_backend() == sea_orm::DbBackend::Postgres {
        let lock = "SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE";
        execute(tx.connection(), lock, [account.into()]).await?;
    }
    let sql = "
        INSERT INTO board_change (account_id, position, member_id)
        SELECT a.id, 1 + coalesce((SELECT max(c.position) FROM board_change c WHERE c.account_id = a.id), 0), $2
        FROM account a WHERE a.id = $1";
    execute(tx.connection(), sql, [account.into(), member.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    member_id: Option<Uuid>,
}

/// Whom the changes after `from` up to `to` are about; nothing when one of them is about all.
pub(super) async fn changed(
    connection: &impl ConnectionTrait,
    account: Uuid,
    (from, to): (i64, i64),
) -> Result<Option<Vec<Uuid>>> {
    let sql = "
        SELECT DISTINCT member_id FROM board_change WHERE account_id = $1 AND position > $2 AND position <= $3";
    let values = [account.into(), from.into(), to.into()];
    let found: Vec<Row> = rows(connection, sql, values).await?;
    Ok(found.into_iter().map(|row| row.member_id).collect())
}
