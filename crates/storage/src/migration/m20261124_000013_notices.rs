//! What people were told of, so that nobody is told twice.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000013_notices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

// Who is told of what: a wallet of the day its points run out, an account of a version of the programme.
const TABLES: &[&str] = &["CREATE TABLE notice (
        receiver_id UUID NOT NULL,
        about TEXT NOT NULL,
        told_at BIGINT NOT NULL,
        PRIMARY KEY (receiver_id, about)
    )"];
