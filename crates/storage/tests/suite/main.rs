//! What storage promises, on SQLite and, when `KIZUNA_TEST_POSTGRES` names a server, on PostgreSQL too.

#![expect(
    clippy::unwrap_used,
    reason = "the fixture is test code, though clippy cannot see it"
)]

mod accounts;
mod adjustments;
mod audit;
mod board;
mod demo;
mod durability;
mod fixture;
mod idempotency;
mod ledger;
mod links;
mod members;
mod outbox;
mod programme;
mod races;
mod rewards;
mod schema;
mod sessions;
mod standing;
mod throttle;
