//! Points by week and by month, written in the transaction that books them; [`rebuilt`] says from the book what must be there.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use loyalty::board::{Kind, NEVER, Timing, Window};
use loyalty::ledger::{Booked, Purpose};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use super::earnings::{Earning, earnings};
use crate::db::{bulk_placeholders, execute, placeholders, rows};
use crate::entity::column::Moment;
use crate::{Error, Result, Tx};

/// Rows of one statement.
const BATCH: usize = 500;
/// Entries read at once.
const ENTRIES: i64 = 5_000;
/// What is kept. Longer windows are months together.
const KEPT: [Kind; 2] = [Kind::Week, Kind::Month];

/// Where points count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    kind: Kind,
    start: Date,
    member: Uuid,
    /// When it was booked, of what was booked after the window had closed.
    late: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    points: i64,
    /// When the last event happened that brought points.
    reached: i64,
}

/// What is to be added to the sums that are kept, or what they must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums(pub BTreeMap<Place, Sum>);

impl Default for Sum {
    fn default() -> Self {
        Self {
            points: 0,
            reached: NEVER,
        }
    }
}

impl Sums {
    fn add(&mut self, earning: &Earning, zone: &TimeZone) {
        for kind in KEPT {
            let window = Window::at(kind, earning.at, zone);
            let timing = window.timing(earning.at, earning.booked_at, zone);
            let place = Place {
                kind,
                start: window.first(),
                member: earning.member,
                late: (timing == Some(Timing::Late)).then_some(earning.booked_at),
            };
            let sum = self.0.entry(place).or_default();
            sum.points = sum.points.saturating_add(earning.points);
            sum.reached = sum.reached.max(earning.reached());
        }
    }

    /// Adds them to those that are kept. Under the account's lock, so that no two writers meet here.
    pub(crate) async fn store(
        self,
        connection: &impl ConnectionTrait,
        account: Uuid,
    ) -> Result<()> {
        let (mut in_time, mut late) = (Vec::new(), Vec::new());
        for (place, sum) in self.0 {
            let start = place.start.to_string();
            let head: [Value; 4] = [
                account.into(),
                place.kind.word().into(),
                start.into(),
                place.member.into(),
            ];
            let tail: [Value; 2] = [sum.points.into(), sum.reached.into()];
            match place.late {
                None => in_time.push(head.into_iter().chain(tail).collect()),
                Some(at) => {
                    let at = Value::from(at.as_microsecond());
                    late.push(head.into_iter().chain([at]).chain(tail).collect());
                }
            }
        }
        upsert(connection, "board_points", "", &in_time).await?;
        upsert(connection, "board_late", ", booked_at", &late).await
    }
}

async fn upsert(
    connection: &impl ConnectionTrait,
    table: &str,
    further: &str,
    rows: &[Vec<Value>],
) -> Result<()> {
    for batch in rows.chunks(BATCH) {
        let columns = batch.first().map_or(0, Vec::len);
        let sql = format!(
            "INSERT INTO {table} (account_id, kind, start, member_id{further}, points, reached_at) VALUES {}
             ON CONFLICT (account_id, kind, start, member_id{further}) DO UPDATE SET
                points = {table}.points + excluded.points,
                reached_at = CASE WHEN excluded.reached_at > {table}.reached_at
                    THEN excluded.reached_at ELSE {table}.reached_at END",
            bulk_placeholders(connection, batch.len(), columns)
        );
        execute(connection, &sql, batch.iter().flatten().cloned()).await?;
    }
    Ok(())
}

/// Adds what was just booked to the sums.
pub(crate) async fn keep(tx: &Tx, account: Uuid, zone: &TimeZone, booked: &[Booked]) -> Result<()> {
    let lots = lot_times(tx, booked).await?;
    let mut sums = Sums::default();
    for booked in booked {
        if let Some(earning) = earning(booked, &lots) {
            sums.add(&earning, zone);
        }
    }
    sums.store(tx.connection(), account).await
}

