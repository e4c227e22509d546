//! Companies, people, and how they get in.

use sea_orm::{DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000001_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            run(manager, BYTE_ORDER).await?;
        }
        run(manager, INDEXES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const TABLES: &[&str] = &[
    "CREATE TABLE account (
        id UUID PRIMARY KEY NOT NULL,
        name TEXT NOT NULL UNIQUE,
        locale TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        customer_since TEXT NOT NULL,
        is_demo BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL
    )",
    "CREATE TABLE member (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID REFERENCES account (id),
        email TEXT NOT NULL,
        email_folded TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        name_folded TEXT NOT NULL,
        search_text TEXT NOT NULL,
        role TEXT NOT NULL,
        persona TEXT,
        team TEXT,
        locale TEXT NOT NULL,
        theme TEXT NOT NULL,
        password_hash TEXT,
        status TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        joined_at BIGINT,
        last_seen_at BIGINT,
        deactivated_at BIGINT,
        CHECK (status <> 'active' OR password_hash IS NOT NULL),
        CHECK ((account_id IS NULL) = (role IN ('writer', 'success_manager', 'operator')))
    )",
    "CREATE TABLE session (
        id UUID PRIMARY KEY NOT NULL,
        member_id UUID NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        token_hash BYTEA NOT NULL UNIQUE,
        user_agent TEXT NOT NULL,
        address TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        last_seen_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL
    )",
    "CREATE TABLE link (
        id UUID PRIMARY KEY NOT NULL,
        member_id UUID NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        invited_by UUID REFERENCES member (id) ON DELETE SET NULL,
        kind TEXT NOT NULL,
        token_hash BYTEA NOT NULL UNIQUE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        used_at BIGINT
    )",
    "CREATE TABLE device (
        member_id UUID NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        token_hash BYTEA NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (member_id, token_hash)
    )",
    "CREATE TABLE throttle (
        key TEXT PRIMARY KEY NOT NULL,
        failures INTEGER NOT NULL,
        next_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE TABLE reset_request (
        id UUID PRIMARY KEY NOT NULL,
        email TEXT NOT NULL,
        locale TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        claimed_until BIGINT
    )",
];

/// SQLite compares texts by their bytes; PostgreSQL is told to, so that lists have one order on both.
const BYTE_ORDER: &[&str] = &[
    "ALTER TABLE account ALTER COLUMN name TYPE TEXT COLLATE \"C\"",
    "ALTER TABLE member ALTER COLUMN name_folded TYPE TEXT COLLATE \"C\"",
];

const INDEXES: &[&str] = &[
    "CREATE INDEX member_by_name ON member (account_id, name_folded, id)",
    "CREATE INDEX member_by_standing ON member (account_id, status, role)",
    "CREATE INDEX session_by_member ON session (member_id, last_seen_at)",
    "CREATE INDEX session_by_end ON session (expires_at)",
    "CREATE INDEX session_by_use ON session (last_seen_at)",
    "CREATE INDEX link_by_member ON link (member_id, kind, expires_at)",
    "CREATE INDEX link_by_end ON link (expires_at)",
    "CREATE INDEX link_by_host ON link (invited_by)",
    "CREATE INDEX throttle_by_age ON throttle (updated_at)",
    "CREATE INDEX reset_request_by_age ON reset_request (created_at)",
];
