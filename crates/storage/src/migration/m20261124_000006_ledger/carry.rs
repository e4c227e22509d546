//! Books what the tables before held, in the order in which it happened.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::Points;
use loyalty::ledger::{
    Book, Booked, Entry, Holder, LedgerError, Order, Purpose, TransferId, Wallet, WalletKind,
    derived,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};
use sea_orm_migration::SchemaManagerConnection;
use uuid::Uuid;

/// Books the movements of all accounts. Sums of months and periods came from the same events and stay.
pub(super) async fn over(connection: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let sql = "
        SELECT DISTINCT a.id AS account_id, a.time_zone FROM old_wallet w JOIN account a ON a.id = w.account_id";
    for AccountRow {
        account_id,
        time_zone,
    } in all(connection, sql, []).await?
    {
        let sql = "
            SELECT v.id, v.event_id, v.purpose, v.points, v.occurred_at, w.member_id
            FROM old_movement v JOIN old_wallet w ON w.id = v.wallet_id
            WHERE w.account_id = $1 AND v.points <> 0 ORDER BY v.occurred_at, v.id";
        let movements: Vec<Movement> = all(connection, sql, [account_id.into()]).await?;
        let mut carried = Carried {
            account: account_id,
            book: Book::open(account_id),
            booked: Vec::new(),
        };
        for movement in &movements {
            let booked = carried.book(movement).map_err(|error| {
                DbErr::Migration(format!(
                    "movement {} cannot be booked: {error}",
                    movement.id
                ))
            })?;
            carried.booked.extend(booked);
        }
        carried.write(connection).await?;
        let zone =
            TimeZone::get(&time_zone).map_err(|error| DbErr::Migration(error.to_string()))?;
        carried.write_gifts(connection, &zone).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct AccountRow {
    account_id: Uuid,
    time_zone: String,
}

#[derive(FromQueryResult)]
struct Movement {
    id: Uuid,
    event_id: Uuid,
    purpose: String,
    points: i64,
    occurred_at: i64,
    member_id: Option<Uuid>,
}

struct Carried {
    account: Uuid,
    book: Book,
    booked: Vec<Booked>,
}

impl Carried {
    fn book(&mut self, movement: &Movement) -> Result<Vec<Booked>, LedgerError> {
        let at = Timestamp::from_microsecond(movement.occurred_at)
            .map_err(|_| LedgerError::Misfit("it is at no time"))?;
        let points = Points::new(movement.points);
        let order = Order {
            id: TransferId(movement.id),
            holder: Holder::from(movement.member_id),
            points: if points.is_negative() {
                points.negated()?
            } else {
                points
            },
            occurred_at: at,
            event: Some(movement.event_id),
            why: None,
        };
        if points.is_positive() {
            return self.book.grant(&order, Purpose::Earned, None, at);
        }
        if movement.purpose != "spent" {
            return self.book.correct(&order, None, at);
        }
        // Before, nobody looked whether the points were there. What was not is given, so that the wallet ends at zero.
        let missing = order
            .points
            .minus(self.book.balance(Wallet::Of(order.holder)))?;
        let mut booked = Vec::new();
        if missing.is_positive() {
            let gift = Order {
                id: derived(movement.id, "was not there"),
                points: missing,
                event: None,
                why: Some("Spent before it was earned".to_owned()),
                ..order.clone()
            };
            booked.extend(self.book.grant(&gift, Purpose::Adjusted, None, at)?);
        }
        booked.extend(self.book.withdraw(&order, Purpose::Spent, at)?);
        Ok(booked)
    }

    async fn write(&self, connection: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
        let balances: Vec<_> = self.book.balances().collect();
        for (wallet, balance) in &balances {
            let sql = "INSERT INTO wallet (id, account_id, kind, member_id, balance) VALUES ($1, $2, $3, $4, $5)";
            let values = [
                self.row_of(*wallet).into(),
                self.account.into(),
                kind(wallet.kind()).into(),
                wallet.member().into(),
                balance.get().into(),
            ];
            run(connection, sql, values).await?;
        }
        for booked in &self.booked {
            self.write_entry(connection, &booked.entry).await?;
        }
        let holders: BTreeSet<Holder> = balances
            .iter()
            .filter_map(|(wallet, _)| wallet.spendable())
            .collect();
        for lot in holders.iter().flat_map(|holder| self.book.lots(*holder)) {
            let sql = "UPDATE lot SET remaining = $1 WHERE id = $2";
            run(connection, sql, [lot.left.get().into(), lot.id.0.into()]).await?;
        }
        for booked in &self.booked {
            for used in &booked.uses {
                let sql = "INSERT INTO lot_use (transfer_id, lot_id, points) VALUES ($1, $2, $3)";
                let values = [
                    booked.entry.transfer.id.0.into(),
                    used.lot.0.into(),
                    used.points.get().into(),
                ];
                run(connection, sql, values).await?;
            }
        }
        let head = self.book.head();
        let sql = "INSERT INTO ledger_head (account_id, position, hash, booked_at) VALUES ($1, $2, $3, $4)";
        let values = [
            self.account.into(),
            head.position.cast_signed().into(),
            head.hash.0.to_vec().into(),
            head.booked_at.as_microsecond().into(),
        ];
        run(connection, sql, values).await
    }

    /// What was given to fill a gap counts in its month, as every adjustment does. The month's row is there: something was
    /// spent in it.
    async fn write_gifts(
        &self,
        connection: &SchemaManagerConnection<'_>,
        zone: &TimeZone,
    ) -> Result<(), DbErr> {
        let gifts = self.booked.iter().map(|booked| &booked.entry.transfer);
        for gift in gifts.filter(|transfer| transfer.purpose == Purpose::Adjusted) {
            let sql = "
                UPDATE month_points SET earned = earned + $1 WHERE account_id = $2 AND month = $3 AND holder = $4";
            let month = gift
                .occurred_at
                .to_zoned(zone.clone())
                .strftime("%Y-%m")
                .to_string();
            let holder = if gift.credit.member().is_some() {
                "people"
            } else {
                "company"
            };
            let values = [
                gift.points.get().into(),
                self.account.into(),
                month.into(),
                holder.into(),
            ];
            run(connection, sql, values).await?;
        }
        Ok(())
    }

    /// The transfer, and the lot when it brings points. Nothing carried over runs out.
    async fn write_entry(
        &self,
        connection: &SchemaManagerConnection<'_>,
        entry: &Entry,
    ) -> Result<(), DbErr> {
        let transfer = &entry.transfer;
        let sql = "
            INSERT INTO transfer (id, account_id, position, debit_id, credit_id, holder_id, points, purpose, occurred_at,
                booked_at, event_id, lot_id, why, debit_balance, credit_balance, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
        let holder = transfer
            .holder()
            .map(|holder| self.row_of(Wallet::Of(holder)));
        let values: [Value; 16] = [
            transfer.id.0.into(),
            self.account.into(),
            entry.position.cast_signed().into(),
            self.row_of(transfer.debit).into(),
            self.row_of(transfer.credit).into(),
            holder.into(),
            transfer.points.get().into(),
            transfer.purpose.word().into(),
            transfer.occurred_at.as_microsecond().into(),
            entry.booked_at.as_microsecond().into(),
            transfer.event.into(),
            transfer.lot.map(|lot| lot.0).into(),
            transfer.why.clone().into(),
            entry.debit_balance.map(Points::get).into(),
            entry.credit_balance.map(Points::get).into(),
            entry.hash.0.to_vec().into(),
        ];
        run(connection, sql, values).await?;
        if transfer.brings_points() {
            let sql = "
                INSERT INTO lot (id, wallet_id, points, remaining, occurred_at, position) VALUES ($1, $2, $3, 0, $4, $5)";
            let values = [
                transfer.id.0.into(),
                self.row_of(transfer.credit).into(),
                transfer.points.get().into(),
                transfer.occurred_at.as_microsecond().into(),
                entry.position.cast_signed().into(),
            ];
            run(connection, sql, values).await?;
        }
        Ok(())
    }

    fn row_of(&self, wallet: Wallet) -> Uuid {
        derived(self.account, &wallet.to_string()).0
    }
}

const fn kind(kind: WalletKind) -> &'static str {
    match kind {
        WalletKind::Issued => "issued",
        WalletKind::Account => "account",
        WalletKind::Member => "member",
        WalletKind::Held => "held",
        WalletKind::Redeemed => "redeemed",
        WalletKind::Expired => "expired",
        WalletKind::Owed => "owed",
    }
}

async fn all<T: FromQueryResult>(
    connection: &SchemaManagerConnection<'_>,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>, DbErr> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let found = connection.query_all_raw(statement).await?;
    found
        .iter()
        .map(|row| T::from_query_result(row, ""))
        .collect()
}

async fn run(
    connection: &SchemaManagerConnection<'_>,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<(), DbErr> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    connection.execute_raw(statement).await.map(drop)
}

#[cfg(test)]
mod tests;
