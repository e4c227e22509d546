//! Everything that Kizuna keeps: one set of functions over SQLite and PostgreSQL.
//!
//! The only crate that knows SQL. It must not know HTTP, read a clock, hash a password or render a text: the time, the
//! hashes and the mails are arguments. Reads take [`Db`]; writes take [`Tx`], so that a caller can join several into one
//! transaction with [`Db::write`]. Whatever belongs to a customer is reached through a [`Scope`] alone.

pub mod accounts;
pub mod adjustments;
pub mod api_keys;
pub mod audit;
pub mod benefits;
pub mod board;
mod calendar;
mod db;
pub mod demo;
pub mod devices;
mod entity;
mod error;
pub mod idempotency;
pub mod ledger;
pub mod links;
pub mod members;
mod migration;
mod moment;
pub mod notices;
pub mod operations;
pub mod outbox;
mod page;
pub mod programme;
pub mod reading;
pub mod resets;
pub mod rewards;
mod scope;
pub mod sessions;
pub mod surveys;
pub mod throttle;
mod token;
pub mod waiting;

pub use db::{DatabaseKind, DatabaseSettings, Db, Tx};
pub use error::{Conflict, Error, Result};
pub use moment::Occasion;
pub use page::PageRequest;
pub use scope::{AccountScope, Scope, StaffScope};
pub use token::TokenHash;
