//! Writing what was booked: wallets, transfers, lots, holds, the head and the sums, in that order.

use loyalty::ledger::{Booked, LotUse, Wallet};
use sea_orm::Value;
use uuid::Uuid;

use super::load::Ledger;
use super::rows::{COLUMN_COUNT, COLUMNS, place, values_of, wallet_id};
use super::sums::Sums;
use crate::Result;
use crate::board;
use crate::db::{bulk_placeholders, execute};
use crate::entity::column::Code as _;

/// Rows of one statement; SQLite takes 32,766 values at most.
const BATCH: usize = 500;

impl Ledger<'_> {
    /// Writes all that was booked since the book was opened.
    pub(crate) async fn close(self) -> Result<()> {
        if self.booked.is_empty() {
            return Ok(());
        }
        self.write_wallets().await?;
        for batch in self.booked.chunks(BATCH) {
            self.insert_transfers(batch).await?;
        }
        let bringing = |booked: &&Booked| booked.entry.transfer.brings_points();
        let lots: Vec<&Booked> = self.booked.iter().filter(bringing).collect();
        for batch in lots.chunks(BATCH) {
            self.insert_lots(batch).await?;
        }
        self.write_uses().await?;
        for (hold, outcome) in &self.resolved {
            let sql = "UPDATE hold SET outcome = $1 WHERE id = $2";
            let values = [outcome.word().into(), hold.0.into()];
            execute(self.tx.connection(), sql, values).await?;
        }
        let head = self.book.head();
        let sql =
            "UPDATE ledger_head SET position = $1, hash = $2, booked_at = $3 WHERE account_id = $4";
        let values = [
            place(head.position)?.into(),
            head.hash.0.to_vec().into(),
            head.booked_at.as_microsecond().into(),
            self.account.into(),
        ];
        execute(self.tx.connection(), sql, values).await?;
        let mut sums = Sums::default();
        for booked in &self.booked {
            sums.add(booked, &self.zone)?;
        }
        sums.store(self.tx, self.account).await?;
        board::keep(self.tx, self.account, &self.zone, &self.booked).await
    }

    /// New wallets and new balances in one statement.
    async fn write_wallets(&self) -> Result<()> {
        let is_new = |(wallet, balance): &(Wallet, _)| self.found.get(wallet) != Some(balance);
        let changed: Vec<_> = self.book.balances().filter(is_new).collect();
        for batch in changed.chunks(BATCH) {
            let sql = format!(
                "INSERT INTO wallet (id, account_id, kind, member_id, balance) VALUES {}
                 ON CONFLICT (id) DO UPDATE SET balance = excluded.balance",
                bulk_placeholders(self.tx.connection(), batch.len(), 5)
            );
            let values = batch.iter().flat_map(|(wallet, balance)| -> [Value; 5] {
                [
                    wallet_id(self.account, *wallet).into(),
                    self.account.into(),
                    wallet.kind().word().into(),
                    wallet.member().into(),
                    balance.get().into(),
                ]
            });
            execute(self.tx.connection(), &sql, values).await?;
        }
        Ok(())
    }

    async fn insert_transfers(&self, batch: &[Booked]) -> Result<()> {
        let sql = format!(
            "INSERT INTO transfer ({COLUMNS}) VALUES {}",
            bulk_placeholders(self.tx.connection(), batch.len(), COLUMN_COUNT)
        );
        let mut values = Vec::with_capacity(batch.len() * COLUMN_COUNT);
        for booked in batch {
            values.extend(values_of(self.account, &booked.entry)?);
        }
        execute(self.tx.connection(), &sql, values).await?;
        Ok(())
    }

    async fn insert_lots(&self, batch: &[&Booked]) -> Result<()> {
        let sql = format!(
            "INSERT INTO lot (id, wallet_id, points, remaining, occurred_at, position, expires_at) VALUES {}",
            bulk_placeholders(self.tx.connection(), batch.len(), 7)
        );
        let mut values: Vec<Value> = Vec::with_capacity(batch.len() * 7);
        for booked in batch {
            let transfer = &booked.entry.transfer;
            values.extend([
                transfer.id.0.into(),
                wallet_id(self.account, transfer.credit).into(),
                transfer.points.get().into(),
                transfer.points.get().into(),
                transfer.occurred_at.as_microsecond().into(),
                place(booked.entry.position)?.into(),
                transfer
                    .expires_at
                    .map(jiff::Timestamp::as_microsecond)
                    .into(),
            ]);
        }
        execute(self.tx.connection(), &sql, values).await?;
        Ok(())
    }

    /// What transfers took from lots, and what they gave back.
    async fn write_uses(&self) -> Result<()> {
        for booked in &self.booked {
            let transfer = &booked.entry.transfer;
            let gives_back = transfer.debit == Wallet::Held;
            for LotUse { lot, points, .. } in &booked.uses {
                let change = if gives_back {
                    *points
                } else {
                    points.negated()?
                };
                let sql = "UPDATE lot SET remaining = remaining + $1 WHERE id = $2";
                let values = [change.get().into(), lot.0.into()];
                execute(self.tx.connection(), sql, values).await?;
                if !gives_back {
                    self.insert_use(transfer.id.0, lot.0, points.get()).await?;
                }
            }
        }
        Ok(())
    }

    async fn insert_use(&self, transfer: Uuid, lot: Uuid, points: i64) -> Result<()> {
        let sql = "INSERT INTO lot_use (transfer_id, lot_id, points) VALUES ($1, $2, $3)";
        let values = [transfer.into(), lot.into(), points.into()];
        execute(self.tx.connection(), sql, values).await?;
        Ok(())
    }
}
