//! Mails that the calendar causes: points that run out soon, and rules that change. Each is sent once.
//!
//! A notice is claimed by its row in the transaction that puts its mails into the outbox, so that several processes may look
//! for them at once and none is lost with a process.

use contract::Locale;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::accounts::time_zone;
use crate::calendar::day;
use crate::db::{execute, number, rows};
use crate::entity::column::Coded;
use crate::{Db, Result, Tx};

const MICROS_OF_DAY: i64 = 86_400_000_000;
/// Looked at in one turn; the next turn finds the rest.
const BATCH: i64 = 200;

/// Points of one wallet that run out together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiringPoints {
    wallet: Uuid,
    about: String,
    account: Uuid,
    /// Whose they are; none for the company's.
    member: Option<Uuid>,
    pub points: i64,
    /// The last day on which they can be used, in the company's time zone.
    pub last_day: Date,
}

/// Someone who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    pub email: String,
    pub name: String,
    pub locale: Locale,
}

#[derive(FromQueryResult)]
struct ExpiringRow {
    wallet_id: Uuid,
    day: i64,
    points: i64,
    account_id: Uuid,
    member_id: Option<Uuid>,
    time_zone: String,
}

/// Points that run out after `now` and by `until`, of which nobody was told yet; those that run out first come first.
pub async fn expiring_points(
    db: &Db,
    now: Timestamp,
    until: Timestamp,
) -> Result<Vec<ExpiringPoints>> {
    let sql = "
        SELECT e.wallet_id, e.day, e.points, w.account_id, w.member_id, a.time_zone
        FROM expiring_points e JOIN wallet w ON w.id = e.wallet_id JOIN account a ON a.id = w.account_id
        WHERE e.points > 0 AND e.day > $1 AND e.day <= $2
            AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.receiver_id = e.wallet_id AND n.about = 'points ' || e.day)
        ORDER BY e.day LIMIT $3";
    let days = [now, until].map(|at| at.as_microsecond().div_euclid(MICROS_OF_DAY));
    let values = [days[0].into(), days[1].into(), BATCH.into()];
    let found: Vec<ExpiringRow> = rows(db.reader(), sql, values).await?;
    let mut expiring = Vec::with_capacity(found.len());
    for row in found {
        expiring.push(ExpiringPoints {
            about: format!("points {}", row.day),
            last_day: last_day(db, &row).await?,
            wallet: row.wallet_id,
            account: row.account_id,
            member: row.member_id,
            points: row.points,
        });
    }
    Ok(expiring)
}

/// Points end with a day of the company's, which may be the next one by the clock that days are kept in.
async fn last_day(db: &Db, row: &ExpiringRow) -> Result<Date> {
    let sql = "
        SELECT min(expires_at) FROM lot
        WHERE wallet_id = $1 AND remaining > 0 AND expires_at >= $2 AND expires_at < $3";
    let from = row.day * MICROS_OF_DAY;
    let values = [
        row.wallet_id.into(),
        from.into(),
        (from + MICROS_OF_DAY).into(),
    ];
    let ends = number(db.reader(), sql, values).await?.max(from);
    let zone: TimeZone = time_zone(&row.time_zone)?;
    let before = Timestamp::from_microsecond(ends - 1)
        .map_err(|error| crate::Error::Unreadable(error.to_string()))?;
    Ok(day(before, &zone))
}

impl ExpiringPoints {
    pub const fn is_company(&self) -> bool {
        self.member.is_none()
    }

    /// Claims the notice and gives who is told of it: the person, or the company's admins. Nobody when another process was
    /// quicker.
    pub async fn claim(&self, tx: &Tx, now: Timestamp) -> Result<Vec<Receiver>> {
        if !claim(tx, self.wallet, &self.about, now).await? {
            return Ok(Vec::new());
        }
        match self.member {
            Some(member) => receivers(tx, "id = $1", member).await,
            None => admins(tx, self.account).await,
        }
    }
}

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    time_zone: String,
}

/// An account whose admins were not told of a version of the programme.
#[derive(Clone, Debug)]
pub struct UntoldAccount {
    account: Uuid,
    about: String,
    pub zone: TimeZone,
}

/// The accounts that were not told of a version yet.
pub async fn untold_accounts(db: &Db, version: &str) -> Result<Vec<UntoldAccount>> {
    let about = format!("programme {version}");
    let sql = "
        SELECT a.id, a.time_zone FROM account a
        WHERE NOT EXISTS (SELECT 1 FROM notice n WHERE n.receiver_id = a.id AND n.about = $1) ORDER BY a.id LIMIT $2";
    let values = [about.as_str().into(), BATCH.into()];
    let found: Vec<AccountRow> = rows(db.reader(), sql, values).await?;
    let untold = |row: AccountRow| {
        Ok(UntoldAccount {
            account: row.id,
            about: about.clone(),
            zone: time_zone(&row.time_zone)?,
        })
    };
    found.into_iter().map(untold).collect()
}

impl UntoldAccount {
    /// As [`ExpiringPoints::claim`], for the company's admins.
    pub async fn claim(&self, tx: &Tx, now: Timestamp) -> Result<Vec<Receiver>> {
        if claim(tx, self.account, &self.about, now).await? {
            admins(tx, self.account).await
        } else {
            Ok(Vec::new())
        }
    }
}

pub(crate) async fn claim(tx: &Tx, receiver: Uuid, about: &str, now: Timestamp) -> Result<bool> {
    let sql = "
        INSERT INTO notice (receiver_id, about, told_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    let values = [receiver.into(), about.into(), now.as_microsecond().into()];
    Ok(execute(tx.connection(), sql, values).await? > 0)
}

async fn admins(tx: &Tx, account: Uuid) -> Result<Vec<Receiver>> {
    receivers(tx, "account_id = $1 AND role = 'account_admin'", account).await
}

#[derive(FromQueryResult)]
struct ReceiverRow {
    email: String,
    name: String,
    locale: Coded<Locale>,
}

pub(crate) async fn receivers(tx: &Tx, condition: &str, id: Uuid) -> Result<Vec<Receiver>> {
    let sql = format!(
        "SELECT email, name, locale FROM member WHERE {condition} AND status = 'active' ORDER BY id"
    );
    let found: Vec<ReceiverRow> = rows(tx.connection(), &sql, [id.into()]).await?;
    let receiver = |row: ReceiverRow| Receiver {
        email: row.email,
        name: row.name,
        locale: row.locale.0,
    };
    Ok(found.into_iter().map(receiver).collect())
}
