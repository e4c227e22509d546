//! The board: what people earned by week and month, what was booked after such a window had closed, and what people and
//! companies decided about being shown.

use sea_orm::{DbErr, FromQueryResult};
use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, SchemaManagerConnection, async_trait,
};
use uuid::Uuid;

use super::run;
use crate::Result;
use crate::accounts::time_zone;
use crate::board::rebuilt;
use crate::db::rows;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000014_board"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        count(manager.get_connection())
            .await
            .map_err(|error| DbErr::Migration(error.to_string()))
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const TABLES: &[&str] = &[
    // What was booked before the window closed. `kind` is `week` or `month`, `start` the first day, `YYYY-MM-DD`; longer windows
    // are months together. `reached_at` is when the last event happened that brought points.
    "CREATE TABLE board_points (
        account_id UUID NOT NULL,
        kind TEXT NOT NULL,
        start TEXT NOT NULL,
        member_id UUID NOT NULL,
        points BIGINT NOT NULL,
        reached_at BIGINT NOT NULL,
        PRIMARY KEY (account_id, kind, start, member_id)
    )",
    // What was booked after it. A longer window may have been open still: when it was booked decides.
    "CREATE TABLE board_late (
        account_id UUID NOT NULL,
        kind TEXT NOT NULL,
        start TEXT NOT NULL,
        member_id UUID NOT NULL,
        booked_at BIGINT NOT NULL,
        points BIGINT NOT NULL,
        reached_at BIGINT NOT NULL,
        PRIMARY KEY (account_id, kind, start, member_id, booked_at)
    )",
    // How a person is shown; without a row as the rules of the board say.
    "CREATE TABLE board_choice (
        member_id UUID PRIMARY KEY NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        account_id UUID NOT NULL REFERENCES account (id),
        shown TEXT NOT NULL,
        nickname TEXT,
        nickname_skeleton TEXT,
        CHECK ((shown = 'nickname') = (nickname IS NOT NULL)),
        CHECK ((nickname IS NULL) = (nickname_skeleton IS NULL))
    )",
    "CREATE UNIQUE INDEX board_choice_nickname ON board_choice (account_id, nickname_skeleton)",
    "CREATE TABLE board_settings (
        account_id UUID PRIMARY KEY NOT NULL REFERENCES account (id),
        is_on BOOLEAN NOT NULL,
        is_in_league BOOLEAN NOT NULL,
        alias TEXT,
        alias_skeleton TEXT,
        CHECK (alias IS NOT NULL OR NOT is_in_league),
        CHECK ((alias IS NULL) = (alias_skeleton IS NULL))
    )",
    "CREATE UNIQUE INDEX board_settings_alias ON board_settings (alias_skeleton)",
    // That something about a person's seat changed, or with no person about the whole board. Copies in memory follow it.
    "CREATE TABLE board_change (
        account_id UUID NOT NULL REFERENCES account (id),
        position BIGINT NOT NULL,
        member_id UUID,
        PRIMARY KEY (account_id, position)
    )",
];

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    time_zone: String,
}

/// Adds up what is in the books.
async fn count(connection: &SchemaManagerConnection<'_>) -> Result<()> {
    let accounts: Vec<AccountRow> =
        rows(connection, "SELECT id, time_zone FROM account", []).await?;
    for account in accounts {
        let zone = time_zone(&account.time_zone)?;
        let sums = rebuilt(connection, account.id, &zone).await?;
        sums.store(connection, account.id).await?;
    }
    Ok(())
}
