//! The statement of a wallet: what was booked, newest first, with the balance after each entry; and past balances.

use contract::{Page, Wallet as Asked};
use jiff::Timestamp;
use loyalty::Points;
use loyalty::ledger::{Holder, Outcome, Purpose, Wallet};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use super::holds::holder_of;
use super::rows::wallet_id;
use crate::db::{number, row, rows};
use crate::entity::column::{Coded, Moment};
use crate::{AccountScope, Db, PageRequest, Result};

/// One entry of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    pub id: Uuid,
    pub wallet: Asked,
    /// Its place in the account's book.
    pub position: i64,
    pub purpose: Purpose,
    /// Below zero for what left the wallet.
    pub points: Points,
    /// Of the wallet, after it.
    pub balance: Points,
    pub occurred_at: Timestamp,
    pub booked_at: Timestamp,
    /// When the points run out that it brought.
    pub expires_at: Option<Timestamp>,
    pub event: Option<Uuid>,
    pub event_type: Option<String>,
    pub subject: Option<String>,
    pub why: Option<String>,
    /// How the hold ended that it began.
    pub outcome: Option<Outcome>,
}

/// Which entries; all by default.
#[derive(Clone, Debug, Default)]
pub struct StatementFilter {
    /// Booked after this moment.
    pub from: Option<Timestamp>,
    /// Booked up to this moment.
    pub to: Option<Timestamp>,
    /// Of what happened from the first moment on and before the second, whenever it was booked.
    pub happened: Option<(Timestamp, Timestamp)>,
    /// Of these purposes; of any when empty.
    pub purposes: Vec<Purpose>,
}

/// The entries of a wallet in the order in which they were booked, newest first, with the balance after each, also where a
/// filter leaves others out. A page costs the same at any length.
pub async fn statement(
    db: &Db,
    scope: &AccountScope,
    wallet: Asked,
    filter: &StatementFilter,
    page: &PageRequest,
) -> Result<Page<StatementLine>> {
    let mut before: i64 = page.after()?.unwrap_or(i64::MAX);
    if let Some(to) = filter.to {
        before = before.min(
            position_at(db.reader(), scope.account, to)
                .await?
                .saturating_add(1),
        );
    }
    let after = match filter.from {
        Some(from) => position_at(db.reader(), scope.account, from).await?,
        None => 0,
    };
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let wallet = wallet_id(scope.account, Wallet::Of(holder_of(scope, wallet)));
    // The words come from a fixed list, so they may stand in the text.
    let words: Vec<String> = filter
        .purposes
        .iter()
        .map(|one| format!("'{}'", one.word()))
        .collect();
    let mut condition = String::new();
    if !words.is_empty() {
        condition = format!("AND t.purpose IN ({})", words.join(", "));
        if !filter.purposes.contains(&Purpose::Earned) {
            // Said so, the databases see that the small index of what was not earned serves.
            condition.push_str(" AND t.purpose <> 'earned'");
        }
    }
    let mut values: Vec<Value> = vec![wallet.into(), before.into(), after.into(), reach.into()];
    // A stretch of time is found by the index of time; the sign keeps SQLite from walking the whole book by its positions.
    let mut place = "t.position";
    if let Some((from, until)) = filter.happened {
        place = "+t.position";
        condition.push_str(" AND t.occurred_at >= $5 AND t.occurred_at < $6");
        values.extend([from, until].map(|at| at.as_microsecond().into()));
    }
    let sql = format!(
        "{LINES} WHERE t.holder_id = $1 AND {place} < $2 AND {place} > $3 {condition} ORDER BY {place} DESC LIMIT $4"
    );
    let found: Vec<LineRow> = rows(db.reader(), &sql, values).await?;
    Ok(page.page(found, |row| row.position, |row| row.line(scope)))
}

/// What a wallet held at a moment: as its book said then, so that a fact which came in later does not change it.
pub async fn balance_at(
    db: &Db,
    scope: &AccountScope,
    wallet: Asked,
    at: Timestamp,
) -> Result<Points> {
    let until = position_at(db.reader(), scope.account, at).await?;
    let wallet = wallet_id(scope.account, Wallet::Of(holder_of(scope, wallet)));
    balance_after(db.reader(), wallet, until).await
}

/// The last position that was booked by `at`. Positions are booked in the order of time, so the place is searched for by
/// halves and needs no index.
pub(super) async fn position_at(
    connection: &impl ConnectionTrait,
    account: Uuid,
    at: Timestamp,
) -> Result<i64> {
    let head = "SELECT position FROM ledger_head WHERE account_id = $1";
    let (mut low, mut high) = (0, number(connection, head, [account.into()]).await?);
    let sql = "SELECT booked_at FROM transfer WHERE account_id = $1 AND position = $2";
    while low < high {
        let middle = high - (high - low) / 2;
        let booked_at = number(connection, sql, [account.into(), middle.into()]).await?;
        if booked_at <= at.as_microsecond() {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(low)
}

/// What the wallet held after the entry at this position.
pub(super) async fn balance_after(
    connection: &impl ConnectionTrait,
    wallet: Uuid,
    position: i64,
) -> Result<Points> {
    let sql = "
        SELECT CASE WHEN credit_id = holder_id THEN credit_balance ELSE debit_balance END AS balance
        FROM transfer WHERE holder_id = $1 AND position <= $2 ORDER BY position DESC LIMIT 1";
    let found: Option<Balance> = row(connection, sql, [wallet.into(), position.into()]).await?;
    Ok(Points::new(found.map_or(0, |row| row.balance)))
}

#[derive(FromQueryResult)]
struct Balance {
    balance: i64,
}

#[derive(FromQueryResult)]
pub(super) struct LineRow {
    id: Uuid,
    holder_id: Uuid,
    position: i64,
    purpose: Coded<Purpose>,
    points: i64,
    balance: i64,
    occurred_at: Moment,
    booked_at: Moment,
    expires_at: Option<Moment>,
    event_id: Option<Uuid>,
    kind: Option<String>,
    subject: Option<String>,
    why: Option<String>,
    outcome: Option<Coded<Outcome>>,
}

impl LineRow {
    pub(super) fn line(self, scope: &AccountScope) -> StatementLine {
        let company = wallet_id(scope.account, Wallet::Of(Holder::Account));
        StatementLine {
            id: self.id,
            wallet: if self.holder_id == company {
                Asked::Company
            } else {
                Asked::Mine
            },
            position: self.position,
            purpose: self.purpose.0,
            points: Points::new(self.points),
            balance: Points::new(self.balance),
            occurred_at: self.occurred_at.0,
            booked_at: self.booked_at.0,
            expires_at: self.expires_at.map(|at| at.0),
            event: self.event_id,
            event_type: self.kind,
            subject: self.subject,
            why: self.why,
            outcome: self.outcome.map(|outcome| outcome.0),
        }
    }
}

/// The columns of a line, from a transfer `t` and its event `e`.
pub(super) const LINES: &str = "
    SELECT t.id, t.holder_id, t.position, t.purpose, t.occurred_at, t.booked_at, t.expires_at, t.event_id, t.why, e.kind, e.subject, h.outcome,
        CASE WHEN t.credit_id = t.holder_id THEN t.points ELSE -t.points END AS points,
        CASE WHEN t.credit_id = t.holder_id THEN t.credit_balance ELSE t.debit_balance END AS balance
    FROM transfer t LEFT JOIN event e ON e.id = t.event_id LEFT JOIN hold h ON h.id = t.id";
