//! What counts toward tiers, added up by day, so that a standing costs the same whatever the history holds.
//!
//! Written in the transaction that keeps the events; [`rebuilt`] says from the events and the book what must be there.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use loyalty::tier::Activity;
use loyalty::{Currency, EventData, EventRef, Money};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use super::facts::event_named;
use super::given::given;
use super::record::{Change, NewEvent};
use crate::calendar::{day, month, start_of};
use crate::db::{bulk_placeholders, execute, number, rows};
use crate::entity::column::Moment;
use crate::{Error, Result, Tx};

/// Rows of one statement.
const BATCH: usize = 500;

/// What a day's events of one kind and currency come to. The currency is empty for those without an amount.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Heap {
    pub day: Date,
    pub kind: String,
    pub currency: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeapSum {
    pub events: i64,
    pub points: i64,
    pub amount: i64,
}

/// What is to be added to the sums that are kept, or what they must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heaps(pub BTreeMap<Heap, HeapSum>);

/// What of an event decides where it counts.
#[derive(Clone, Copy)]
pub(super) struct Counted<'a> {
    pub kind: &'a str,
    pub time: Timestamp,
    pub money: Option<Money>,
}

impl Heaps {
    /// Adds an event once, or takes it away with `times` of -1; with 0 only its points change.
    pub(super) fn add(&mut self, event: Counted<'_>, zone: &TimeZone, times: i64, points: i64) {
        if times == 0 && points == 0 {
            return;
        }
        let heap = Heap {
            day: day(event.time, zone),
            kind: event.kind.to_owned(),
            currency: event
                .money
                .map_or_else(String::new, |money| money.currency().to_string()),
        };
        let sum = self.0.entry(heap).or_default();
        sum.events += times;
        sum.points = sum.points.saturating_add(points);
        let amount = event.money.map_or(0, |money| money.amount());
        sum.amount = sum.amount.saturating_add(times * amount);
    }

    /// Adds them to those that are kept. Under the account's lock, so that no two writers meet here.
    pub(super) async fn store(self, tx: &Tx, account: Uuid) -> Result<()> {
        let rows: Vec<[Value; 8]> = self
            .0
            .into_iter()
            .map(|(heap, sum)| {
                [
                    account.into(),
                    month(heap.day).into(),
                    heap.kind.into(),
                    heap.currency.into(),
                    heap.day.to_string().into(),
                    sum.events.into(),
                    sum.points.into(),
                    sum.amount.into(),
                ]
            })
            .collect();
        for batch in rows.chunks(BATCH) {
            let places = bulk_placeholders(tx.connection(), batch.len(), 8);
            let sql = format!(
                "INSERT INTO tier_activity (account_id, month, kind, currency, day, events, points, amount) VALUES {places}
                 ON CONFLICT (account_id, month, kind, currency, day) DO UPDATE SET
                    events = tier_activity.events + excluded.events,
                    points = tier_activity.points + excluded.points,
                    amount = tier_activity.amount + excluded.amount"
            );
            execute(tx.connection(), &sql, batch.iter().flatten().cloned()).await?;
        }
        Ok(())
    }
}

/// Counts events that were given explicit awards, once they are kept and booked.
pub(super) async fn count_recorded(
    tx: &Tx,
    account: Uuid,
    zone: &TimeZone,
    fresh: &[(Uuid, &NewEvent)],
) -> Result<()> {
    let reversals = reversals(tx.connection(), account).await?;
    let ids: HashSet<Uuid> = fresh.iter().map(|(id, _)| *id).collect();
    let mut heaps = Heaps::default();
    let mut taken_back = HashSet::new();
    for (_, event) in fresh {
        let reverses = EventData::parse_reverses(&event.data, &event.source);
        if let Ok(Some(name)) = reverses {
            let is_first = reversals
                .get(&name)
                .is_none_or(|by| by.iter().all(|id| ids.contains(id)));
            if !is_first || !taken_back.insert(name.clone()) {
                continue;
            }
            let target = event_named(tx.connection(), account, &name).await?;
            // One that came with it has not been counted.
            let Some(target) = target.filter(|target| !ids.contains(&target.id)) else {
                continue;
            };
            let points = given(tx, std::slice::from_ref(&target)).await?;
            let points: i64 = points.values().map(|given| given.points).sum();
            let counted = Counted {
                kind: &target.event.kind,
                time: target.event.time,
                money: target.event.data.money,
            };
            heaps.add(counted, zone, -1, -points);
            continue;
        }
        let name = EventRef {
            source: event.source.clone(),
            id: event.external_id.clone(),
        };
        if !reversals.contains_key(&name) {
            heaps.add(event.counted(), zone, 1, event.merit());
        }
    }
    heaps.store(tx, account).await
}

