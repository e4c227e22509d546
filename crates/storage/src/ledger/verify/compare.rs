//! What is kept beside the transfers, against what they lead to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Display};

use loyalty::Points;
use loyalty::ledger::{HoldState, Lot, Outcome, Wallet};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::Rebuilt;
use crate::Result;
use crate::board;
use crate::db::rows;
use crate::entity::column::Coded;
use crate::ledger::rows::{LotRow, WalletRow, digest, position, wallet_id};
use crate::ledger::sums::MonthSum;
use crate::programme::activity;

/// Everything that differs, in sentences.
pub(super) async fn all(
    connection: &impl ConnectionTrait,
    rebuilt: &Rebuilt,
) -> Result<Vec<String>> {
    let mut findings = head(connection, rebuilt).await?;
    findings.extend(wallets(connection, rebuilt).await?);
    findings.extend(lots(connection, rebuilt).await?);
    findings.extend(holds(connection, rebuilt).await?);
    findings.extend(months(connection, rebuilt).await?);
    findings.extend(activities(connection, rebuilt).await?);
    findings.extend(expiring(connection, rebuilt).await?);
    findings.extend(board_sums(connection, rebuilt).await?);
    let sum = Points::sum(rebuilt.book.balances().map(|(_, points)| points))?;
    if sum != Points::ZERO {
        findings.push(format!("all wallets together hold {sum} points"));
    }
    Ok(findings)
}

/// What differs between what is kept and what it should be; an absent entry is the same as an empty one.
fn differences<K: Ord + Display, V: PartialEq + Default + Debug>(
    what: &str,
    kept: &BTreeMap<K, V>,
    wanted: &BTreeMap<K, V>,
) -> Vec<String> {
    let keys: BTreeSet<&K> = kept.keys().chain(wanted.keys()).collect();
    let nothing = V::default();
    let differs = keys.into_iter().filter_map(|key| {
        let kept = kept.get(key).unwrap_or(&nothing);
        let wanted = wanted.get(key).unwrap_or(&nothing);
        (kept != wanted)
            .then(|| format!("{what} {key}: kept is {kept:?}, the transfers lead to {wanted:?}"))
    });
    differs.collect()
}

#[derive(FromQueryResult)]
struct HeadRow {
    position: i64,
    hash: Vec<u8>,
}

async fn head(connection: &impl ConnectionTrait, rebuilt: &Rebuilt) -> Result<Vec<String>> {
    let sql = "SELECT position, hash FROM ledger_head WHERE account_id = $1";
    let kept: Vec<HeadRow> = rows(connection, sql, [rebuilt.account.into()]).await?;
    let head = rebuilt.book.head();
    let mut findings = Vec::new();
    for row in kept {
        let (kept_at, hash) = (position(row.position)?, digest(&row.hash)?);
        if kept_at != head.position {
            findings.push(format!(
                "entries {} to {kept_at} are missing",
                head.position + 1
            ));
        } else if hash != head.hash {
            findings.push(format!(
                "the book ends with {}, and with {hash} is kept",
                head.hash
            ));
        }
    }
    Ok(findings)
}

async fn wallets(connection: &impl ConnectionTrait, rebuilt: &Rebuilt) -> Result<Vec<String>> {
    let sql = "SELECT id, kind, member_id, balance FROM wallet WHERE account_id = $1";
    let found: Vec<WalletRow> = rows(connection, sql, [rebuilt.account.into()]).await?;
    let kept = found.iter().map(|row| Ok((row.wallet()?, row.balance)));
    let wanted = rebuilt.book.balances();
    let wanted = wanted
        .map(|(wallet, points)| (wallet, points.get()))
        .collect();
    Ok(differences(
        "wallet",
        &kept.collect::<Result<_>>()?,
        &wanted,
    ))
}

async fn lots(connection: &impl ConnectionTrait, rebuilt: &Rebuilt) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    let holders = rebuilt
        .book
        .balances()
        .filter_map(|(wallet, _)| wallet.spendable());
    for holder in holders {
        let sql = "
            SELECT id, remaining, occurred_at, position, expires_at FROM lot WHERE wallet_id = $1 AND remaining > 0";
        let wallet = wallet_id(rebuilt.account, Wallet::Of(holder));
        let kept: Vec<LotRow> = rows(connection, sql, [wallet.into()]).await?;
        let by_id = |lot: Lot| (lot.id.0, Some(lot));
        let kept = kept
            .iter()
            .map(|row| row.lot().map(by_id))
            .collect::<Result<_>>()?;
        let wanted = rebuilt.book.lots(holder).copied().map(by_id).collect();
        findings.extend(differences("lot", &kept, &wanted));
    }
    Ok(findings)
}

