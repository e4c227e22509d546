//! A statement to download, which the browser verifies with the code that wrote it.

use contract::Wallet as Asked;
use jiff::Timestamp;
use loyalty::ledger::{Digest, Line, Mark, Statement, Wallet};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::holds::holder_of;
use super::rows::{COLUMNS, TransferRow, Wallets, digest, position, wallet_id};
use super::statement::{balance_after, position_at};
use crate::db::{row, rows};
use crate::{AccountScope, Db, Result};

/// Rows read at once.
const BATCH: i64 = 2_000;

/// Which entries: those booked after `from`, up to `to`. All when both are absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stretch {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

/// The statement of a wallet over a stretch of the account's book, with the entries of others as digests.
pub async fn export(
    db: &Db,
    scope: &AccountScope,
    wallet: Asked,
    stretch: Stretch,
) -> Result<Statement> {
    let (connection, account) = (db.reader(), scope.account);
    let holder = holder_of(scope, wallet);
    let start = match stretch.from {
        Some(from) => position_at(connection, account, from).await?,
        None => 0,
    };
    let end = position_at(connection, account, stretch.to.unwrap_or(Timestamp::MAX)).await?;
    let end = end.max(start);
    let wallets = Wallets::of_account(connection, account).await?;
    let mut lines = Vec::new();
    let mut read_to = start;
    while read_to < end {
        let to = end.min(read_to + BATCH);
        for row in entries(connection, account, read_to, to).await? {
            lines.push(Line::of(row.entry(&wallets)?, holder));
        }
        read_to = to;
    }
    let wallet = Wallet::Of(holder);
    Ok(Statement {
        account,
        wallet,
        opening: mark(connection, account, wallet, start).await?,
        closing: mark(connection, account, wallet, end).await?,
        lines,
    })
}

/// The entries after the position `after` up to `to`.
pub(super) async fn entries(
    connection: &impl ConnectionTrait,
    account: Uuid,
    after: i64,
    to: i64,
) -> Result<Vec<TransferRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM transfer WHERE account_id = $1 AND position > $2 AND position <= $3 ORDER BY position"
    );
    rows(connection, &sql, [account.into(), after.into(), to.into()]).await
}

#[derive(FromQueryResult)]
struct HashRow {
    hash: Vec<u8>,
}

async fn mark(
    connection: &impl ConnectionTrait,
    account: Uuid,
    wallet: Wallet,
    at: i64,
) -> Result<Mark> {
    let sql = "SELECT hash FROM transfer WHERE account_id = $1 AND position = $2";
    let found: Option<HashRow> = row(connection, sql, [account.into(), at.into()]).await?;
    let hash = match found {
        Some(found) => digest(&found.hash)?,
        None => Digest::genesis(account),
    };
    Ok(Mark {
        position: position(at)?,
        hash,
        balance: balance_after(connection, wallet_id(account, wallet), at).await?,
    })
}
