//! Why the ledger refuses, and how it tells that a record is not what was booked.

use super::transfer::{HoldId, Outcome, TransferId};
use crate::{Overflow, Points};

/// A command that was refused. The book is as it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    #[error("a transfer moves at least one point")]
    NotPositive,
    #[error("{available} points are there, and {wanted} are wanted")]
    NotEnough { available: Points, wanted: Points },
    /// The id was used before, for something else.
    #[error("transfer {0:?} was booked with another content")]
    OtherContent(TransferId),
    #[error("there is no hold {0:?}")]
    UnknownHold(HoldId),
    #[error("the hold was resolved already: {0:?}")]
    Resolved(Outcome),
    #[error(transparent)]
    Overflow(#[from] Overflow),
    /// The wallets cannot exchange points for this purpose, or the parts of the book do not fit each other.
    #[error("the book does not allow it: {0}")]
    Misfit(&'static str),
}

/// A record that is not what was booked, found at the entry of this position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {at} is not what was booked: {what}")]
pub struct Broken {
    pub at: u64,
    pub what: &'static str,
}
