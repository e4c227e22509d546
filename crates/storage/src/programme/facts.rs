//! An account's facts as the programme's rules take them. Reading changes nothing.

use contract::{AccountId, MemberId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::earning::{Arrival, Recipient};
use loyalty::replay::{AccountFacts, Spent};
use loyalty::{Event, EventData, EventRef, Versions};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::overrides;
use crate::accounts::find_zone;
use crate::db::{row, rows};
use crate::entity::column::Moment;
use crate::{Db, Error, Result};

/// Events read at once.
const BATCH: i64 = 5_000;

/// An event as it is kept, and as the rules read it.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub id: Uuid,
    pub event: Event,
    pub received_at: Moment,
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

#[derive(FromQueryResult)]
struct EventRow {
    id: Uuid,
    member_id: Option<Uuid>,
    source: String,
    external_id: String,
    kind: String,
    occurred_at: Moment,
    received_at: Moment,
    data: String,
}

#[derive(FromQueryResult)]
struct SpentRow {
    member_id: Option<Uuid>,
    points: i64,
    occurred_at: Moment,
}

const SELECT: &str =
    "SELECT id, member_id, source, external_id, kind, occurred_at, received_at, data FROM event";

/// Every account, for going through the facts of all of them.
pub async fn accounts_with_facts(db: &Db) -> Result<Vec<Uuid>> {
    let found: Vec<Id> = rows(db.reader(), "SELECT id FROM account ORDER BY id", []).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// All that is known of an account at one moment. Events that came too late to count are left out.
pub async fn facts(db: &Db, account: Uuid, versions: &Versions) -> Result<AccountFacts> {
    let snapshot = db.snapshot().await?;
    let read = read_facts(&snapshot, account, versions).await;
    snapshot.rollback().await?;
    read
}

async fn read_facts(
    connection: &impl ConnectionTrait,
    account: Uuid,
    versions: &Versions,
) -> Result<AccountFacts> {
    let zone = find_zone(connection, account).await?;
    let kept = events_since(connection, account, Timestamp::MIN).await?;
    Ok(AccountFacts {
        account: AccountId(account.to_string()),
        events: that_count(kept, versions, &zone)
            .into_iter()
            .map(|kept| kept.event)
            .collect(),
        zone,
        overrides: overrides::in_rules(connection, account).await?,
        spent: spent(connection, account).await?,
    })
}

/// The events of an account that happened since, the oldest first.
pub(super) async fn events_since(
    connection: &impl ConnectionTrait,
    account: Uuid,
    since: Timestamp,
) -> Result<Vec<Kept>> {
    let sql = format!(
        "{SELECT} WHERE account_id = $1 AND (occurred_at, id) > ($2, $3) ORDER BY occurred_at, id LIMIT $4"
    );
    let mut kept: Vec<Kept> = Vec::new();
    let mut after = (since.as_microsecond() - 1, Uuid::max());
    loop {
        let values = [account.into(), after.0.into(), after.1.into(), BATCH.into()];
        let batch: Vec<EventRow> = rows(connection, &sql, values).await?;
        let Some(last) = batch.last() else {
            return Ok(kept);
        };
        after = (last.occurred_at.0.as_microsecond(), last.id);
        for row in batch {
            kept.push(row.read(account)?);
        }
    }
}

/// What a person did, as far as it counts: without what came too late or was taken back.
pub(crate) async fn events_of_member(
    connection: &impl ConnectionTrait,
    account: Uuid,
    member: Uuid,
) -> Result<Vec<Event>> {
    let sql = format!(
        "{SELECT} e WHERE member_id = $1 AND account_id = $2
         AND NOT EXISTS (SELECT 1 FROM late_event l WHERE l.event_id = e.id)
         AND NOT EXISTS (SELECT 1 FROM event_reversal r WHERE r.event_id = e.id)
         AND NOT EXISTS (
            SELECT 1 FROM event_reversal r
            WHERE r.source = e.source AND r.external_id = e.external_id AND r.account_id = e.account_id)
         ORDER BY occurred_at, id"
    );
    let found: Vec<EventRow> = rows(connection, &sql, [member.into(), account.into()]).await?;
    let read = found.into_iter().map(|row| Ok(row.read(account)?.event));
    read.collect()
}

/// The corrections of an account, whenever they happened.
pub(super) async fn corrections(
    connection: &impl ConnectionTrait,
    account: Uuid,
) -> Result<Vec<Kept>> {
    let sql =
        format!("{SELECT} WHERE id IN (SELECT event_id FROM event_reversal WHERE account_id = $1)");
    let found: Vec<EventRow> = rows(connection, &sql, [account.into()]).await?;
    found.into_iter().map(|row| row.read(account)).collect()
}

/// The event of this name, if the account has it.
pub(super) async fn event_named(
    connection: &impl ConnectionTrait,
    account: Uuid,
    name: &EventRef,
) -> Result<Option<Kept>> {
    let sql = format!("{SELECT} WHERE source = $1 AND external_id = $2 AND account_id = $3");
    let values = [
        name.source.as_str().into(),
        name.id.as_str().into(),
        account.into(),
    ];
    let found: Option<EventRow> = row(connection, &sql, values).await?;
    found.map(|row| row.read(account)).transpose()
}

/// Without those that came too late.
pub(super) fn that_count(kept: Vec<Kept>, versions: &Versions, zone: &TimeZone) -> Vec<Kept> {
    let counts = |kept: &Kept| {
        // A correction counts whenever it was made: it says what was true all along.
        kept.event.reverses.is_some()
            || versions.arrival(kept.event.time, kept.received_at.0, zone) != Arrival::TooLate
    };
    kept.into_iter().filter(counts).collect()
}

async fn spent(connection: &impl ConnectionTrait, account: Uuid) -> Result<Vec<Spent>> {
    // Points that were held first left the wallet of the hold.
    let sql = "
        SELECT w.member_id, t.points, t.occurred_at
        FROM transfer t LEFT JOIN hold h ON h.id = t.hold_id JOIN wallet w ON w.id = COALESCE(h.wallet_id, t.debit_id)
        WHERE t.account_id = $1 AND t.purpose = 'spent' ORDER BY t.position";
    let found: Vec<SpentRow> = rows(connection, sql, [account.into()]).await?;
    let spent = |row: SpentRow| Spent {
        time: row.occurred_at.0,
        by: recipient(row.member_id),
        points: row.points,
    };
    Ok(found.into_iter().map(spent).collect())
}

pub(super) fn recipient(member: Option<Uuid>) -> Recipient {
    member.map_or(Recipient::Account, |member| {
        Recipient::Member(MemberId(member.to_string()))
    })
}

impl Kept {
    pub(super) const fn new(id: Uuid, event: Event, received_at: Timestamp) -> Self {
        Self {
            id,
            event,
            received_at: Moment(received_at),
        }
    }
}

impl EventRow {
    fn read(self, account: Uuid) -> Result<Kept> {
        let unreadable =
            |what: &dyn std::fmt::Display| Error::Unreadable(format!("event {}: {what}", self.id));
        let data = serde_json::from_str(&self.data).map_err(|error| unreadable(&error))?;
        let reverses =
            EventData::parse_reverses(&data, &self.source).map_err(|error| unreadable(&error))?;
        let data = EventData::parse(&data).map_err(|errors| {
            let all: Vec<_> = errors.iter().map(ToString::to_string).collect();
            unreadable(&all.join("; "))
        })?;
        Ok(Kept {
            id: self.id,
            received_at: self.received_at,
            event: Event {
                id: self.external_id,
                source: self.source,
                kind: self.kind,
                account: AccountId(account.to_string()),
                member: self.member_id.map(|member| MemberId(member.to_string())),
                time: self.occurred_at.0,
                reverses,
                data,
            },
        })
    }
}
