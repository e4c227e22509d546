//! What ends by itself: points that run out, and holds that nobody decided.

use std::collections::BTreeSet;

use contract::Wallet as Asked;
use jiff::Timestamp;
use loyalty::Points;
use loyalty::ledger::{HoldId, Holder, Outcome, Wallet};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::holds::holder_of;
use super::load::Ledger;
use super::rows::wallet_id;
use super::sums::ending_day;
use crate::db::{number, rows};
use crate::outbox::{self, NewMail};
use crate::rewards::{Ended, Told, give_back};
use crate::{AccountScope, Db, Result, Tx};

/// Holds run out while somebody has to decide; what is approved stays held until it is fulfilled.
const NOT_APPROVED: &str =
    "NOT EXISTS (SELECT 1 FROM redemption r WHERE r.hold_id = h.id AND r.state = 'approved')";

/// What a run has booked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunDue {
    pub lots: usize,
    pub holds: usize,
}

/// Books all that has run out by `now`, one transaction for each account. Several processes may run it at once: under the
/// account's lock each looks again, so that nothing is booked twice.
pub async fn run_due(db: &Db, now: Timestamp) -> Result<RunDue> {
    run_due_telling(db, now, &|_| Vec::new()).await
}

/// The same; of each request that nobody decided in time `mails` are kept in the same transaction.
pub async fn run_due_telling(
    db: &Db,
    now: Timestamp,
    mails: &(dyn Fn(&Told) -> Vec<NewMail> + Sync),
) -> Result<RunDue> {
    let mut done = RunDue::default();
    for account in due_accounts(db, now).await? {
        let of_account = db
            .write(|tx| async move { run_account(&tx, account, mails, now).await })
            .await?;
        done.lots += of_account.lots;
        done.holds += of_account.holds;
    }
    Ok(done)
}

/// Points of a wallet that run out before the end of the day (in UTC) of `until`.
pub async fn expiring(
    db: &Db,
    scope: &AccountScope,
    wallet: Asked,
    until: Timestamp,
) -> Result<Points> {
    let wallet = wallet_id(scope.account, Wallet::Of(holder_of(scope, wallet)));
    expiring_of(db, wallet, until).await
}

/// The same of one wallet, for who may look into it.
pub(crate) async fn expiring_of(db: &Db, wallet: Uuid, until: Timestamp) -> Result<Points> {
    let sql = "SELECT CAST(sum(points) AS BIGINT) FROM expiring_points WHERE wallet_id = $1 AND day <= $2";
    let values = [wallet.into(), ending_day(until).into()];
    Ok(Points::new(number(db.reader(), sql, values).await?))
}

#[derive(FromQueryResult)]
struct AccountId {
    account_id: Uuid,
}

async fn due_accounts(db: &Db, now: Timestamp) -> Result<BTreeSet<Uuid>> {
    let sql = format!(
        "SELECT DISTINCT w.account_id FROM expiring_points e JOIN wallet w ON w.id = e.wallet_id
        WHERE e.points > 0 AND e.day <= $1
        UNION
        SELECT h.account_id FROM hold h WHERE h.outcome IS NULL AND h.run_out_at <= $2 AND {NOT_APPROVED}"
    );
    let values = [ending_day(now).into(), now.as_microsecond().into()];
    let found: Vec<AccountId> = rows(db.reader(), &sql, values).await?;
    Ok(found.into_iter().map(|row| row.account_id).collect())
}

pub(crate) async fn run_account(
    tx: &Tx,
    account: Uuid,
    mails: &(dyn Fn(&Told) -> Vec<NewMail> + Sync),
    now: Timestamp,
) -> Result<RunDue> {
    let mut done = RunDue::default();
    let mut ended = Ended::default();
    let holds = due_holds(tx, account, now).await?;
    for hold in holds {
        // Opened anew for each, since what one gives back is what another finds.
        let mut ledger = Ledger::open(tx, account).await?;
        let is_ended = ledger
            .resolve(HoldId(hold), Outcome::RanOut, None, now)
            .await?;
        done.holds += usize::from(is_ended);
        ledger.close().await?;
        ended.note(tx, account, hold, now).await?;
    }
    let mut ledger = Ledger::open(tx, account).await?;
    for member in due_holders(tx, account, now).await? {
        let holder = Holder::from(member);
        ledger.load_holder(holder).await?;
        done.lots += ledger.expire(holder, now).await?;
    }
    ledger.close().await?;
    give_back(tx, &ended).await?;
    for mail in ended.told.iter().flat_map(mails) {
        outbox::enqueue(tx, &mail, now).await?;
    }
    Ok(done)
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// Those that still wait, read under the account's lock.
async fn due_holds(tx: &Tx, account: Uuid, now: Timestamp) -> Result<Vec<Uuid>> {
    Ledger::open(tx, account).await?;
    let sql = format!(
        "SELECT h.id FROM hold h
         WHERE h.account_id = $1 AND h.outcome IS NULL AND h.run_out_at <= $2 AND {NOT_APPROVED}
         ORDER BY h.run_out_at, h.id"
    );
    let values = [account.into(), now.as_microsecond().into()];
    let found: Vec<Id> = rows(tx.connection(), &sql, values).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

#[derive(FromQueryResult)]
struct MemberId {
    member_id: Option<Uuid>,
}

async fn due_holders(tx: &Tx, account: Uuid, now: Timestamp) -> Result<Vec<Option<Uuid>>> {
    let sql = "
        SELECT DISTINCT w.member_id FROM expiring_points e JOIN wallet w ON w.id = e.wallet_id
        WHERE w.account_id = $1 AND e.points > 0 AND e.day <= $2";
    let values = [account.into(), ending_day(now).into()];
    let found: Vec<MemberId> = rows(tx.connection(), sql, values).await?;
    Ok(found.into_iter().map(|row| row.member_id).collect())
}
