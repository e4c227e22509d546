//! The part of an account's book that a command needs, under the account's lock.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::tz::TimeZone;
use loyalty::Points;
use loyalty::ledger::{
    Book, Booked, Digest, Head, HoldId, HoldState, Holder, Outcome, TransferId, Wallet, derived,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::rows::{COLUMNS, LotRow, TransferRow, WalletRow, Wallets, digest, position};
use crate::accounts::time_zone;
use crate::db::{execute, for_update, placeholders, row, rows};
use crate::entity::column::{Coded, Moment};
use crate::{Error, Result, Tx};

/// Ids of one statement.
const BATCH: usize = 500;

/// An account's book, locked until the transaction ends. What is booked is written by [`Self::close`].
pub(crate) struct Ledger<'a> {
    pub(super) tx: &'a Tx,
    pub(super) account: Uuid,
    pub(super) zone: TimeZone,
    pub(super) book: Book,
    /// Balances as they were found.
    pub(super) found: BTreeMap<Wallet, Points>,
    pub(super) booked: Vec<Booked>,
    pub(super) resolved: Vec<(HoldId, Outcome)>,
    /// Lots that the book has or had: none is added twice.
    pub(super) lots: HashSet<TransferId>,
    /// The last of the oldest lots that were read, by holder.
    pub(super) read_to: HashMap<Holder, (i64, i64)>,
}

#[derive(FromQueryResult)]
struct HeadRow {
    position: i64,
    hash: Vec<u8>,
    booked_at: Moment,
    time_zone: String,
}

#[derive(FromQueryResult)]
struct HoldRow {
    member_id: Option<Uuid>,
    outcome: Option<Coded<Outcome>>,
}

impl<'a> Ledger<'a> {
    /// Locks the account's head and reads the balances that are nobody's own. [`Error::NotFound`] without the account.
    pub(crate) async fn open(tx: &'a Tx, account: Uuid) -> Result<Self> {
        let (head, zone) = lock_head(tx, account).await?;
        let mut ledger = Self {
            tx,
            account,
            zone,
            book: Book::at(head),
            found: BTreeMap::new(),
            booked: Vec::new(),
            resolved: Vec::new(),
            lots: HashSet::new(),
            read_to: HashMap::new(),
        };
        let sql = "SELECT id, kind, member_id, balance FROM wallet WHERE account_id = $1 AND member_id IS NULL";
        let wallets: Vec<WalletRow> = rows(tx.connection(), sql, [account.into()]).await?;
        ledger.add_wallets(&wallets)?;
        Ok(ledger)
    }

    pub(crate) const fn account(&self) -> Uuid {
        self.account
    }

    /// In which the account's days turn.
    pub(crate) const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Reads the wallets of these people. [`Error::NotFound`] when one is not of the account.
    pub(crate) async fn load_members(&mut self, members: &[Uuid]) -> Result<()> {
        for batch in members.chunks(BATCH) {
            let values = || {
                let ids = batch.iter().map(|id| Value::from(*id));
                ids.chain(std::iter::once(self.account.into()))
            };
            let (places, last) = (placeholders(1, batch.len()), batch.len() + 1);
            let sql =
                format!("SELECT id FROM member WHERE id IN {places} AND account_id = ${last}");
            let known: Vec<Id> = rows(self.tx.connection(), &sql, values()).await?;
            let known: HashSet<Uuid> = known.into_iter().map(|row| row.id).collect();
            if batch.iter().any(|member| !known.contains(member)) {
                return Err(Error::NotFound);
            }
            let sql = format!(
                "SELECT id, kind, member_id, balance FROM wallet WHERE member_id IN {places} AND account_id = ${last}"
            );
            let wallets: Vec<WalletRow> = rows(self.tx.connection(), &sql, values()).await?;
            self.add_wallets(&wallets)?;
        }
        Ok(())
    }

    pub(crate) async fn load_holder(&mut self, holder: Holder) -> Result<()> {
        match holder {
            Holder::Account => Ok(()),
            Holder::Member(member) => self.load_members(&[member]).await,
        }
    }

