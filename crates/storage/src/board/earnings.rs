//! What a transfer does to the board: a person earned points, or a correction took them back.

use jiff::Timestamp;
use loyalty::board::NEVER;
use loyalty::ledger::Purpose;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::Result;
use crate::db::rows;
use crate::entity::column::{Coded, Moment};

/// Points that a person earned, or with a negative number lost. What the vendor's staff gives or takes by hand is no play, and
/// what is spent or runs out was earned all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Earning {
    pub member: Uuid,
    pub points: i64,
    /// When the event happened that brought the points; also for what takes them back.
    pub at: Timestamp,
    pub booked_at: Timestamp,
}

impl Earning {
    /// When the points were reached, in microseconds; what takes points reaches none.
    pub fn reached(&self) -> i64 {
        if self.points > 0 {
            self.at.as_microsecond()
        } else {
            NEVER
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    position: i64,
    member_id: Uuid,
    purpose: Coded<Purpose>,
    points: i64,
    occurred_at: Moment,
    booked_at: Moment,
    lot_at: Option<Moment>,
}

impl Row {
    fn earning(&self) -> Earning {
        let is_earned = self.purpose.0 == Purpose::Earned;
        Earning {
            member: self.member_id,
            points: if is_earned { self.points } else { -self.points },
            // A correction stands under the event that corrects; what it takes was earned when the lot was.
            at: self.lot_at.unwrap_or(self.occurred_at).0,
            booked_at: self.booked_at.0,
        }
    }
}

/// What the entries after `from` up to `to` mean to the board, with their positions; at most `limit`, in the order of the book.
pub(super) async fn earnings(
    connection: &impl ConnectionTrait,
    account: Uuid,
    (from, to): (i64, i64),
    limit: i64,
) -> Result<Vec<(i64, Earning)>> {
    let sql = "
        SELECT t.position, w.member_id, t.purpose, t.points, t.occurred_at, t.booked_at, l.occurred_at AS lot_at
        FROM transfer t
            JOIN wallet w ON w.id = CASE WHEN t.purpose = 'earned' THEN t.credit_id ELSE t.debit_id END
            LEFT JOIN lot l ON l.id = t.lot_id
        WHERE t.account_id = $1 AND t.position > $2 AND t.position <= $3
            AND t.purpose IN ('earned', 'corrected') AND w.member_id IS NOT NULL
        ORDER BY t.position LIMIT $4";
    let values = [account.into(), from.into(), to.into(), limit.into()];
    let found: Vec<Row> = rows(connection, sql, values).await?;
    Ok(found
        .iter()
        .map(|row| (row.position, row.earning()))
        .collect())
}
