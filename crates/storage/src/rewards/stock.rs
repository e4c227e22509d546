//! How many of each reward are gone. The row is the lock in which companies that want the last one wait for each other.

use std::collections::BTreeMap;

use sea_orm::FromQueryResult;

use crate::db::{execute, for_update, row};
use crate::{Result, Tx};

#[derive(FromQueryResult)]
struct TakenRow {
    taken: i64,
}

/// Locks the stock of a reward until the transaction ends, and says how many are gone. The account's head is locked before.
pub(super) async fn lock(tx: &Tx, reward: &str) -> Result<i64> {
    let connection = tx.connection();
    let sql = format!(
        "SELECT taken FROM reward_stock WHERE reward = $1{}",
        for_update(connection)
    );
    let found: Option<TakenRow> = row(connection, &sql, [reward.into()]).await?;
    if let Some(found) = found {
        return Ok(found.taken);
    }
    let start = "INSERT INTO reward_stock (reward, taken) VALUES ($1, 0) ON CONFLICT DO NOTHING";
    execute(connection, start, [reward.into()]).await?;
    let found: Option<TakenRow> = row(connection, &sql, [reward.into()]).await?;
    Ok(found.map_or(0, |row| row.taken))
}

/// Notes that one more is gone; the row is locked.
pub(super) async fn take(tx: &Tx, reward: &str) -> Result<()> {
    let sql = "UPDATE reward_stock SET taken = taken + 1 WHERE reward = $1";
    execute(tx.connection(), sql, [reward.into()]).await?;
    Ok(())
}

/// Gives back so many of each, in the order of their ids.
pub(super) async fn put_back(tx: &Tx, rewards: &BTreeMap<String, i64>) -> Result<()> {
    for (reward, count) in rewards {
        let sql = "UPDATE reward_stock SET taken = taken - $2 WHERE reward = $1";
        let values = [reward.as_str().into(), (*count).into()];
        execute(tx.connection(), sql, values).await?;
    }
    Ok(())
}

/// Gives one back.
pub(super) async fn put_one_back(tx: &Tx, reward: &str) -> Result<()> {
    put_back(tx, &BTreeMap::from([(reward.to_owned(), 1)])).await
}