    fn add_wallets(&mut self, wallets: &[WalletRow]) -> Result<()> {
        for row in wallets {
            let (wallet, balance) = (row.wallet()?, Points::new(row.balance));
            self.found.insert(wallet, balance);
            self.book.set_balance(wallet, balance);
        }
        Ok(())
    }

    /// The transfer of this id and the one that a correction may have added to it, so that a repetition is seen.
    pub(crate) async fn load_known(&mut self, id: TransferId) -> Result<()> {
        let sql =
            format!("SELECT {COLUMNS} FROM transfer WHERE account_id = $1 AND id IN ($2, $3)");
        let values = [
            self.account.into(),
            id.0.into(),
            derived(id.0, "owed").0.into(),
        ];
        let found: Vec<TransferRow> = rows(self.tx.connection(), &sql, values).await?;
        if !found.is_empty() {
            let wallets = Wallets::of_account(self.tx.connection(), self.account).await?;
            for row in found {
                self.book.add_known(row.entry(&wallets)?.transfer);
            }
        }
        Ok(())
    }

    pub(super) async fn load_hold(&mut self, hold: HoldId) -> Result<()> {
        let sql = "
            SELECT w.member_id, h.outcome FROM hold h JOIN wallet w ON w.id = h.wallet_id
            WHERE h.id = $1 AND h.account_id = $2";
        let values = [hold.0.into(), self.account.into()];
        let found: Option<HoldRow> = row(self.tx.connection(), sql, values).await?;
        let found = found.ok_or(Error::NotFound)?;
        if let Some(outcome) = found.outcome {
            self.book.set_hold(hold, HoldState::Resolved(outcome.0));
            return Ok(());
        }
        let holder = Holder::from(found.member_id);
        self.load_holder(holder).await?;
        let sql = "
            SELECT l.id, u.points AS remaining, l.occurred_at, l.position, l.expires_at
            FROM lot_use u JOIN lot l ON l.id = u.lot_id
            WHERE u.transfer_id = $1 ORDER BY l.occurred_at, l.position";
        let parts: Vec<LotRow> = rows(self.tx.connection(), sql, [hold.0.into()]).await?;
        let parts = parts.iter().map(LotRow::lot).collect::<Result<_>>()?;
        self.book
            .set_hold(hold, HoldState::Pending { holder, parts });
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// The account's head and time zone. Whoever else books for the account waits from here on.
async fn lock_head(tx: &Tx, account: Uuid) -> Result<(Head, TimeZone)> {
    let mut found = head_row(tx, account).await?;
    if found.is_none() {
        start_head(tx, account).await?;
        found = head_row(tx, account).await?;
    }
    let found = found.ok_or(Error::NotFound)?;
    let head = Head {
        position: position(found.position)?,
        hash: digest(&found.hash)?,
        booked_at: found.booked_at.0,
    };
    Ok((head, time_zone(&found.time_zone)?))
}

async fn head_row(tx: &Tx, account: Uuid) -> Result<Option<HeadRow>> {
    let lock = match for_update(tx.connection()) {
        "" => "",
        _ => " FOR UPDATE OF h",
    };
    let sql = format!(
        "SELECT h.position, h.hash, h.booked_at, a.time_zone
         FROM ledger_head h JOIN account a ON a.id = h.account_id WHERE h.account_id = $1{lock}"
    );
    row(tx.connection(), &sql, [account.into()]).await
}

/// Begins the book of an account, if there is such an account.
async fn start_head(tx: &Tx, account: Uuid) -> Result<()> {
    let sql = "
        INSERT INTO ledger_head (account_id, position, hash, booked_at)
        SELECT id, 0, $2, $3 FROM account WHERE id = $1 ON CONFLICT DO NOTHING";
    let hash = Digest::genesis(account).0.to_vec();
    let values = [
        account.into(),
        hash.into(),
        Head::start(account).booked_at.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}
