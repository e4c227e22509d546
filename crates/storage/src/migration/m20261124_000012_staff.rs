//! What the vendor's staff do for single accounts: adjustments with a second person, gifts, agreed benefits, offers.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000012_staff"
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

// Texts in several languages are kept as JSON objects, lists of words with spaces between.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE member ADD COLUMN hides_points BOOLEAN NOT NULL DEFAULT FALSE",
    // Its id is that of the transfer that books it. Nobody decides what they asked for, whatever the program says.
    "CREATE TABLE adjustment (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        member_id UUID REFERENCES member (id),
        points BIGINT NOT NULL CHECK (points <> 0),
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        asked_by UUID NOT NULL REFERENCES member (id),
        asked_at BIGINT NOT NULL,
        decided_by UUID REFERENCES member (id),
        decided_at BIGINT,
        note TEXT,
        CHECK (decided_by IS NULL OR decided_by <> asked_by)
    )",
    "CREATE INDEX adjustment_by_account ON adjustment (account_id, id)",
    "CREATE INDEX adjustment_by_state ON adjustment (state, id)",
    "CREATE TABLE gift (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        member_id UUID REFERENCES member (id),
        text TEXT NOT NULL,
        note TEXT NOT NULL,
        points BIGINT NOT NULL CHECK (points >= 0),
        given_by UUID NOT NULL REFERENCES member (id),
        given_at BIGINT NOT NULL
    )",
    "CREATE INDEX gift_by_account ON gift (account_id, id)",
    "CREATE TABLE agreed_benefit (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        text TEXT NOT NULL,
        from_day TEXT NOT NULL,
        until_day TEXT,
        agreed_by UUID NOT NULL REFERENCES member (id),
        ended_at BIGINT
    )",
    "CREATE INDEX agreed_benefit_by_account ON agreed_benefit (account_id, id)",
    "CREATE TABLE offer (
        id UUID PRIMARY KEY NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        link TEXT,
        code TEXT,
        tiers TEXT NOT NULL,
        personas TEXT NOT NULL,
        is_for_all BOOLEAN NOT NULL,
        from_day TEXT NOT NULL,
        until_day TEXT,
        created_by UUID NOT NULL REFERENCES member (id),
        ended_at BIGINT
    )",
    "CREATE TABLE offer_account (
        offer_id UUID NOT NULL REFERENCES offer (id),
        account_id UUID NOT NULL REFERENCES account (id),
        PRIMARY KEY (offer_id, account_id)
    )",
];
