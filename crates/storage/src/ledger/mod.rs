//! The ledger as it is kept: transfers between wallets, lots, holds, and the sums that follow from them.
//!
//! The rules are those of `loyalty::ledger`; this loads the part of an account's book that a command needs, runs the command
//! there, and keeps what it booked. Who books locks the account's head first, and several accounts in the order of their
//! ids, so that two writers wait for one another in one order only. Balances, what is left of lots and sums are written in
//! the transaction that changes them; [`verify`] rebuilds them from the transfers and compares.

mod adjust;
mod commands;
mod due;
mod export;
mod holds;
mod keep;
mod load;
mod lots;
mod rows;
mod statement;
mod sums;
mod verify;
mod why;

pub use adjust::{Adjustment, adjust};
pub use due::{RunDue, expiring, run_due, run_due_telling};
pub use export::{Stretch, export};
pub use holds::{NewHold, hold, resolve};
pub(crate) use holds::{NewSpend, lock, spend};
pub use statement::{StatementFilter, StatementLine, balance_at, statement};
pub use verify::{AccountVerified, verify};
pub use why::{Origin, left, line, of_event, of_hold, origins};

pub(crate) use due::{expiring_of, run_account};
pub(crate) use load::Ledger;
pub(crate) use rows::wallet_id;
pub(crate) use sums::ending_day;

use loyalty::ledger::LedgerError;

use crate::{Conflict, Error};

impl From<LedgerError> for Error {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::NotPositive => Self::Conflict(Conflict::NoPoints),
            LedgerError::NotEnough { .. } => Self::Conflict(Conflict::NotEnoughPoints),
            LedgerError::OtherContent(_) => Self::Conflict(Conflict::TransferDiffers),
            LedgerError::Resolved(_) => Self::Conflict(Conflict::HoldResolved),
            LedgerError::Overflow(_) => Self::Conflict(Conflict::TooManyPoints),
            LedgerError::UnknownHold(_) => Self::NotFound,
            LedgerError::Misfit(_) => Self::Unreadable(error.to_string()),
        }
    }
}

impl From<loyalty::Overflow> for Error {
    fn from(_: loyalty::Overflow) -> Self {
        Self::Conflict(Conflict::TooManyPoints)
    }
}
