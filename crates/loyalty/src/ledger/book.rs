//! The book of one account: balances, lots and holds, as they follow from the entries.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use uuid::Uuid;

use super::chain::{Digest, Entry};
use super::lots::{Lot, LotUse, Lots};
use super::transfer::{HoldId, Outcome, Purpose, Transfer, TransferId};
use super::wallet::{Holder, Wallet};
use super::{Broken, LedgerError};
use crate::{Overflow, Points};

/// Where the book ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub position: u64,
    pub hash: Digest,
    pub booked_at: Timestamp,
}

/// What became of points that were set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// Whose they are, and the lots that they return to.
    Pending {
        holder: Holder,
        parts: Vec<Lot>,
    },
    Resolved(Outcome),
}

/// An entry just made, and what it did to the lots: took from them, or gave back when a hold was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    pub entry: Entry,
    pub uses: Vec<LotUse>,
}

/// The state of an account's ledger, whole or as far as one command needs it.
///
/// Whoever has it in a database begins [`Self::at`] the head and adds what the command touches: the balances of the
/// holder's and of the account's own wallets; for what takes points the lots that are due and enough of the oldest; for
/// a resolution the hold; and the transfer that has the command's id, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    head: Head,
    balances: BTreeMap<Wallet, Points>,
    lots: BTreeMap<Holder, Lots>,
    holds: BTreeMap<HoldId, HoldState>,
    known: HashMap<TransferId, Transfer>,
}

impl Head {
    /// Of a book without an entry.
    pub fn start(account: Uuid) -> Self {
        Self {
            position: 0,
            hash: Digest::genesis(account),
            booked_at: Timestamp::MIN,
        }
    }
}

impl Book {
    /// The whole book of an account, before its first entry.
    pub fn open(account: Uuid) -> Self {
        Self::at(Head::start(account))
    }

    /// A book that goes on after `head`.
    pub fn at(head: Head) -> Self {
        Self {
            head,
            balances: BTreeMap::new(),
            lots: BTreeMap::new(),
            holds: BTreeMap::new(),
            known: HashMap::new(),
        }
    }

    pub fn set_balance(&mut self, wallet: Wallet, balance: Points) {
        self.balances.insert(wallet, balance);
    }

    pub fn add_lot(&mut self, holder: Holder, lot: Lot) -> Result<(), LedgerError> {
        self.lots.entry(holder).or_default().put(lot)
    }

    pub fn set_hold(&mut self, hold: HoldId, state: HoldState) {
        self.holds.insert(hold, state);
    }

    pub fn add_known(&mut self, transfer: Transfer) {
        self.known.insert(transfer.id, transfer);
    }

    pub const fn head(&self) -> Head {
        self.head
    }

    pub fn balance(&self, wallet: Wallet) -> Points {
        self.balances.get(&wallet).copied().unwrap_or(Points::ZERO)
    }

    pub fn balances(&self) -> impl Iterator<Item = (Wallet, Points)> {
        self.balances
            .iter()
            .map(|(wallet, points)| (*wallet, *points))
    }

    pub fn lots(&self, holder: Holder) -> impl Iterator<Item = &Lot> {
        self.lots.get(&holder).into_iter().flat_map(Lots::iter)
    }

    pub fn holds(&self) -> impl Iterator<Item = (HoldId, &HoldState)> {
        self.holds.iter().map(|(id, state)| (*id, state))
    }

    pub fn hold_state(&self, hold: HoldId) -> Option<&HoldState> {
        self.holds.get(&hold)
    }

    /// Lets go of the transfers that repetitions are told by: for a long replay of what a database keeps apart by id.
    pub fn forget_known(&mut self) {
        self.known.clear();
    }

    pub(super) fn known(&self, id: TransferId) -> Option<&Transfer> {
        self.known.get(&id)
    }

    /// Adds an entry that was booked before, as the next one, and checks that it is what was booked.
    pub fn replay(&mut self, entry: &Entry) -> Result<Vec<LotUse>, Broken> {
        let at = self.head.position + 1;
        let broken = |what| Broken { at, what };
        if entry.position != at {
            return Err(broken("an entry before it is missing"));
        }
        if entry.booked_at < self.head.booked_at {
            return Err(broken("it was booked before the entry before it"));
        }
        if self.head.hash.followed_by(entry.content()) != entry.hash {
            return Err(broken("its hash does not follow from what it says"));
        }
        let booked = self
            .enter(entry.transfer.clone(), entry.booked_at)
            .map_err(|_| broken("the book does not allow it"))?;
        if booked.entry == *entry {
            Ok(booked.uses)
        } else {
            Err(broken("the balances after it are others"))
        }
    }

    /// Books a transfer. Nothing has changed when it fails.
    pub(super) fn enter(
        &mut self,
        transfer: Transfer,
        booked_at: Timestamp,
    ) -> Result<Booked, LedgerError> {
        let position = self.head.position + 1;
        let uses = self.apply(&transfer, position)?;
        let balance_of_holder = |wallet: Wallet| wallet.spendable().map(|_| self.balance(wallet));
        let mut entry = Entry {
            position,
            // A clock that was set back must not put an entry before one that is there.
            booked_at: whole_micros(booked_at).max(self.head.booked_at),
            debit_balance: balance_of_holder(transfer.debit),
            credit_balance: balance_of_holder(transfer.credit),
            transfer,
            hash: self.head.hash,
        };
        entry.hash = self.head.hash.followed_by(entry.content());
        self.head = Head {
            position,
            hash: entry.hash,
            booked_at: entry.booked_at,
        };
        self.add_known(entry.transfer.clone());
        Ok(Booked { entry, uses })
    }

