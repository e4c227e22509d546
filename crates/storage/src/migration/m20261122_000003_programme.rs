//! Facts, points, and the sums kept beside them.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000003_programme"
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

const TABLES: &[&str] = &[
    "CREATE TABLE event (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        member_id UUID REFERENCES member (id),
        source TEXT NOT NULL,
        external_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        occurred_at BIGINT NOT NULL,
        data TEXT NOT NULL,
        UNIQUE (source, external_id)
    )",
    "CREATE INDEX event_by_account ON event (account_id, occurred_at)",
    "CREATE INDEX event_by_member ON event (member_id)",
    "CREATE TABLE wallet (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        member_id UUID REFERENCES member (id),
        balance BIGINT NOT NULL
    )",
    "CREATE UNIQUE INDEX wallet_of_company ON wallet (account_id) WHERE member_id IS NULL",
    "CREATE UNIQUE INDEX wallet_of_member ON wallet (member_id) WHERE member_id IS NOT NULL",
    "CREATE TABLE movement (
        id UUID PRIMARY KEY NOT NULL,
        wallet_id UUID NOT NULL REFERENCES wallet (id),
        event_id UUID NOT NULL REFERENCES event (id),
        purpose TEXT NOT NULL,
        points BIGINT NOT NULL,
        occurred_at BIGINT NOT NULL
    )",
    "CREATE INDEX movement_by_wallet ON movement (wallet_id, occurred_at, id)",
    "CREATE INDEX movement_by_event ON movement (event_id)",
    // `holder` is `company` or `people`: the company's own wallet, or those of its people together.
    "CREATE TABLE month_points (
        account_id UUID NOT NULL REFERENCES account (id),
        month TEXT NOT NULL,
        holder TEXT NOT NULL,
        earned BIGINT NOT NULL,
        spent BIGINT NOT NULL,
        PRIMARY KEY (account_id, month, holder)
    )",
    "CREATE TABLE period_points (
        account_id UUID NOT NULL REFERENCES account (id),
        period TEXT NOT NULL,
        earned BIGINT NOT NULL,
        PRIMARY KEY (account_id, period)
    )",
    "CREATE TABLE tier (
        tier TEXT PRIMARY KEY NOT NULL,
        starts_at BIGINT NOT NULL UNIQUE
    )",
    "CREATE TABLE tier_benefit (
        tier TEXT NOT NULL REFERENCES tier (tier) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        locale TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (tier, position, locale)
    )",
];
