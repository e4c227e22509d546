//! What readers do with articles.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261123_000005_reading"
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

// Articles live in files, so nothing here refers to them by key: a vote on an article that was moved or removed stays.
// Searches are kept as counts by day and words, without who searched.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE article_vote (
        member_id UUID NOT NULL REFERENCES member (id),
        category TEXT NOT NULL,
        slug TEXT NOT NULL,
        locale TEXT NOT NULL,
        is_helpful BOOLEAN NOT NULL,
        reason TEXT,
        voted_at BIGINT NOT NULL,
        PRIMARY KEY (member_id, category, slug)
    )",
    "CREATE INDEX article_vote_by_article ON article_vote (category, slug, voted_at)",
    "CREATE TABLE bookmark (
        member_id UUID NOT NULL REFERENCES member (id),
        category TEXT NOT NULL,
        slug TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (member_id, category, slug)
    )",
    "CREATE TABLE question (
        id UUID PRIMARY KEY NOT NULL,
        member_id UUID NOT NULL REFERENCES member (id),
        text TEXT NOT NULL,
        query TEXT,
        page TEXT NOT NULL,
        locale TEXT NOT NULL,
        asked_at BIGINT NOT NULL
    )",
    "CREATE TABLE search_count (
        day TEXT NOT NULL,
        locale TEXT NOT NULL,
        query TEXT NOT NULL,
        searches BIGINT NOT NULL,
        without_result BIGINT NOT NULL,
        without_click BIGINT NOT NULL,
        PRIMARY KEY (day, locale, query)
    )",
    "CREATE TABLE feed (
        member_id UUID PRIMARY KEY NOT NULL REFERENCES member (id),
        token_hash BYTEA NOT NULL UNIQUE,
        created_at BIGINT NOT NULL
    )",
];
