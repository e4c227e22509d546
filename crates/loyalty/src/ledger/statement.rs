//! What one holder sees of the book, and the check of it that everyone can make.
//!
//! The browser runs it on a downloaded statement, so it needs nothing but the statement. Entries of others are there as
//! digests: none can be left out, and none can be read.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::chain::{Digest, Entry};
use super::wallet::{Holder, Wallet};
use super::{Broken, LedgerError};
use crate::Points;

/// A stretch of an account's book as one holder may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub account: Uuid,
    /// The holder's wallet.
    pub wallet: Wallet,
    /// Before the first line.
    pub opening: Mark,
    /// In the order in which they were booked.
    pub lines: Vec<Line>,
    /// After the last line.
    pub closing: Mark,
}

/// A place in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub position: u64,
    pub hash: Digest,
    /// Of the statement's wallet.
    pub balance: Points,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// An entry that concerns the holder.
    Open(Box<Entry>),
    /// The content's digest of an entry that does not.
    Sealed(Digest),
}

/// What a check has found: every line is what was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Entries that concern the holder.
    pub open: u64,
    /// Entries of others in between.
    pub sealed: u64,
    pub closing: Mark,
}

impl Line {
    /// The line for an entry in the statement of a holder.
    pub fn of(entry: Entry, holder: Holder) -> Self {
        if concerns(&entry, holder) {
            Self::Open(Box::new(entry))
        } else {
            Self::Sealed(entry.content())
        }
    }
}

/// Checks that the lines follow from one another, and the balances from the lines.
pub fn verify(statement: &Statement) -> Result<Verified, Broken> {
    let opening = statement.opening;
    let broken = |at, what| Broken { at, what };
    let holder = statement.wallet.spendable().ok_or(broken(
        opening.position,
        "it is not the statement of a holder",
    ))?;
    if opening.position == 0 {
        let is_start =
            opening.hash == Digest::genesis(statement.account) && opening.balance == Points::ZERO;
        if !is_start {
            return Err(broken(0, "the book of this account does not begin so"));
        }
    }
    let mut walk = Walk {
        mark: opening,
        wallet: statement.wallet,
    };
    let (mut open, mut sealed) = (0, 0);
    for line in &statement.lines {
        let at = walk.mark.position + 1;
        match line {
            Line::Sealed(content) => {
                walk.seal(*content);
                sealed += 1;
            }
            Line::Open(entry) if concerns(entry, holder) => {
                walk.follow(entry).map_err(|what| broken(at, what))?;
                open += 1;
            }
            Line::Open(_) => return Err(broken(at, "it is not of this holder")),
        }
    }
    if walk.mark != statement.closing {
        return Err(broken(
            walk.mark.position,
            "the end is not what the lines lead to",
        ));
    }
    Ok(Verified {
        open,
        sealed,
        closing: walk.mark,
    })
}

struct Walk {
    mark: Mark,
    wallet: Wallet,
}

impl Walk {
    fn seal(&mut self, content: Digest) {
        self.mark.position += 1;
        self.mark.hash = self.mark.hash.followed_by(content);
    }

    fn follow(&mut self, entry: &Entry) -> Result<(), &'static str> {
        let transfer = &entry.transfer;
        self.seal(entry.content());
        if entry.position != self.mark.position {
            return Err("an entry before it is missing");
        }
        if entry.hash != self.mark.hash {
            return Err("its hash does not follow from what it says");
        }
        if !transfer.points.is_positive()
            || !transfer.purpose.allows(transfer.debit, transfer.credit)
        {
            return Err("the book does not allow it");
        }
        let after = self
            .after(entry)
            .map_err(|_| "its points cannot be counted")?;
        let said = if transfer.credit == self.wallet {
            entry.credit_balance
        } else {
            entry.debit_balance
        };
        let is_touched = transfer.credit == self.wallet || transfer.debit == self.wallet;
        if after.is_negative() || (is_touched && said != Some(after)) {
            return Err("the balance after it is another");
        }
        self.mark.balance = after;
        Ok(())
    }

    fn after(&self, entry: &Entry) -> Result<Points, LedgerError> {
        Ok(self
            .mark
            .balance
            .plus(entry.transfer.change_of(self.wallet)?)?)
    }
}

/// Whether it moves the holder's points, or what the holder owes.
fn concerns(entry: &Entry, holder: Holder) -> bool {
    let is_theirs = |wallet| wallet == Wallet::Of(holder) || wallet == Wallet::Owed(holder);
    is_theirs(entry.transfer.debit) || is_theirs(entry.transfer.credit)
}