    fn apply(&mut self, transfer: &Transfer, position: u64) -> Result<Vec<LotUse>, LedgerError> {
        if !transfer.points.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        if !transfer.purpose.allows(transfer.debit, transfer.credit) {
            return Err(LedgerError::Misfit(
                "these wallets do not exchange points for this purpose",
            ));
        }
        if self.known.contains_key(&transfer.id) {
            return Err(LedgerError::OtherContent(transfer.id));
        }
        let available = self.balance(transfer.debit);
        let debit = available.minus(transfer.points)?;
        let credit = self.balance(transfer.credit).plus(transfer.points)?;
        let may_be_negative = matches!(transfer.debit, Wallet::Issued | Wallet::Owed(_));
        if debit.is_negative() && !may_be_negative {
            return Err(LedgerError::NotEnough {
                available,
                wanted: transfer.points,
            });
        }
        if matches!(transfer.credit, Wallet::Owed(_)) && credit.is_positive() {
            return Err(LedgerError::Misfit("it settles more than is owed"));
        }
        let uses = self.move_lots(transfer, position)?;
        self.balances.insert(transfer.debit, debit);
        self.balances.insert(transfer.credit, credit);
        Ok(uses)
    }

    /// What the transfer does to lots and holds.
    fn move_lots(
        &mut self,
        transfer: &Transfer,
        position: u64,
    ) -> Result<Vec<LotUse>, LedgerError> {
        if transfer.debit == Wallet::Held {
            return self.resolve_hold(transfer);
        }
        if let Some(holder) = transfer.debit.spendable() {
            return self.take_lots(holder, transfer);
        }
        if let (true, Some(holder)) = (transfer.brings_points(), transfer.credit.spendable()) {
            let lot = Lot {
                id: transfer.id,
                left: transfer.points,
                occurred_at: transfer.occurred_at,
                position,
                expires_at: transfer.expires_at,
            };
            self.add_lot(holder, lot)?;
        }
        Ok(Vec::new())
    }

    fn take_lots(
        &mut self,
        holder: Holder,
        transfer: &Transfer,
    ) -> Result<Vec<LotUse>, LedgerError> {
        let lots = self.lots.entry(holder).or_default();
        if transfer.purpose == Purpose::Expired {
            let expiring = lots.iter().find(|lot| Some(lot.id) == transfer.lot);
            if expiring.is_none_or(|lot| lot.left < transfer.points) {
                return Err(LedgerError::Misfit(
                    "it expires more than is left of the lot",
                ));
            }
        }
        let parts = lots.take(transfer.points, transfer.lot)?;
        let uses = uses(&parts);
        if transfer.purpose == Purpose::Held {
            let pending = HoldState::Pending { holder, parts };
            self.holds.insert(HoldId(transfer.id.0), pending);
        }
        Ok(uses)
    }

    fn resolve_hold(&mut self, transfer: &Transfer) -> Result<Vec<LotUse>, LedgerError> {
        let id = transfer
            .hold
            .ok_or(LedgerError::Misfit("it resolves no hold"))?;
        let (holder, parts) = match self.holds.get(&id) {
            None => return Err(LedgerError::UnknownHold(id)),
            Some(HoldState::Resolved(outcome)) => return Err(LedgerError::Resolved(*outcome)),
            Some(HoldState::Pending { holder, parts }) => (*holder, parts.clone()),
        };
        let outcome = match transfer.purpose {
            Purpose::Spent => Outcome::Posted,
            Purpose::Released => Outcome::Voided,
            _ => Outcome::RanOut,
        };
        let is_whole = Points::sum(parts.iter().map(|part| part.left))? == transfer.points;
        let is_to_holder = transfer.credit.spendable().is_none_or(|to| to == holder);
        if !is_whole || !is_to_holder {
            return Err(LedgerError::Misfit("it is not what was held"));
        }
        self.holds.insert(id, HoldState::Resolved(outcome));
        if outcome == Outcome::Posted {
            return Ok(Vec::new());
        }
        for part in &parts {
            self.add_lot(holder, *part)?;
        }
        Ok(uses(&parts))
    }
}

/// Times are kept to the microsecond: a command that is repeated must meet what was kept of it.
pub(super) fn whole_micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

fn uses(parts: &[Lot]) -> Vec<LotUse> {
    let used = |part: &Lot| LotUse {
        lot: part.id,
        points: part.left,
        expires_at: part.expires_at,
    };
    parts.iter().map(used).collect()
}

/// The balance that a wallet had at a moment, from the entries of its book.
pub fn balance_at(entries: &[Entry], wallet: Wallet, at: Timestamp) -> Result<Points, Overflow> {
    let until = entries.partition_point(|entry| entry.booked_at <= at);
    entries
        .iter()
        .take(until)
        .try_fold(Points::ZERO, |sum, entry| {
            sum.plus(entry.transfer.change_of(wallet)?)
        })
}
