//! What was asked for with points, what is gone of each reward, and what companies decided about spending.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000010_redemptions"
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

// Rewards are those of the programme's files, so they are named and not referred to.
const TABLES: &[&str] = &[
    // `title` is what the reward was called in the company's language. `year` is the calendar year of the asking in the account's zone, in which limits count. `hold_id` is absent where the
    // points were spent at once.
    "CREATE TABLE redemption (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        member_id UUID NOT NULL REFERENCES member (id),
        reward TEXT NOT NULL,
        version TEXT NOT NULL,
        title TEXT NOT NULL,
        wallet TEXT NOT NULL,
        cost BIGINT NOT NULL CHECK (cost > 0),
        fulfilment TEXT NOT NULL,
        state TEXT NOT NULL,
        note TEXT,
        asked_at BIGINT NOT NULL,
        year TEXT NOT NULL,
        hold_id UUID UNIQUE REFERENCES hold (id),
        runs_out_at BIGINT,
        decided_by UUID REFERENCES member (id),
        decided_at BIGINT,
        decision_note TEXT,
        fulfilled_by UUID REFERENCES member (id),
        fulfilled_at BIGINT,
        fulfilment_note TEXT,
        code TEXT UNIQUE,
        CHECK (state <> 'waiting' OR (hold_id IS NOT NULL AND runs_out_at IS NOT NULL)),
        CHECK (state <> 'approved' OR hold_id IS NOT NULL)
    )",
    "CREATE INDEX redemption_by_account ON redemption (account_id, asked_at, id)",
    "CREATE INDEX redemption_by_member ON redemption (member_id, asked_at, id)",
    "CREATE INDEX redemption_of_year ON redemption (account_id, year, reward)",
    "CREATE INDEX redemption_waiting ON redemption (account_id) WHERE state = 'waiting'",
    "CREATE INDEX redemption_to_fulfil ON redemption (asked_at, id) WHERE state = 'approved'",
    // One row for each reward that was ever asked for: whoever takes one or gives one back locks it, after the account's head.
    "CREATE TABLE reward_stock (
        reward TEXT PRIMARY KEY NOT NULL,
        taken BIGINT NOT NULL CHECK (taken >= 0)
    )",
    // A limit that is absent is none; zero: each redemption needs somebody's word.
    "CREATE TABLE spending_rules (
        account_id UUID PRIMARY KEY NOT NULL REFERENCES account (id),
        admins BIGINT,
        members_may_ask BOOLEAN NOT NULL,
        members BIGINT,
        own BIGINT
    )",
];