#[derive(FromQueryResult)]
struct HoldRow {
    id: Uuid,
    outcome: Option<Coded<Outcome>>,
}

async fn holds(connection: &impl ConnectionTrait, rebuilt: &Rebuilt) -> Result<Vec<String>> {
    let sql = "SELECT id, outcome FROM hold WHERE account_id = $1";
    let kept: Vec<HoldRow> = rows(connection, sql, [rebuilt.account.into()]).await?;
    let kept = kept
        .into_iter()
        .map(|row| (row.id, Some(row.outcome.map(|outcome| outcome.0))));
    let wanted = rebuilt.book.holds().map(|(id, state)| match state {
        HoldState::Pending { .. } => (id.0, Some(None)),
        HoldState::Resolved(outcome) => (id.0, Some(Some(*outcome))),
    });
    Ok(differences("hold", &kept.collect(), &wanted.collect()))
}

#[derive(FromQueryResult)]
struct UseRow {
    position: i64,
    lot_id: Uuid,
    points: i64,
}

/// Of which lots the entries after `from` up to `to` took, against what the replay has found.
pub(super) async fn uses(
    connection: &impl ConnectionTrait,
    account: Uuid,
    (from, to): (i64, i64),
    wanted: &Uses,
) -> Result<Vec<String>> {
    let sql = "
        SELECT t.position, u.lot_id, u.points FROM lot_use u JOIN transfer t ON t.id = u.transfer_id
        WHERE t.account_id = $1 AND t.position > $2 AND t.position <= $3";
    let kept: Vec<UseRow> = rows(connection, sql, [account.into(), from.into(), to.into()]).await?;
    let kept = kept
        .into_iter()
        .map(|row| (use_key(row.position, row.lot_id), row.points))
        .collect();
    Ok(differences("use", &kept, wanted))
}

/// Points by entry and lot.
pub(super) type Uses = BTreeMap<String, i64>;

pub(super) fn use_key(position: i64, lot: Uuid) -> String {
    format!("of {lot} by entry {position}")
}

#[derive(FromQueryResult)]
struct MonthRow {
    month: String,
    holder: String,
    earned: i64,
    spent: i64,
    expired: i64,
}

async fn months(connection: &impl ConnectionTrait, rebuilt: &Rebuilt) -> Result<Vec<String>> {
    let sql =
        "SELECT month, holder, earned, spent, expired FROM month_points WHERE account_id = $1";
    let kept: Vec<MonthRow> = rows(connection, sql, [rebuilt.account.into()]).await?;
    let kept = kept.into_iter().map(|row| {
        let sum = MonthSum {
            earned: Points::new(row.earned),
            spent: Points::new(row.spent),
            expired: Points::new(row.expired),
        };
        (format!("{} of {}", row.month, row.holder), sum)
    });
    let wanted = rebuilt.sums.months.iter();
    let wanted = wanted.map(|((month, holder), sum)| (format!("{month} of {holder}"), *sum));
    Ok(differences("month", &kept.collect(), &wanted.collect()))
}

async fn activities(connection: &impl ConnectionTrait, rebuilt: &Rebuilt) -> Result<Vec<String>> {
    let kept = activity::kept(connection, rebuilt.account).await?;
    let wanted = activity::rebuilt(connection, rebuilt.account, &rebuilt.zone).await?;
    Ok(differences("activity", &kept.0, &wanted.0))
}

async fn board_sums(connection: &impl ConnectionTrait, rebuilt: &Rebuilt) -> Result<Vec<String>> {
    let kept = board::kept(connection, rebuilt.account).await?;
    let wanted = board::rebuilt(connection, rebuilt.account, &rebuilt.zone).await?;
    Ok(differences("board", &kept.0, &wanted.0))
}

#[derive(FromQueryResult)]
struct ExpiringRow {
    wallet_id: Uuid,
    day: i64,
    points: i64,
}

async fn expiring(connection: &impl ConnectionTrait, rebuilt: &Rebuilt) -> Result<Vec<String>> {
    let sql = "
        SELECT e.wallet_id, e.day, e.points FROM expiring_points e JOIN wallet w ON w.id = e.wallet_id
        WHERE w.account_id = $1";
    let kept: Vec<ExpiringRow> = rows(connection, sql, [rebuilt.account.into()]).await?;
    let key = |wallet: Uuid, day: i64| format!("{day} of {wallet}");
    let kept = kept
        .into_iter()
        .map(|row| (key(row.wallet_id, row.day), row.points))
        .collect();
    let id = |wallet: Wallet| wallet_id(rebuilt.account, wallet);
    let wanted = rebuilt.sums.expiring.iter();
    let wanted = wanted.map(|((wallet, day), points)| (key(id(*wallet), *day), points.get()));
    Ok(differences("ending day", &kept, &wanted.collect()))
}
