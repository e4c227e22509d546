//! The sums kept beside the movements: balances, months, periods.

use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::calendar::{day, month, period};
use super::record::{Holder, NewEvent, wallet_of};
use crate::db::execute;
use crate::{Error, Result, Tx};

/// What a batch adds to balances and sums, ordered so that two batches never wait for each other.
#[derive(Default)]
pub(super) struct Sums {
    balances: BTreeMap<Uuid, i64>,
    /// By account, month, holder: earned and spent.
    months: BTreeMap<(Uuid, String, &'static str), (i64, i64)>,
    /// By account and year.
    periods: BTreeMap<(Uuid, String), i64>,
}

impl Sums {
    pub(super) fn of(
        moving: &[(Uuid, &NewEvent)],
        wallets: &HashMap<Holder, Uuid>,
        zones: &HashMap<Uuid, TimeZone>,
    ) -> Result<Self> {
        let mut sums = Self::default();
        for (_, event) in moving {
            let zone = zones.get(&event.account).ok_or(Error::NotFound)?;
            let on = day(event.occurred_at, zone);
            *sums.balances.entry(wallet_of(wallets, event)?).or_default() += event.change.points();
            let holder = if event.member.is_some() {
                "people"
            } else {
                "company"
            };
            let of_month = sums
                .months
                .entry((event.account, month(on), holder))
                .or_default();
            of_month.0 += event.change.earned();
            of_month.1 += event.change.spent();
            *sums
                .periods
                .entry((event.account, period(on.year())))
                .or_default() += event.change.earned();
        }
        Ok(sums)
    }

    pub(super) async fn store(self, tx: &Tx) -> Result<()> {
        let connection = tx.connection();
        for (wallet, points) in self.balances {
            let sql = "UPDATE wallet SET balance = balance + $1 WHERE id = $2";
            execute(connection, sql, [points.into(), wallet.into()]).await?;
        }
        for ((account, month, holder), (earned, spent)) in self.months {
            let sql = "
                INSERT INTO month_points (account_id, month, holder, earned, spent) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (account_id, month, holder) DO UPDATE
                SET earned = month_points.earned + excluded.earned, spent = month_points.spent + excluded.spent";
            let values = [
                account.into(),
                month.into(),
                holder.into(),
                earned.into(),
                spent.into(),
            ];
            execute(connection, sql, values).await?;
        }
        for ((account, period), earned) in self.periods {
            let sql = "
                INSERT INTO period_points (account_id, period, earned) VALUES ($1, $2, $3)
                ON CONFLICT (account_id, period) DO UPDATE SET earned = period_points.earned + excluded.earned";
            execute(
                connection,
                sql,
                [account.into(), period.into(), earned.into()],
            )
            .await?;
        }
        Ok(())
    }
}
