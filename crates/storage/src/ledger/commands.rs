//! The commands of the book, each with the loading that it needs.

use jiff::Timestamp;
use loyalty::ledger::{Booked, HoldId, Holder, Order, Outcome, Purpose, TransferId};

use super::load::Ledger;
use crate::Result;

impl Ledger<'_> {
    /// Adds points that were earned, given or taken to what will be written.
    pub(crate) fn grant(
        &mut self,
        order: &Order,
        purpose: Purpose,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<()> {
        let booked = self.book.grant(order, purpose, expires_at, now)?;
        self.note(booked);
        Ok(())
    }

    pub(crate) async fn correct(
        &mut self,
        order: &Order,
        lot: Option<TransferId>,
        now: Timestamp,
    ) -> Result<()> {
        if let Some(lot) = lot {
            self.load_lot(order.holder, lot).await?;
        }
        self.load_due(order.holder, now).await?;
        // Due lots count here: what has run out and is still there can be taken back too.
        self.load_oldest(order.holder, order.points, now).await?;
        let booked = self.book.correct(order, lot, now)?;
        self.note(booked);
        Ok(())
    }

    pub(crate) async fn withdraw(
        &mut self,
        order: &Order,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<()> {
        self.load_due(order.holder, now).await?;
        self.load_oldest(order.holder, order.points, now).await?;
        let booked = self.book.withdraw(order, purpose, now)?;
        self.note(booked);
        Ok(())
    }

    pub(super) async fn hold(&mut self, order: &Order, now: Timestamp) -> Result<bool> {
        self.load_known(order.id).await?;
        self.load_due(order.holder, now).await?;
        self.load_oldest(order.holder, order.points, now).await?;
        let booked = self.book.hold(order, now)?;
        let is_new = !booked.is_empty();
        self.note(booked);
        Ok(is_new)
    }

    /// Says whether the hold ended now; false when it had ended so before.
    pub(super) async fn resolve(
        &mut self,
        hold: HoldId,
        outcome: Outcome,
        why: Option<&str>,
        now: Timestamp,
    ) -> Result<bool> {
        self.load_hold(hold).await?;
        let booked = self.book.resolve(hold, outcome, why, now)?;
        let is_new = !booked.is_empty();
        if is_new {
            self.resolved.push((hold, outcome));
        }
        self.note(booked);
        Ok(is_new)
    }

    /// Books what has run out; says in how many lots.
    pub(super) async fn expire(&mut self, holder: Holder, now: Timestamp) -> Result<usize> {
        self.load_due(holder, now).await?;
        let booked = self.book.expire(holder, now)?;
        let count = booked.len();
        self.note(booked);
        Ok(count)
    }

    fn note(&mut self, booked: Vec<Booked>) {
        let fresh = booked
            .iter()
            .filter(|booked| booked.entry.transfer.brings_points());
        self.lots
            .extend(fresh.map(|booked| booked.entry.transfer.id));
        self.booked.extend(booked);
    }
}
