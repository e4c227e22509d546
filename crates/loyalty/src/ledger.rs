//! The ledger: every point moves from one wallet to another, and what was booked is never changed.
//!
//! All transfers of an account form one book, in the order in which they were booked. [`Book`] holds the rules: which
//! wallets may exchange points and for what purpose, that no spendable wallet goes below zero, that the oldest points
//! leave first, that a hold is resolved once, and that each entry carries a hash over all before it. [`Statement`] is what
//! one holder gets to see of the book, and [`verify`] checks it without knowing the rest.
//!
//! It knows no database and no clock. Whoever keeps the book loads the part that a command needs, runs the command here,
//! and keeps the entries it gives back.

mod book;
mod chain;
mod commands;
mod error;
mod lots;
mod rights;
mod statement;
mod transfer;
mod wallet;

pub use book::{Book, Booked, Head, HoldState, balance_at};
pub use chain::{Digest, Entry};
pub use commands::{Order, derived};
pub use error::{Broken, LedgerError};
pub use lots::{Lot, LotUse, Lots};
pub use rights::{Approver, Ask, Decision, Limit, Refusal, SpendingRules, decide, may_approve};
pub use statement::{Line, Mark, Statement, Verified, verify};
pub use transfer::{HoldId, Outcome, Purpose, Transfer, TransferId};
pub use wallet::{Holder, Wallet, WalletKind};
