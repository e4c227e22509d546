//! The sums kept beside the transfers: months, and what runs out when.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::ledger::{Booked, Purpose, Wallet};
use loyalty::{Overflow, Points};
use sea_orm::Value;
use uuid::Uuid;

use super::rows::wallet_id;
use crate::calendar::{day, month};
use crate::db::{bulk_placeholders, execute};
use crate::{Result, Tx};

const MICROS_OF_DAY: i64 = 24 * 3600 * 1_000_000;
/// Rows of one statement.
const BATCH: usize = 500;

/// What entries of one account add to its sums. The same entries give the same sums again, so that they can be checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// By month and holder.
    pub months: BTreeMap<(String, &'static str), MonthSum>,
    /// By wallet and day.
    pub expiring: BTreeMap<(Wallet, i64), Points>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MonthSum {
    pub earned: Points,
    /// What was taken for redemptions, also while it is held.
    pub spent: Points,
    pub expired: Points,
}

/// The day on which points run out, in days since 1970.
pub(crate) fn ending_day(at: Timestamp) -> i64 {
    at.as_microsecond().div_euclid(MICROS_OF_DAY)
}

impl Sums {
    pub(super) fn add(&mut self, booked: &Booked, zone: &TimeZone) -> Result<()> {
        let transfer = &booked.entry.transfer;
        let on = day(transfer.occurred_at, zone);
        let points = transfer.points;
        let earned = if transfer.credit == Wallet::Issued {
            points.negated()?
        } else {
            points
        };
        let mut sum = MonthSum::default();
        match transfer.purpose {
            Purpose::Earned | Purpose::Corrected | Purpose::Adjusted => sum.earned = earned,
            Purpose::Held => sum.spent = points,
            Purpose::Spent if transfer.debit != Wallet::Held => sum.spent = points,
            Purpose::Released | Purpose::RanOut => sum.spent = points.negated()?,
            Purpose::Expired => sum.expired = points,
            // A hold that is posted was counted when it was made; a debt when the correction made it.
            Purpose::Spent | Purpose::Recovered => {}
        }
        if sum != MonthSum::default() {
            let member = transfer.debit.member().or(transfer.credit.member());
            let holder = if member.is_some() {
                "people"
            } else {
                "company"
            };
            self.months
                .entry((month(on), holder))
                .or_default()
                .add(sum)?;
        }
        self.add_ending(booked)
    }

    fn add_ending(&mut self, booked: &Booked) -> Result<()> {
        let transfer = &booked.entry.transfer;
        if let (true, Some(end)) = (transfer.brings_points(), transfer.expires_at) {
            let key = (transfer.credit, ending_day(end));
            plus(self.expiring.entry(key).or_default(), transfer.points)?;
        }
        let gives_back = transfer.debit == Wallet::Held;
        let wallet = if gives_back {
            transfer.credit
        } else {
            transfer.debit
        };
        for used in &booked.uses {
            let Some(end) = used.expires_at else { continue };
            let change = if gives_back {
                used.points
            } else {
                used.points.negated()?
            };
            plus(
                self.expiring.entry((wallet, ending_day(end))).or_default(),
                change,
            )?;
        }
        Ok(())
    }

    /// Adds them to those that are kept. Under the account's lock, so that no two writers meet here.
    pub(super) async fn store(self, tx: &Tx, account: Uuid) -> Result<()> {
        let months = self
            .months
            .iter()
            .map(|((month, holder), sum)| -> [Value; 6] {
                [
                    account.into(),
                    month.as_str().into(),
                    (*holder).into(),
                    sum.earned.get().into(),
                    sum.spent.get().into(),
                    sum.expired.get().into(),
                ]
            });
        let table = "month_points (account_id, month, holder, earned, spent, expired)";
        let merge = "(account_id, month, holder) DO UPDATE SET earned = month_points.earned + excluded.earned,
            spent = month_points.spent + excluded.spent, expired = month_points.expired + excluded.expired";
        upsert(tx, table, merge, months.collect()).await?;

        self.store_expiring(tx, account).await
    }

    async fn store_expiring(&self, tx: &Tx, account: Uuid) -> Result<()> {
        let row = |wallet: Wallet, day: i64, points: Points| -> [Value; 3] {
            [
                wallet_id(account, wallet).into(),
                day.into(),
                points.get().into(),
            ]
        };
        // A row that is to be lowered exists; one that is to be made must not begin below zero.
        let mut raised = Vec::new();
        for ((wallet, day), points) in &self.expiring {
            if points.is_negative() {
                let sql = "UPDATE expiring_points SET points = points + $3 WHERE wallet_id = $1 AND day = $2";
                execute(tx.connection(), sql, row(*wallet, *day, *points)).await?;
            } else {
                raised.push(row(*wallet, *day, *points));
            }
        }
        let table = "expiring_points (wallet_id, day, points)";
        let merge =
            "(wallet_id, day) DO UPDATE SET points = expiring_points.points + excluded.points";
        upsert(tx, table, merge, raised).await
    }
}

impl MonthSum {
    fn add(&mut self, other: Self) -> Result<(), Overflow> {
        plus(&mut self.earned, other.earned)?;
        plus(&mut self.spent, other.spent)?;
        plus(&mut self.expired, other.expired)
    }
}

fn plus(sum: &mut Points, points: Points) -> Result<(), Overflow> {
    *sum = sum.plus(points)?;
    Ok(())
}

async fn upsert<const COLUMNS: usize>(
    tx: &Tx,
    table: &str,
    merge: &str,
    rows: Vec<[Value; COLUMNS]>,
) -> Result<()> {
    for batch in rows.chunks(BATCH) {
        let places = bulk_placeholders(tx.connection(), batch.len(), COLUMNS);
        let sql = format!("INSERT INTO {table} VALUES {places} ON CONFLICT {merge}");
        execute(tx.connection(), &sql, batch.iter().flatten().cloned()).await?;
    }
    Ok(())
}
