//! What a company decided about its board: whether there is one, and whether it takes part in a league.

use contract::{AuditAction, BoardSettings};
use loyalty::board::skeleton;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::changes::note_all;
use crate::audit::{self, NewEntry};
use crate::db::{execute, number, row};
use crate::{AccountScope, Conflict, Db, Error, Occasion, Result, Tx};

#[derive(FromQueryResult)]
struct Row {
    is_on: bool,
    is_in_league: bool,
    alias: Option<String>,
}

/// Until a company decides otherwise it has a board, and takes part in no league.
const DEFAULT: BoardSettings = BoardSettings {
    is_on: true,
    is_in_league: false,
    alias: None,
};

/// The own company's settings. Account admins only.
pub async fn settings(db: &Db, scope: &AccountScope) -> Result<BoardSettings> {
    scope.admin()?;
    stored(db.reader(), scope.account).await
}

/// Sets them. Account admins only. The alias must have been checked as a nickname is; [`Conflict::AliasTaken`] when another
/// company is known by one like it, [`Conflict::AliasIsName`] when it tells who the company is.
pub async fn put_settings(
    tx: &Tx,
    scope: &AccountScope,
    wanted: &BoardSettings,
    occasion: Occasion<'_>,
) -> Result<BoardSettings> {
    scope.admin()?;
    let connection = tx.connection();
    // The account is locked here, so that two admins write one after the other.
    note_all(tx, scope.account).await?;
    let before = stored(connection, scope.account).await?;
    if before == *wanted {
        return Ok(before);
    }
    let key = wanted.alias.as_deref().map(skeleton);
    if let Some(key) = &key {
        check_alias(connection, scope.account, key).await?;
    }
    let sql = "
        INSERT INTO board_settings (account_id, is_on, is_in_league, alias, alias_skeleton) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (account_id) DO UPDATE SET is_on = excluded.is_on, is_in_league = excluded.is_in_league,
            alias = excluded.alias, alias_skeleton = excluded.alias_skeleton";
    let values = [
        scope.account.into(),
        wanted.is_on.into(),
        wanted.is_in_league.into(),
        wanted.alias.clone().into(),
        key.into(),
    ];
    execute(connection, sql, values).await?;
    let entry = NewEntry {
        action: AuditAction::BoardChanged,
        actor: Some(scope.member),
        account: Some(scope.account),
        subject: None,
        detail: Some(told(&before, wanted)),
    };
    audit::append(tx, &entry, occasion).await?;
    Ok(wanted.clone())
}

/// Whether the company has a board.
pub(super) async fn is_on(connection: &impl ConnectionTrait, account: Uuid) -> Result<bool> {
    let sql = "SELECT count(*) FROM board_settings WHERE account_id = $1 AND NOT is_on";
    Ok(number(connection, sql, [account.into()]).await? == 0)
}

pub(super) async fn stored(
    connection: &impl ConnectionTrait,
    account: Uuid,
) -> Result<BoardSettings> {
    let sql = "SELECT is_on, is_in_league, alias FROM board_settings WHERE account_id = $1";
    let found: Option<Row> = row(connection, sql, [account.into()]).await?;
    Ok(found.map_or(DEFAULT, |row| BoardSettings {
        is_on: row.is_on,
        is_in_league: row.is_in_league,
        alias: row.alias,
    }))
}

#[derive(FromQueryResult)]
struct NameRow {
    name: String,
}

async fn check_alias(connection: &impl ConnectionTrait, account: Uuid, key: &str) -> Result<()> {
    let sql = "SELECT name FROM account WHERE id = $1";
    let own: Option<NameRow> = row(connection, sql, [account.into()]).await?;
    let own = skeleton(&own.ok_or(Error::NotFound)?.name);
    if !own.is_empty() && (key.contains(&own) || own.contains(key)) {
        return Err(Error::Conflict(Conflict::AliasIsName));
    }
    // Only aliases are compared. To refuse the names of other companies would say which companies there are.
    let sql = "SELECT count(*) FROM board_settings WHERE alias_skeleton = $1 AND account_id <> $2";
    if number(connection, sql, [key.into(), account.into()]).await? > 0 {
        return Err(Error::Conflict(Conflict::AliasTaken));
    }
    Ok(())
}

/// The change in the words that the audit log keeps.
fn told(before: &BoardSettings, wanted: &BoardSettings) -> String {
    let of = |settings: &BoardSettings| {
        let word = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let alias = settings.alias.clone().unwrap_or_else(|| "none".to_owned());
        [word(settings.is_on), word(settings.is_in_league), alias]
    };
    let (before, wanted) = (of(before), of(wanted));
    let fields = ["board", "league", "alias"];
    let changes = fields.iter().zip(before.iter().zip(&wanted));
    changes
        .filter(|(_, (before, after))| before != after)
        .map(|(field, (before, after))| format!("{field}: {before} → {after}"))
        .collect::<Vec<_>>()
        .join("; ")
}