impl NewEvent {
    fn counted(&self) -> Counted<'_> {
        let data = EventData::parse(&self.data).ok();
        Counted {
            kind: &self.kind,
            time: self.occurred_at,
            money: data.and_then(|data| data.money),
        }
    }

    /// What its awards add to the points that count.
    fn merit(&self) -> i64 {
        let points = |change: Change| match change {
            Change::Earned(points) => points.get(),
            Change::Corrected(points, _) => -points.get(),
            Change::Spent(_) => 0,
        };
        self.awards.iter().map(|award| points(award.change)).sum()
    }
}

#[derive(FromQueryResult)]
struct ReversalRow {
    event_id: Uuid,
    source: String,
    external_id: String,
}

/// Which corrections take back the event of a name.
async fn reversals(
    connection: &impl ConnectionTrait,
    account: Uuid,
) -> Result<HashMap<EventRef, Vec<Uuid>>> {
    let sql = "SELECT event_id, source, external_id FROM event_reversal WHERE account_id = $1";
    let found: Vec<ReversalRow> = rows(connection, sql, [account.into()]).await?;
    let mut reversals: HashMap<EventRef, Vec<Uuid>> = HashMap::new();
    for row in found {
        let name = EventRef {
            source: row.source,
            id: row.external_id,
        };
        reversals.entry(name).or_default().push(row.event_id);
    }
    Ok(reversals)
}

#[derive(FromQueryResult)]
struct ActivityRow {
    day: String,
    kind: String,
    currency: String,
    events: i64,
    points: i64,
    amount: i64,
}

const SUMS: &str = "CAST(sum(events) AS BIGINT) AS events, CAST(sum(points) AS BIGINT) AS points, \
    CAST(sum(amount) AS BIGINT) AS amount";

/// The activities of accounts since a day, each at the beginning of its day; with `is_by_month` a month's together, on the
/// last day that has any.
pub(super) async fn since(
    connection: &impl ConnectionTrait,
    account: Uuid,
    first: Date,
    is_by_month: bool,
    zone: &TimeZone,
) -> Result<Vec<Activity>> {
    let sql = if is_by_month {
        format!(
            "SELECT max(day) AS day, kind, currency, {SUMS} FROM tier_activity
             WHERE account_id = $1 AND month >= $2 AND day >= $3 GROUP BY account_id, month, kind, currency"
        )
    } else {
        "SELECT day, kind, currency, events, points, amount FROM tier_activity
         WHERE account_id = $1 AND month >= $2 AND day >= $3"
            .to_owned()
    };
    let values = [
        account.into(),
        month(first).into(),
        first.to_string().into(),
    ];
    let found: Vec<ActivityRow> = rows(connection, &sql, values).await?;
    let mut activities: Vec<Activity> = found
        .into_iter()
        .map(|row| row.activity(zone))
        .collect::<Result<_>>()?;
    // A pace over the last months goes by how long there has been anything at all.
    if !is_by_month && is_older(connection, account, first).await? {
        activities.push(Activity {
            time: start_of(first, zone)?,
            kind: String::new(),
            events: 0,
            points: 0,
            money: None,
        });
    }
    Ok(activities)
}

