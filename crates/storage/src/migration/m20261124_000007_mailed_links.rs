//! A mail knows the link that it carries, so that the link can be blanked when it is needed no more.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000007_mailed_links"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const STATEMENTS: &[&str] = &[
    "ALTER TABLE outbox ADD COLUMN secret TEXT",
    "ALTER TABLE outbox ADD COLUMN link_hash BYTEA",
    "CREATE INDEX outbox_with_secret ON outbox (link_hash) WHERE secret IS NOT NULL",
];
