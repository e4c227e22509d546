//! What can be done with points. Each command books one transfer, and those that follow from it.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::LedgerError;
use super::book::{Book, Booked, HoldState, whole_micros};
use super::lots::Lot;
use super::transfer::{HoldId, Outcome, Purpose, Transfer, TransferId};
use super::wallet::{Holder, Wallet};
use crate::Points;

/// Points to give to a holder or to take from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Repeating the same order changes nothing; another order with the same id is refused.
    pub id: TransferId,
    pub holder: Holder,
    pub points: Points,
    pub occurred_at: Timestamp,
    pub event: Option<Uuid>,
    pub why: Option<String>,
}

/// The id of a transfer that follows from another: the same one again when the command is repeated.
pub fn derived(from: Uuid, role: &str) -> TransferId {
    let hash = Sha256::new()
        .chain_update(from.as_bytes())
        .chain_update(role)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    TransferId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

impl Book {
    /// Gives new points: [`Purpose::Earned`] or [`Purpose::Adjusted`]. What the holder owes is taken from them at once.
    pub fn grant(
        &mut self,
        order: &Order,
        purpose: Purpose,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Vec<Booked>, LedgerError> {
        let to = Wallet::Of(order.holder);
        let transfer = Transfer {
            expires_at: expires_at.map(whole_micros),
            ..order.transfer(Wallet::Issued, to, purpose)
        };
        if self.is_repeated(&transfer)? {
            return Ok(Vec::new());
        }
        let mut booked = vec![self.enter(transfer, now)?];
        booked.extend(self.recover(order.holder, order.id.0, now)?);
        Ok(booked)
    }

    /// Takes back what was earned by mistake: of `lot` first, then of the oldest points. What is not there any more is
    /// owed, and the holder's next points settle it.
    pub fn correct(
        &mut self,
        order: &Order,
        lot: Option<TransferId>,
        now: Timestamp,
    ) -> Result<Vec<Booked>, LedgerError> {
        let (wallet, owed) = (Wallet::Of(order.holder), Wallet::Owed(order.holder));
        let from = |debit, id, points| Transfer {
            id,
            points,
            lot,
            ..order.transfer(debit, Wallet::Issued, Purpose::Corrected)
        };
        let rest_id = derived(order.id.0, "owed");
        if let Some(first) = self.known(order.id) {
            let rest = self.known(rest_id).map_or(Points::ZERO, |rest| rest.points);
            let is_same = first.points.plus(rest)? == order.points
                && *first == from(first.debit, order.id, first.points);
            return if is_same {
                Ok(Vec::new())
            } else {
                Err(LedgerError::OtherContent(order.id))
            };
        }
        if !order.points.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        let there = order.points.min(self.balance(wallet));
        let missing = order.points.minus(there)?;
        // Both sums are tried before the first part is booked, so that a refusal leaves nothing half done.
        self.balance(Wallet::Issued).plus(order.points)?;
        self.balance(owed).minus(missing)?;
        let mut booked = Vec::new();
        if there.is_positive() {
            booked.push(self.enter(from(wallet, order.id, there), now)?);
        }
        if missing.is_positive() {
            let id = if there.is_positive() {
                rest_id
            } else {
                order.id
            };
            booked.push(self.enter(from(owed, id, missing), now)?);
        }
        Ok(booked)
    }

    /// Takes points at once: [`Purpose::Spent`], or [`Purpose::Adjusted`] by a person of the vendor.
    pub fn withdraw(
        &mut self,
        order: &Order,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Vec<Booked>, LedgerError> {
        let to = match purpose {
            Purpose::Adjusted => Wallet::Issued,
            _ => Wallet::Redeemed,
        };
        self.take(
            order.transfer(Wallet::Of(order.holder), to, purpose),
            order.holder,
            now,
        )
    }

    /// Sets points aside under the order's id, to be posted or given back.
    pub fn hold(&mut self, order: &Order, now: Timestamp) -> Result<Vec<Booked>, LedgerError> {
        let transfer = Transfer {
            hold: Some(HoldId(order.id.0)),
            ..order.transfer(Wallet::Of(order.holder), Wallet::Held, Purpose::Held)
        };
        self.take(transfer, order.holder, now)
    }

    /// Ends a hold. The same outcome again changes nothing, another is refused.
    pub fn resolve(
        &mut self,
        hold: HoldId,
        outcome: Outcome,
        why: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<Booked>, LedgerError> {
        let (holder, points) = match self.hold_state(hold) {
            None => return Err(LedgerError::UnknownHold(hold)),
            Some(HoldState::Resolved(before)) if *before == outcome => return Ok(Vec::new()),
            Some(HoldState::Resolved(before)) => return Err(LedgerError::Resolved(*before)),
            Some(HoldState::Pending { holder, parts }) => {
                (*holder, Points::sum(parts.iter().map(|part| part.left))?)
            }
        };
        let credit = match outcome {
            Outcome::Posted => Wallet::Redeemed,
            Outcome::Voided | Outcome::RanOut => Wallet::Of(holder),
        };
        let order = Order {
            id: derived(hold.0, "resolved"),
            holder,
            points,
            occurred_at: now,
            event: None,
            why: why.map(str::to_owned),
        };
        let transfer = Transfer {
            hold: Some(hold),
            ..order.transfer(Wallet::Held, credit, outcome.purpose())
        };
        let mut booked = vec![self.enter(transfer, now)?];
        booked.extend(self.recover(holder, order.id.0, now)?);
        Ok(booked)
    }

    /// Takes what is left of the holder's lots that have run out by `now`, oldest first.
    pub fn expire(&mut self, holder: Holder, now: Timestamp) -> Result<Vec<Booked>, LedgerError> {
        let mut booked = Vec::new();
        for lot in self.due(holder, now) {
            // The lot may run out again after a hold gave points back to it, so the place in the book is part of the id.
            let place = format!("expired {}", self.head().position + 1);
            let order = Order {
                id: derived(lot.id.0, &place),
                holder,
                points: lot.left,
                occurred_at: lot.expires_at.unwrap_or(now),
                event: None,
                why: None,
            };
            let transfer = Transfer {
                lot: Some(lot.id),
                ..order.transfer(Wallet::Of(holder), Wallet::Expired, Purpose::Expired)
            };
            booked.push(self.enter(transfer, now)?);
        }
        Ok(booked)
    }

    fn due(&self, holder: Holder, now: Timestamp) -> Vec<Lot> {
        let has_run_out = |lot: &&Lot| lot.expires_at.is_some_and(|end| end <= now);
        self.lots(holder).filter(has_run_out).copied().collect()
    }

    /// Takes points that are not due: what has run out is gone at its time, whether or not anyone has booked it yet.
    fn take(
        &mut self,
        transfer: Transfer,
        holder: Holder,
        now: Timestamp,
    ) -> Result<Vec<Booked>, LedgerError> {
        if self.is_repeated(&transfer)? {
            return Ok(Vec::new());
        }
        let due = Points::sum(self.due(holder, now).iter().map(|lot| lot.left))?;
        let available = self.balance(Wallet::Of(holder)).minus(due)?;
        if !transfer.points.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        if available < transfer.points {
            return Err(LedgerError::NotEnough {
                available,
                wanted: transfer.points,
            });
        }
        let mut booked = self.expire(holder, now)?;
        booked.push(self.enter(transfer, now)?);
        Ok(booked)
    }

    /// Settles what the holder owes from what has just come in.
    fn recover(
        &mut self,
        holder: Holder,
        cause: Uuid,
        now: Timestamp,
    ) -> Result<Option<Booked>, LedgerError> {
        let owed = self.balance(Wallet::Owed(holder)).negated()?;
        let points = owed.min(self.balance(Wallet::Of(holder)));
        if !points.is_positive() {
            return Ok(None);
        }
        let order = Order {
            id: derived(cause, "recovered"),
            holder,
            points,
            occurred_at: now,
            event: None,
            why: None,
        };
        let transfer = order.transfer(Wallet::Of(holder), Wallet::Owed(holder), Purpose::Recovered);
        self.enter(transfer, now).map(Some)
    }

    fn is_repeated(&self, transfer: &Transfer) -> Result<bool, LedgerError> {
        match self.known(transfer.id) {
            None => Ok(false),
            Some(known) if known == transfer => Ok(true),
            Some(_) => Err(LedgerError::OtherContent(transfer.id)),
        }
    }
}

impl Order {
    fn transfer(&self, debit: Wallet, credit: Wallet, purpose: Purpose) -> Transfer {
        Transfer {
            id: self.id,
            debit,
            credit,
            points: self.points,
            purpose,
            occurred_at: whole_micros(self.occurred_at),
            expires_at: None,
            event: self.event,
            hold: None,
            lot: None,
            why: self.why.clone(),
        }
    }
}
