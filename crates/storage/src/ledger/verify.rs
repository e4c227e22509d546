//! Reads the whole ledger again: every entry must follow from the one before, and all that is kept beside the transfers must
//! be what they lead to.

mod compare;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::ledger::{Book, Booked, Digest, Wallet};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::export::entries;
use super::rows::{Wallets, place};
use super::sums::Sums;
use crate::accounts::time_zone;
use crate::db::{number, rows};
use crate::{Db, Result};
use compare::{Uses, use_key};

/// Entries read at once.
const BATCH: i64 = 2_000;

/// What the check of one account has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountVerified {
    pub account: Uuid,
    pub name: String,
    pub entries: u64,
    /// Of the last entry: the one number that stands for the whole book.
    pub hash: Digest,
    pub last_booked_at: Option<Timestamp>,
    /// What is not as it was booked, in sentences. Empty when all is well.
    pub findings: Vec<String>,
}

/// Checks every account that has a book, by name, and tells each as soon as it is done. Each account is read in one snapshot,
/// so that writes under way are no findings.
pub async fn verify(
    db: &Db,
    mut done: impl FnMut(&AccountVerified),
) -> Result<Vec<AccountVerified>> {
    let sql = "
        SELECT a.id, a.name, a.time_zone FROM account a JOIN ledger_head h ON h.account_id = a.id ORDER BY a.name";
    let accounts: Vec<AccountRow> = rows(db.reader(), sql, []).await?;
    let mut all = Vec::with_capacity(accounts.len());
    for account in accounts {
        let snapshot = db.snapshot().await?;
        let verified = verify_account(&snapshot, account).await;
        snapshot.rollback().await?;
        let verified = verified?;
        done(&verified);
        all.push(verified);
    }
    Ok(all)
}

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    name: String,
    time_zone: String,
}

/// What the transfers of an account lead to.
struct Rebuilt {
    account: Uuid,
    book: Book,
    sums: Sums,
    zone: TimeZone,
}

async fn verify_account(
    connection: &impl ConnectionTrait,
    account: AccountRow,
) -> Result<AccountVerified> {
    let mut rebuilt = Rebuilt {
        account: account.id,
        book: Book::open(account.id),
        sums: Sums::default(),
        zone: time_zone(&account.time_zone)?,
    };
    let mut findings = rebuilt.replay(connection).await?;
    // After a broken entry everything differs: the one place is what matters.
    if findings.is_empty() {
        findings = compare::all(connection, &rebuilt).await?;
    }
    let head = rebuilt.book.head();
    Ok(AccountVerified {
        account: account.id,
        name: account.name,
        entries: head.position,
        hash: head.hash,
        last_booked_at: (head.position > 0).then_some(head.booked_at),
        findings,
    })
}

impl Rebuilt {
    /// Walks the entries in their order; says where the first stands that is not what was booked.
    async fn replay(&mut self, connection: &impl ConnectionTrait) -> Result<Vec<String>> {
        let wallets = Wallets::of_account(connection, self.account).await?;
        // Of the rows and not of the head, so that rows beyond it are seen.
        let last = "SELECT max(position) FROM transfer WHERE account_id = $1";
        let last = number(connection, last, [self.account.into()]).await?;
        let mut read_to = 0;
        while read_to < last {
            let mut found = Uses::new();
            for row in entries(connection, self.account, read_to, read_to + BATCH).await? {
                let at = self.book.head().position + 1;
                // A row that cannot be read is a finding too, not an end of the check.
                let entry = match row.entry(&wallets) {
                    Ok(entry) => entry,
                    Err(error) => return Ok(vec![format!("entry {at}: {error}")]),
                };
                match self.book.replay(&entry) {
                    Ok(uses) => self.note(&Booked { entry, uses }, &mut found)?,
                    Err(broken) => return Ok(vec![broken.to_string()]),
                }
            }
            let stretch = (read_to, read_to + BATCH);
            let findings = compare::uses(connection, self.account, stretch, &found).await?;
            if !findings.is_empty() {
                return Ok(findings);
            }
            // The database keeps ids apart; without this the book would hold every transfer.
            self.book.forget_known();
            read_to += BATCH;
        }
        Ok(Vec::new())
    }

    fn note(&mut self, booked: &Booked, found: &mut Uses) -> Result<()> {
        self.sums.add(booked, &self.zone)?;
        // What a hold gives back is what it took: it is kept once.
        if booked.entry.transfer.debit != Wallet::Held {
            let position = place(booked.entry.position)?;
            for part in &booked.uses {
                found.insert(use_key(position, part.lot.0), part.points.get());
            }
        }
        Ok(())
    }
}
