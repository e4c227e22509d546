//! Where a number came from: what an event brought, and which earlier points a transfer took.

use jiff::Timestamp;
use loyalty::Points;
use loyalty::ledger::{Holder, Wallet};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::rows::wallet_id;
use super::statement::{LINES, LineRow, StatementLine};
use crate::db::{row, rows};
use crate::entity::column::Moment;
use crate::{AccountScope, Db, Error, Result};

/// Points that a transfer took, and what had brought them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The transfer that brought them.
    pub transfer: Uuid,
    /// How many of them were taken.
    pub points: Points,
    pub occurred_at: Timestamp,
    pub event_type: Option<String>,
    pub subject: Option<String>,
    pub why: Option<String>,
}

/// What an event did to the wallets that the person may look into, in the order in which it was booked.
pub async fn of_event(db: &Db, scope: &AccountScope, event: Uuid) -> Result<Vec<StatementLine>> {
    let sql =
        format!("{LINES} WHERE t.event_id = $1 AND t.holder_id IN ($2, $3) ORDER BY t.position");
    let [company, own] = open_wallets(scope);
    let found: Vec<LineRow> = rows(
        db.reader(),
        &sql,
        [event.into(), company.into(), own.into()],
    )
    .await?;
    Ok(found.into_iter().map(|row| row.line(scope)).collect())
}

/// One entry that the person may see; [`Error::NotFound`] for any other.
pub async fn line(db: &Db, scope: &AccountScope, transfer: Uuid) -> Result<StatementLine> {
    let sql = format!("{LINES} WHERE t.id = $1 AND t.holder_id IN ($2, $3)");
    let [company, own] = open_wallets(scope);
    let values = [transfer.into(), company.into(), own.into()];
    let found: Option<LineRow> = row(db.reader(), &sql, values).await?;
    found.map(|row| row.line(scope)).ok_or(Error::NotFound)
}

/// What else was booked for the hold that the transfer began or ended, in that order.
pub async fn of_hold(db: &Db, scope: &AccountScope, transfer: Uuid) -> Result<Vec<StatementLine>> {
    let sql = format!(
        "{LINES} WHERE t.hold_id = (SELECT hold_id FROM transfer WHERE id = $1) AND t.holder_id IN ($2, $3)
         ORDER BY t.position"
    );
    let [company, own] = open_wallets(scope);
    let values = [transfer.into(), company.into(), own.into()];
    let found: Vec<LineRow> = rows(db.reader(), &sql, values).await?;
    Ok(found.into_iter().map(|row| row.line(scope)).collect())
}

/// What of the points is still there that a transfer brought, and when they run out; nothing for one that brought none.
pub async fn left(
    db: &Db,
    scope: &AccountScope,
    transfer: Uuid,
) -> Result<Option<(Points, Option<Timestamp>)>> {
    let sql = "SELECT remaining, expires_at FROM lot WHERE id = $1 AND wallet_id IN ($2, $3)";
    let [company, own] = open_wallets(scope);
    let values = [transfer.into(), company.into(), own.into()];
    let found: Option<LeftRow> = row(db.reader(), sql, values).await?;
    Ok(found.map(|row| (Points::new(row.remaining), row.expires_at.map(|at| at.0))))
}

#[derive(FromQueryResult)]
struct LeftRow {
    remaining: i64,
    expires_at: Option<Moment>,
}

/// The points that a transfer took, oldest first. Empty for one that took none, and for one that the person may not see.
pub async fn origins(db: &Db, scope: &AccountScope, transfer: Uuid) -> Result<Vec<Origin>> {
    let sql = "
        SELECT b.id, u.points, b.occurred_at, e.kind, e.subject, b.why
        FROM transfer t JOIN lot_use u ON u.transfer_id = t.id JOIN transfer b ON b.id = u.lot_id
            LEFT JOIN event e ON e.id = b.event_id
        WHERE t.id = $1 AND t.holder_id IN ($2, $3)
        ORDER BY b.occurred_at, b.position";
    let [company, own] = open_wallets(scope);
    let found: Vec<OriginRow> = rows(
        db.reader(),
        sql,
        [transfer.into(), company.into(), own.into()],
    )
    .await?;
    let origin = |row: OriginRow| Origin {
        transfer: row.id,
        points: Points::new(row.points),
        occurred_at: row.occurred_at.0,
        event_type: row.kind,
        subject: row.subject,
        why: row.why,
    };
    Ok(found.into_iter().map(origin).collect())
}

#[derive(FromQueryResult)]
struct OriginRow {
    id: Uuid,
    points: i64,
    occurred_at: Moment,
    kind: Option<String>,
    subject: Option<String>,
    why: Option<String>,
}

/// The company's wallet and the own one.
fn open_wallets(scope: &AccountScope) -> [Uuid; 2] {
    [Holder::Account, Holder::Member(scope.member)]
        .map(|holder| wallet_id(scope.account, Wallet::Of(holder)))
}
