//! How many of a company take part, over the last twelve months. Numbers alone: nobody is named.

use std::collections::BTreeMap;

use contract::{MonthParticipation, Participation};
use jiff::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::Date;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::accounts::find_zone;
use crate::calendar::{day, last_twelve_months, start_of};
use crate::db::{number, rows};
use crate::{AccountScope, Db, Error, Result};

/// Who has left the board is counted nowhere.
const STAYED: &str =
    "NOT EXISTS (SELECT 1 FROM board_choice c WHERE c.member_id = m.id AND c.shown = 'left')";

#[derive(FromQueryResult)]
struct MonthRow {
    start: String,
    earned: i64,
    points: i64,
}

/// The own company. Account admins only.
pub async fn participation(db: &Db, scope: &AccountScope, now: Timestamp) -> Result<Participation> {
    scope.admin()?;
    let zone = find_zone(db.reader(), scope.account).await?;
    let earned = by_month(db, scope.account).await?;
    let mut months = Vec::with_capacity(12);
    for month in last_twelve_months(day(now, &zone)) {
        let first: Date = format!("{month}-01")
            .parse()
            .map_err(|_| Error::Unreadable(month.clone()))?;
        let span = (
            start_of(first, &zone)?,
            start_of(first.saturating_add(1.month()), &zone)?,
        );
        let (earned, points) = earned.get(&first.to_string()).copied().unwrap_or_default();
        months.push(MonthParticipation {
            month,
            seats: seats(db, scope.account, span).await?,
            earned,
            points,
        });
    }
    let active = format!(
        "SELECT count(*) FROM member m WHERE m.account_id = $1 AND m.status = 'active' AND {STAYED}"
    );
    let never = format!(
        "{active} AND NOT EXISTS (
            SELECT 1 FROM wallet w JOIN transfer t ON t.holder_id = w.id
            WHERE w.member_id = m.id AND w.kind = 'member' AND t.purpose = 'earned')"
    );
    Ok(Participation {
        months,
        active: count(db, &active, scope.account).await?,
        never: count(db, &never, scope.account).await?,
    })
}

async fn count(db: &Db, sql: &str, account: Uuid) -> Result<u32> {
    let count = number(db.reader(), sql, [account.into()]).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Who earned in each month, also what was reported later, and how much; by the month's first day.
async fn by_month(db: &Db, account: Uuid) -> Result<BTreeMap<String, (u32, i64)>> {
    let sql = format!(
        "SELECT of_person.start, count(*) AS earned, CAST(sum(of_person.points) AS BIGINT) AS points FROM (
            SELECT p.start, p.member_id, sum(p.points) AS points FROM (
                SELECT start, member_id, points FROM board_points WHERE account_id = $1 AND kind = 'month'
                UNION ALL
                SELECT start, member_id, points FROM board_late WHERE account_id = $1 AND kind = 'month'
            ) p JOIN member m ON m.id = p.member_id WHERE {STAYED}
            GROUP BY p.start, p.member_id HAVING sum(p.points) > 0
        ) of_person GROUP BY of_person.start"
    );
    let found: Vec<MonthRow> = rows(db.reader(), &sql, [account.into()]).await?;
    let month = |row: MonthRow| {
        let earned = u32::try_from(row.earned).unwrap_or(u32::MAX);
        (row.start, (earned, row.points))
    };
    Ok(found.into_iter().map(month).collect())
}

/// Who was with the company at some moment of the span.
async fn seats(db: &Db, account: Uuid, (from, to): (Timestamp, Timestamp)) -> Result<u32> {
    let sql = format!(
        "SELECT count(*) FROM member m WHERE m.account_id = $1 AND m.joined_at < $2
            AND (m.deactivated_at IS NULL OR m.deactivated_at >= $3) AND {STAYED}"
    );
    let values = [
        account.into(),
        to.as_microsecond().into(),
        from.as_microsecond().into(),
    ];
    let count = number(db.reader(), &sql, values).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
