//! Double entry: wallets by kind, transfers in a chain, lots, holds; and what was there before, booked as it happened.

mod carry;

use sea_orm::{DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000006_ledger"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, ASIDE).await?;
        run(manager, TABLES).await?;
        carry::over(manager.get_connection()).await?;
        run(manager, AWAY).await?;
        let guards = match manager.get_database_backend() {
            DbBackend::Postgres => ONLY_GROWS_POSTGRES,
            _ => ONLY_GROWS_SQLITE,
        };
        run(manager, guards).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const ASIDE: &[&str] = &[
    "DROP INDEX wallet_of_company",
    "DROP INDEX wallet_of_member",
    "ALTER TABLE movement RENAME TO old_movement",
    "ALTER TABLE wallet RENAME TO old_wallet",
    "ALTER TABLE event ADD COLUMN received_at BIGINT NOT NULL DEFAULT 0",
    "UPDATE event SET received_at = occurred_at",
    "ALTER TABLE month_points ADD COLUMN expired BIGINT NOT NULL DEFAULT 0",
];

const AWAY: &[&str] = &["DROP TABLE old_movement", "DROP TABLE old_wallet"];

// Balances, what is left of lots, heads and sums follow from the transfers; they are kept so that nothing is added up when
// it is asked for. Everything else is never changed.
const TABLES: &[&str] = &[
    "CREATE TABLE wallet (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL,
        member_id UUID REFERENCES member (id),
        balance BIGINT NOT NULL,
        CHECK (balance >= 0 OR kind IN ('issued', 'owed')),
        CHECK (balance <= 0 OR kind <> 'owed')
    )",
    "CREATE UNIQUE INDEX wallet_of_account ON wallet (account_id, kind) WHERE member_id IS NULL",
    "CREATE UNIQUE INDEX wallet_of_member ON wallet (member_id, kind) WHERE member_id IS NOT NULL",
    // One row for each account that has a book: who books locks it first.
    "CREATE TABLE ledger_head (
        account_id UUID PRIMARY KEY NOT NULL REFERENCES account (id),
        position BIGINT NOT NULL,
        hash BYTEA NOT NULL,
        booked_at BIGINT NOT NULL
    )",
    // `holder_id` is the wallet whose statement shows it: that of the company or of a person.
    "CREATE TABLE transfer (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        position BIGINT NOT NULL,
        debit_id UUID NOT NULL REFERENCES wallet (id),
        credit_id UUID NOT NULL REFERENCES wallet (id),
        holder_id UUID,
        points BIGINT NOT NULL CHECK (points > 0),
        purpose TEXT NOT NULL,
        occurred_at BIGINT NOT NULL,
        booked_at BIGINT NOT NULL,
        expires_at BIGINT,
        event_id UUID REFERENCES event (id),
        hold_id UUID,
        lot_id UUID,
        why TEXT,
        debit_balance BIGINT,
        credit_balance BIGINT,
        hash BYTEA NOT NULL,
        UNIQUE (account_id, position)
    )",
    "CREATE INDEX transfer_by_holder ON transfer (holder_id, position)",
    "CREATE INDEX transfer_by_time ON transfer (holder_id, occurred_at, id)",
    "CREATE INDEX transfer_by_event ON transfer (event_id)",
    // Its id is that of the transfer that brought the points.
    "CREATE TABLE lot (
        id UUID PRIMARY KEY NOT NULL REFERENCES transfer (id),
        wallet_id UUID NOT NULL REFERENCES wallet (id),
        points BIGINT NOT NULL,
        remaining BIGINT NOT NULL CHECK (remaining >= 0 AND remaining <= points),
        occurred_at BIGINT NOT NULL,
        position BIGINT NOT NULL,
        expires_at BIGINT
    )",
    "CREATE INDEX lot_open ON lot (wallet_id, occurred_at, position) WHERE remaining > 0",
    "CREATE INDEX lot_ending ON lot (wallet_id, expires_at) WHERE remaining > 0 AND expires_at IS NOT NULL",
    "CREATE TABLE lot_use (
        transfer_id UUID NOT NULL REFERENCES transfer (id),
        lot_id UUID NOT NULL REFERENCES lot (id),
        points BIGINT NOT NULL CHECK (points > 0),
        PRIMARY KEY (transfer_id, lot_id)
    )",
    // Its id is that of the transfer that set the points aside.
    "CREATE TABLE hold (
        id UUID PRIMARY KEY NOT NULL REFERENCES transfer (id),
        account_id UUID NOT NULL REFERENCES account (id),
        wallet_id UUID NOT NULL REFERENCES wallet (id),
        points BIGINT NOT NULL,
        run_out_at BIGINT NOT NULL,
        outcome TEXT
    )",
    "CREATE INDEX hold_pending ON hold (run_out_at) WHERE outcome IS NULL",
    // What of a wallet runs out on which day, in days since 1970.
    "CREATE TABLE expiring_points (
        wallet_id UUID NOT NULL REFERENCES wallet (id),
        day BIGINT NOT NULL,
        points BIGINT NOT NULL CHECK (points >= 0),
        PRIMARY KEY (wallet_id, day)
    )",
    "CREATE INDEX expiring_points_by_day ON expiring_points (day) WHERE points > 0",
];

const ONLY_GROWS_SQLITE: &[&str] = &[
    "CREATE TRIGGER event_no_update BEFORE UPDATE ON event
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER event_no_delete BEFORE DELETE ON event
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER lot_use_no_update BEFORE UPDATE ON lot_use
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER lot_use_no_delete BEFORE DELETE ON lot_use
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER lot_no_update BEFORE UPDATE OF id, wallet_id, points, occurred_at, position, expires_at ON lot
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER hold_no_update BEFORE UPDATE OF id, account_id, wallet_id, points, run_out_at ON hold
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
    "CREATE TRIGGER hold_ends_once BEFORE UPDATE OF outcome ON hold WHEN OLD.outcome IS NOT NULL
     BEGIN SELECT RAISE(ABORT, 'a hold ends once'); END",
    "CREATE TRIGGER hold_no_delete BEFORE DELETE ON hold
     BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END",
];

const ONLY_GROWS_POSTGRES: &[&str] = &[
    "CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'the ledger only grows'; END $$",
    "CREATE FUNCTION hold_ends_once() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'a hold ends once'; END $$",
    "CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event
     FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()",
    "CREATE TRIGGER transfer_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
     FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()",
    "CREATE TRIGGER lot_use_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON lot_use
     FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()",
    "CREATE TRIGGER lot_no_change BEFORE UPDATE OF id, wallet_id, points, occurred_at, position, expires_at
     OR DELETE OR TRUNCATE ON lot FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()",
    "CREATE TRIGGER hold_no_change BEFORE UPDATE OF id, account_id, wallet_id, points, run_out_at
     OR DELETE OR TRUNCATE ON hold FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()",
    "CREATE TRIGGER hold_ends_once BEFORE UPDATE OF outcome ON hold
     FOR EACH ROW WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION hold_ends_once()",
];