/// What an entry means to the board, if anything.
fn earning(booked: &Booked, lots: &HashMap<Uuid, Timestamp>) -> Option<Earning> {
    let transfer = &booked.entry.transfer;
    let (wallet, sign) = match transfer.purpose {
        Purpose::Earned => (transfer.credit, 1),
        Purpose::Corrected => (transfer.debit, -1),
        _ => return None,
    };
    let lot = transfer.lot.and_then(|lot| lots.get(&lot.0).copied());
    Some(Earning {
        member: wallet.member()?,
        points: sign * transfer.points.get(),
        at: lot.unwrap_or(transfer.occurred_at),
        booked_at: booked.entry.booked_at,
    })
}

#[derive(FromQueryResult)]
struct LotRow {
    id: Uuid,
    occurred_at: Moment,
}

/// When the points were earned that corrections take.
async fn lot_times(tx: &Tx, booked: &[Booked]) -> Result<HashMap<Uuid, Timestamp>> {
    let corrections = booked.iter().map(|booked| &booked.entry.transfer);
    let lots: Vec<Uuid> = corrections
        .filter(|transfer| transfer.purpose == Purpose::Corrected)
        .filter_map(|transfer| transfer.lot)
        .map(|lot| lot.0)
        .collect();
    let mut times = HashMap::new();
    for batch in lots.chunks(BATCH) {
        let places = placeholders(1, batch.len());
        let sql = format!("SELECT id, occurred_at FROM lot WHERE id IN {places}");
        let ids = batch.iter().map(|id| Value::from(*id));
        let found: Vec<LotRow> = rows(tx.connection(), &sql, ids).await?;
        times.extend(found.into_iter().map(|row| (row.id, row.occurred_at.0)));
    }
    Ok(times)
}

/// The sums as the book leads to them.
pub(crate) async fn rebuilt(
    connection: &impl ConnectionTrait,
    account: Uuid,
    zone: &TimeZone,
) -> Result<Sums> {
    let (mut sums, mut after) = (Sums::default(), 0);
    loop {
        let found = earnings(connection, account, (after, i64::MAX), ENTRIES).await?;
        let Some((last, _)) = found.last() else {
            return Ok(sums);
        };
        after = *last;
        for (_, earning) in &found {
            sums.add(earning, zone);
        }
    }
}

#[derive(FromQueryResult)]
struct KeptRow {
    kind: String,
    start: String,
    member_id: Uuid,
    booked_at: Option<Moment>,
    points: i64,
    reached_at: i64,
}

/// The sums as they are kept.
pub(crate) async fn kept(connection: &impl ConnectionTrait, account: Uuid) -> Result<Sums> {
    let sql = "
        SELECT kind, start, member_id, CAST(NULL AS BIGINT) AS booked_at, points, reached_at
        FROM board_points WHERE account_id = $1
        UNION ALL
        SELECT kind, start, member_id, booked_at, points, reached_at FROM board_late WHERE account_id = $1";
    let found: Vec<KeptRow> = rows(connection, sql, [account.into()]).await?;
    let mut sums = Sums::default();
    for row in found {
        let unreadable = || Error::Unreadable(format!("{} {} of the board", row.kind, row.start));
        let kind = KEPT.into_iter().find(|kind| kind.word() == row.kind);
        let place = Place {
            kind: kind.ok_or_else(unreadable)?,
            start: row.start.parse().map_err(|_| unreadable())?,
            member: row.member_id,
            late: row.booked_at.map(|at| at.0),
        };
        let sum = Sum {
            points: row.points,
            reached: row.reached_at,
        };
        sums.0.insert(place, sum);
    }
    Ok(sums)
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            start,
            member,
            late,
        } = self;
        write!(formatter, "{} {start} of {member}", kind.word())?;
        match late {
            Some(at) => write!(formatter, ", booked late at {at}"),
            None => Ok(()),
        }
    }
}
