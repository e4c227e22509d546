//! The audit log, which only grows; mails, kept answers, reports of broken pages.

use sea_orm::{DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000002_operations"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        let guards = match manager.get_database_backend() {
            DbBackend::Postgres => APPEND_ONLY_POSTGRES,
            _ => APPEND_ONLY_SQLITE,
        };
        run(manager, guards).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

// The audit log refers to nobody by key: its lines outlive what they tell of.
const TABLES: &[&str] = &[
    "CREATE TABLE audit (
        id UUID PRIMARY KEY NOT NULL,
        at BIGINT NOT NULL,
        action TEXT NOT NULL,
        is_administrative BOOLEAN NOT NULL,
        actor_id UUID,
        account_id UUID,
        subject_id UUID,
        actor_name TEXT,
        subject_name TEXT,
        detail TEXT,
        address TEXT NOT NULL
    )",
    "CREATE INDEX audit_by_time ON audit (at, id)",
    "CREATE INDEX audit_by_account ON audit (account_id, is_administrative, at, id)",
    "CREATE TABLE outbox (
        id UUID PRIMARY KEY NOT NULL,
        recipient TEXT NOT NULL,
        locale TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        next_at BIGINT,
        claimed_until BIGINT,
        last_error TEXT,
        created_at BIGINT NOT NULL,
        sent_at BIGINT
    )",
    "CREATE INDEX outbox_due ON outbox (state, next_at)",
    "CREATE INDEX outbox_by_time ON outbox (created_at, id)",
    "CREATE TABLE idempotency (
        person UUID NOT NULL,
        key TEXT NOT NULL,
        fingerprint BYTEA NOT NULL,
        status INTEGER NOT NULL,
        body TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (person, key)
    )",
    "CREATE INDEX idempotency_by_age ON idempotency (created_at)",
    "CREATE TABLE error_report (
        id UUID PRIMARY KEY NOT NULL,
        member_id UUID REFERENCES member (id) ON DELETE SET NULL,
        message TEXT NOT NULL,
        page TEXT NOT NULL,
        build TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    "CREATE INDEX error_report_by_age ON error_report (created_at)",
    "CREATE INDEX error_report_by_member ON error_report (member_id)",
];

const APPEND_ONLY_SQLITE: &[&str] = &[
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
     BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
     BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
];

const APPEND_ONLY_POSTGRES: &[&str] = &[
    "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
     FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()",
];
