//! Which event takes which other one back, so that neither need be looked for in the data of all.

use sea_orm::{DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000009_reversals"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        let carry = match manager.get_database_backend() {
            DbBackend::Postgres => CARRY_POSTGRES,
            _ => CARRY_SQLITE,
        };
        run(manager, &[carry]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

// What is taken back may be reported later, so it is named and not referred to.
const TABLES: &[&str] = &[
    "CREATE TABLE event_reversal (
        event_id UUID PRIMARY KEY NOT NULL REFERENCES event (id),
        account_id UUID NOT NULL REFERENCES account (id),
        source TEXT NOT NULL,
        external_id TEXT NOT NULL
    )",
    "CREATE INDEX event_reversal_by_account ON event_reversal (account_id)",
];

// Until now corrections named an event of their own source.
const CARRY_SQLITE: &str = "
    INSERT INTO event_reversal (event_id, account_id, source, external_id)
    SELECT id, account_id, source, json_extract(data, '$.reverses') FROM event
    WHERE json_type(data, '$.reverses') = 'text'";
const CARRY_POSTGRES: &str = "
    INSERT INTO event_reversal (event_id, account_id, source, external_id)
    SELECT id, account_id, source, data::json ->> 'reverses' FROM event
    WHERE json_typeof(data::json -> 'reverses') = 'string'";
