//! Badges that were given, challenges with those who take part, articles that were read, and whom play has yet to look at.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000016_play"
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
    // The key is what gives a badge once. `version` says by whose words it was given; the reason is kept as JSON.
    "CREATE TABLE badge_award (
        member_id UUID NOT NULL REFERENCES member (id),
        badge TEXT NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        version TEXT NOT NULL,
        earned_at BIGINT NOT NULL,
        reason TEXT NOT NULL,
        given_at BIGINT NOT NULL,
        told_at BIGINT,
        PRIMARY KEY (member_id, badge)
    )",
    "CREATE TABLE challenge (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        template TEXT NOT NULL,
        version TEXT NOT NULL,
        starts_on TEXT NOT NULL,
        ends_on TEXT NOT NULL,
        goal BIGINT NOT NULL CHECK (goal > 0),
        created_by UUID NOT NULL REFERENCES member (id),
        created_at BIGINT NOT NULL,
        reached_at BIGINT,
        reports BIGINT NOT NULL DEFAULT 0,
        CHECK (starts_on <= ends_on)
    )",
    "CREATE INDEX challenge_by_account ON challenge (account_id, ends_on)",
    "CREATE TABLE challenge_part (
        challenge_id UUID NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
        member_id UUID NOT NULL REFERENCES member (id),
        joined_at BIGINT NOT NULL,
        counted BIGINT NOT NULL,
        told_at BIGINT,
        PRIMARY KEY (challenge_id, member_id)
    )",
    "CREATE INDEX challenge_part_by_member ON challenge_part (member_id)",
    // Members whose events changed since play last looked at them.
    "CREATE TABLE play_due (
        member_id UUID PRIMARY KEY NOT NULL REFERENCES member (id),
        account_id UUID NOT NULL REFERENCES account (id)
    )",
    "CREATE INDEX play_due_by_account ON play_due (account_id)",
    // By which version all of an account were looked at last, and on which of its days.
    "CREATE TABLE play_look (
        account_id UUID PRIMARY KEY NOT NULL REFERENCES account (id),
        version TEXT NOT NULL,
        day TEXT NOT NULL
    )",
    "CREATE TABLE play_choice (
        member_id UUID PRIMARY KEY NOT NULL REFERENCES member (id),
        celebrates BOOLEAN NOT NULL
    )",
    "CREATE TABLE article_reading (
        member_id UUID NOT NULL REFERENCES member (id),
        category TEXT NOT NULL,
        slug TEXT NOT NULL,
        opened_at BIGINT NOT NULL,
        read_at BIGINT,
        PRIMARY KEY (member_id, category, slug)
    )",
    // Whether an event was taken back is asked for single events.
    "CREATE INDEX event_reversal_by_name ON event_reversal (source, external_id)",
];