/// Whether anything was counted before the day.
async fn is_older(connection: &impl ConnectionTrait, account: Uuid, first: Date) -> Result<bool> {
    let sql = "
        SELECT count(*) FROM (
            SELECT 1 FROM tier_activity WHERE account_id = $1 AND month <= $2 AND day < $3 LIMIT 1
        ) AS older";
    let values = [
        account.into(),
        month(first).into(),
        first.to_string().into(),
    ];
    Ok(number(connection, sql, values).await? > 0)
}

impl ActivityRow {
    fn heap(&self) -> Result<Heap> {
        let unreadable = || Error::Unreadable(format!("{} is no day", self.day));
        Ok(Heap {
            day: self.day.parse().map_err(|_| unreadable())?,
            kind: self.kind.clone(),
            currency: self.currency.clone(),
        })
    }

    fn activity(self, zone: &TimeZone) -> Result<Activity> {
        let heap = self.heap()?;
        let currency: Option<Currency> = heap.currency.parse().ok();
        Ok(Activity {
            time: start_of(heap.day, zone)?,
            kind: heap.kind,
            events: self.events,
            points: self.points,
            money: currency.and_then(|currency| Money::new(self.amount, currency).ok()),
        })
    }
}

/// The sums as they are kept.
pub(crate) async fn kept(connection: &impl ConnectionTrait, account: Uuid) -> Result<Heaps> {
    let sql = "SELECT day, kind, currency, events, points, amount FROM tier_activity WHERE account_id = $1";
    let found: Vec<ActivityRow> = rows(connection, sql, [account.into()]).await?;
    let mut heaps = Heaps::default();
    for row in found {
        let sum = HeapSum {
            events: row.events,
            points: row.points,
            amount: row.amount,
        };
        heaps.0.insert(row.heap()?, sum);
    }
    Ok(heaps)
}

#[derive(FromQueryResult)]
struct EventRow {
    id: Uuid,
    source: String,
    external_id: String,
    kind: String,
    occurred_at: Moment,
    data: String,
    points: Option<i64>,
}

/// Events read at once.
const EVENTS: i64 = 5_000;

/// The sums as the events and the book lead to them.
pub(crate) async fn rebuilt(
    connection: &impl ConnectionTrait,
    account: Uuid,
    zone: &TimeZone,
) -> Result<Heaps> {
    let reversals = reversals(connection, account).await?;
    let sql = "
        SELECT e.id, e.source, e.external_id, e.kind, e.occurred_at, e.data,
            (SELECT CAST(sum(CASE WHEN t.purpose = 'earned' THEN t.points ELSE -t.points END) AS BIGINT)
             FROM transfer t WHERE t.event_id = e.id AND t.purpose IN ('earned', 'corrected')) AS points
        FROM event e
        WHERE e.account_id = $1 AND (e.occurred_at, e.id) > ($2, $3)
            AND NOT EXISTS (SELECT 1 FROM late_event l WHERE l.event_id = e.id)
            AND NOT EXISTS (SELECT 1 FROM event_reversal r WHERE r.event_id = e.id)
        ORDER BY e.occurred_at, e.id LIMIT $4";
    let mut heaps = Heaps::default();
    let mut after = (i64::MIN, Uuid::nil());
    loop {
        let values = [
            account.into(),
            after.0.into(),
            after.1.into(),
            EVENTS.into(),
        ];
        let found: Vec<EventRow> = rows(connection, sql, values).await?;
        let Some(last) = found.last() else {
            return Ok(heaps);
        };
        after = (last.occurred_at.0.as_microsecond(), last.id);
        for row in found {
            let name = EventRef {
                source: row.source,
                id: row.external_id,
            };
            if reversals.contains_key(&name) {
                continue;
            }
            let data = serde_json::from_str(&row.data).unwrap_or_default();
            let data = EventData::parse(&data).ok();
            let counted = Counted {
                kind: &row.kind,
                time: row.occurred_at.0,
                money: data.and_then(|data| data.money),
            };
            heaps.add(counted, zone, 1, row.points.unwrap_or(0));
        }
    }
}

impl std::fmt::Display for Heap {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {} {}", self.day, self.kind, self.currency)
    }
}
