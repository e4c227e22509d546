//! Entries of the book as rows, and back.

use std::collections::HashMap;

use loyalty::Points;
use loyalty::ledger::{
    Digest, Entry, HoldId, Lot, Purpose, Transfer, TransferId, Wallet, WalletKind, derived,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::db::rows;
use crate::entity::column::{Coded, Moment};
use crate::{Error, Result};

/// The columns of a transfer, in the order of [`values_of`].
pub(super) const COLUMNS: &str = "id, account_id, position, debit_id, credit_id, holder_id, points, purpose, occurred_at, \
    booked_at, expires_at, event_id, hold_id, lot_id, why, debit_balance, credit_balance, hash";
pub(super) const COLUMN_COUNT: usize = 18;

/// The row of a wallet: the same in every process without asking.
pub(crate) fn wallet_id(account: Uuid, wallet: Wallet) -> Uuid {
    derived(account, &wallet.to_string()).0
}

pub(super) fn values_of(account: Uuid, entry: &Entry) -> Result<[Value; COLUMN_COUNT]> {
    let transfer = &entry.transfer;
    let points = |points: Option<Points>| points.map(Points::get);
    let holder = transfer.holder().map(Wallet::Of);
    Ok([
        transfer.id.0.into(),
        account.into(),
        place(entry.position)?.into(),
        wallet_id(account, transfer.debit).into(),
        wallet_id(account, transfer.credit).into(),
        holder.map(|wallet| wallet_id(account, wallet)).into(),
        transfer.points.get().into(),
        transfer.purpose.word().into(),
        transfer.occurred_at.as_microsecond().into(),
        entry.booked_at.as_microsecond().into(),
        transfer
            .expires_at
            .map(jiff::Timestamp::as_microsecond)
            .into(),
        transfer.event.into(),
        transfer.hold.map(|hold| hold.0).into(),
        transfer.lot.map(|lot| lot.0).into(),
        transfer.why.clone().into(),
        points(entry.debit_balance).into(),
        points(entry.credit_balance).into(),
        entry.hash.0.to_vec().into(),
    ])
}

/// A position as the databases count.
pub(super) fn place(position: u64) -> Result<i64> {
    i64::try_from(position).map_err(|_| Error::Unreadable(format!("{position} is no position")))
}

#[derive(FromQueryResult)]
pub(super) struct TransferRow {
    id: Uuid,
    position: i64,
    debit_id: Uuid,
    credit_id: Uuid,
    points: i64,
    purpose: Coded<Purpose>,
    occurred_at: Moment,
    booked_at: Moment,
    expires_at: Option<Moment>,
    event_id: Option<Uuid>,
    hold_id: Option<Uuid>,
    lot_id: Option<Uuid>,
    why: Option<String>,
    debit_balance: Option<i64>,
    credit_balance: Option<i64>,
    hash: Vec<u8>,
}

impl TransferRow {
    pub(super) fn entry(self, wallets: &Wallets) -> Result<Entry> {
        let transfer = Transfer {
            id: TransferId(self.id),
            debit: wallets.of(self.debit_id)?,
            credit: wallets.of(self.credit_id)?,
            points: Points::new(self.points),
            purpose: self.purpose.0,
            occurred_at: self.occurred_at.0,
            expires_at: self.expires_at.map(|at| at.0),
            event: self.event_id,
            hold: self.hold_id.map(HoldId),
            lot: self.lot_id.map(TransferId),
            why: self.why,
        };
        Ok(Entry {
            position: position(self.position)?,
            booked_at: self.booked_at.0,
            transfer,
            debit_balance: self.debit_balance.map(Points::new),
            credit_balance: self.credit_balance.map(Points::new),
            hash: digest(&self.hash)?,
        })
    }
}

pub(super) fn position(stored: i64) -> Result<u64> {
    u64::try_from(stored).map_err(|_| Error::Unreadable(format!("{stored} is no position")))
}

pub(super) fn digest(stored: &[u8]) -> Result<Digest> {
    let bytes = stored.try_into();
    bytes
        .map(Digest)
        .map_err(|_| Error::Unreadable(format!("a hash of {} bytes", stored.len())))
}

/// The wallets of an account by the ids of their rows.
pub(super) struct Wallets(HashMap<Uuid, Wallet>);

#[derive(FromQueryResult)]
pub(super) struct WalletRow {
    pub id: Uuid,
    pub kind: Coded<WalletKind>,
    pub member_id: Option<Uuid>,
    pub balance: i64,
}

impl WalletRow {
    pub(super) fn wallet(&self) -> Result<Wallet> {
        Wallet::of_kind(self.kind.0, self.member_id)
            .ok_or_else(|| Error::Unreadable(format!("wallet {} has no such kind", self.id)))
    }
}

impl Wallets {
    pub(super) async fn of_account(
        connection: &impl ConnectionTrait,
        account: Uuid,
    ) -> Result<Self> {
        let sql = "SELECT id, kind, member_id, balance FROM wallet WHERE account_id = $1";
        let found: Vec<WalletRow> = rows(connection, sql, [account.into()]).await?;
        let named = found.into_iter().map(|row| Ok((row.id, row.wallet()?)));
        Ok(Self(named.collect::<Result<_>>()?))
    }

    fn of(&self, id: Uuid) -> Result<Wallet> {
        let wallet = self.0.get(&id).copied();
        wallet.ok_or_else(|| Error::Unreadable(format!("there is no wallet {id} in this account")))
    }
}

#[derive(FromQueryResult)]
pub(super) struct LotRow {
    id: Uuid,
    remaining: i64,
    occurred_at: Moment,
    position: i64,
    expires_at: Option<Moment>,
}

impl LotRow {
    pub(super) fn lot(&self) -> Result<Lot> {
        Ok(Lot {
            id: TransferId(self.id),
            left: Points::new(self.remaining),
            occurred_at: self.occurred_at.0,
            position: position(self.position)?,
            expires_at: self.expires_at.map(|at| at.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::column::Code as _;

    /// Two lists of the same words: the one that is hashed and the one that is stored.
    #[test]
    fn purposes_have_one_word() {
        for (purpose, word) in Purpose::WORDS {
            assert_eq!(purpose.word(), *word);
        }
    }
}
