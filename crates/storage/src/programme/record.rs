//! Taking facts in: the event, the movement it makes, the wallet's balance and the sums, all in one transaction.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sea_orm::{EntityTrait as _, FromQueryResult, Set, Value};
use uuid::Uuid;

use super::sums::Sums;
use crate::accounts::time_zone;
use crate::db::{execute, placeholders, rows};
use crate::entity::column::{Coded, Moment, Purpose};
use crate::entity::movement;
use crate::moment::new_id;
use crate::{Error, Result, Tx};

/// Rows of one statement; SQLite takes 32,766 values at most.
const BATCH: usize = 500;

/// What a fact does to a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    None,
    /// Counts toward the tier. Negative when it corrects what was earned by mistake.
    Earned(i64),
    /// Taken from the balance; a positive number.
    Spent(i64),
}

/// A fact from outside and what it changes.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub account: Uuid,
    /// The person it concerns; the points then go to the person's wallet, else to the company's.
    pub member: Option<Uuid>,
    pub source: String,
    /// Unique within `source`: the same fact twice counts once.
    pub external_id: String,
    /// Such as `purchase.completed`.
    pub kind: String,
    pub subject: String,
    pub occurred_at: Timestamp,
    pub data: serde_json::Value,
    pub change: Change,
}

/// What a batch of events came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    pub events: u64,
    pub movements: u64,
    /// Events that were there already.
    pub known: u64,
}

/// Keeps new facts with their movements, and brings balances and sums along in the same transaction.
/// [`Error::NotFound`] when an account is unknown or a person is not of the account.
pub async fn record_events(tx: &Tx, events: &[NewEvent]) -> Result<Recorded> {
    let zones = zones(tx, events).await?;
    require_members(tx, events).await?;
    let mut fresh = Vec::with_capacity(events.len());
    for batch in events.chunks(BATCH) {
        fresh.extend(insert_events(tx, batch).await?);
    }
    let moving: Vec<(Uuid, &NewEvent)> = fresh
        .iter()
        .filter(|(_, event)| event.change != Change::None)
        .copied()
        .collect();
    let wallets = wallets(tx, &moving).await?;
    for batch in moving.chunks(BATCH) {
        insert_movements(tx, batch, &wallets).await?;
    }
    let sums = Sums::of(&moving, &wallets, &zones)?;
    sums.store(tx).await?;
    let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Ok(Recorded {
        events: whole(fresh.len()),
        movements: whole(moving.len()),
        known: whole(events.len() - fresh.len()),
    })
}

impl Change {
    /// What it adds to the balance.
    pub(crate) const fn points(self) -> i64 {
        match self {
            Self::None => 0,
            Self::Earned(points) => points,
            Self::Spent(points) => -points,
        }
    }

    pub(crate) const fn earned(self) -> i64 {
        if let Self::Earned(points) = self {
            points
        } else {
            0
        }
    }

    pub(super) const fn spent(self) -> i64 {
        if let Self::Spent(points) = self {
            points
        } else {
            0
        }
    }
}

/// A wallet by its holder: the company (no member) or one of its people.
pub(super) type Holder = (Uuid, Option<Uuid>);

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

#[derive(FromQueryResult)]
struct AccountZone {
    id: Uuid,
    time_zone: String,
}

#[derive(FromQueryResult)]
struct WalletRow {
    id: Uuid,
    account_id: Uuid,
    member_id: Option<Uuid>,
}

async fn zones(tx: &Tx, events: &[NewEvent]) -> Result<HashMap<Uuid, TimeZone>> {
    let accounts: HashSet<Uuid> = events.iter().map(|event| event.account).collect();
    let mut zones = HashMap::new();
    for account in accounts {
        let sql = "SELECT id, time_zone FROM account WHERE id = $1";
        let found: Vec<AccountZone> = rows(tx.connection(), sql, [account.into()]).await?;
        let found = found.first().ok_or(Error::NotFound)?;
        zones.insert(found.id, time_zone(&found.time_zone)?);
    }
    Ok(zones)
}

/// Refuses points for a person of another company.
async fn require_members(tx: &Tx, events: &[NewEvent]) -> Result<()> {
    let wanted: HashSet<Holder> = events
        .iter()
        .map(|event| (event.account, event.member))
        .collect();
    for (account, member) in wanted {
        let Some(member) = member else { continue };
        let sql = "SELECT id FROM member WHERE id = $1 AND account_id = $2";
        let found: Vec<Id> = rows(tx.connection(), sql, [member.into(), account.into()]).await?;
        if found.is_empty() {
            return Err(Error::NotFound);
        }
    }
    Ok(())
}

/// Inserts those that are new and returns them with their ids.
async fn insert_events<'a>(tx: &Tx, batch: &'a [NewEvent]) -> Result<Vec<(Uuid, &'a NewEvent)>> {
    let candidates: Vec<(Uuid, &NewEvent)> = batch
        .iter()
        .map(|event| (new_id(event.occurred_at), event))
        .collect();
    let sql = format!(
        "INSERT INTO event (id, account_id, member_id, source, external_id, kind, subject, occurred_at, data)
         VALUES {} ON CONFLICT (source, external_id) DO NOTHING RETURNING id",
        placeholders(candidates.len(), 9)
    );
    let values = candidates.iter().flat_map(|(id, event)| -> [Value; 9] {
        [
            (*id).into(),
            event.account.into(),
            event.member.into(),
            event.source.as_str().into(),
            event.external_id.as_str().into(),
            event.kind.as_str().into(),
            event.subject.as_str().into(),
            event.occurred_at.as_microsecond().into(),
            event.data.to_string().into(),
        ]
    });
    let kept: Vec<Id> = rows(tx.connection(), &sql, values).await?;
    let kept: HashSet<Uuid> = kept.into_iter().map(|row| row.id).collect();
    Ok(candidates
        .into_iter()
        .filter(|(id, _)| kept.contains(id))
        .collect())
}

/// The wallets of all holders; those that lack are opened.
async fn wallets(tx: &Tx, moving: &[(Uuid, &NewEvent)]) -> Result<HashMap<Holder, Uuid>> {
    // In one order always, so that two batches never wait for each other.
    let holders: BTreeMap<Holder, Timestamp> = moving
        .iter()
        .map(|(_, event)| ((event.account, event.member), event.occurred_at))
        .collect();
    let mut wallets = HashMap::with_capacity(holders.len());
    for ((account, member), at) in holders {
        let sql = "
            INSERT INTO wallet (id, account_id, member_id, balance) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING";
        execute(
            tx.connection(),
            sql,
            [new_id(at).into(), account.into(), member.into()],
        )
        .await?;
        let (sql, holder) = match member {
            Some(member) => (
                "SELECT id, account_id, member_id FROM wallet WHERE member_id = $1",
                member,
            ),
            None => (
                "SELECT id, account_id, member_id FROM wallet WHERE account_id = $1 AND member_id IS NULL",
                account,
            ),
        };
        let found: Vec<WalletRow> = rows(tx.connection(), sql, [holder.into()]).await?;
        wallets.extend(
            found
                .into_iter()
                .map(|wallet| ((wallet.account_id, wallet.member_id), wallet.id)),
        );
    }
    Ok(wallets)
}

async fn insert_movements(
    tx: &Tx,
    batch: &[(Uuid, &NewEvent)],
    wallets: &HashMap<Holder, Uuid>,
) -> Result<()> {
    let mut movements = Vec::with_capacity(batch.len());
    for (id, event) in batch {
        movements.push(movement::ActiveModel {
            id: Set(new_id(event.occurred_at)),
            wallet_id: Set(wallet_of(wallets, event)?),
            event_id: Set(*id),
            purpose: Set(Coded(match event.change {
                Change::Spent(_) => Purpose::Spent,
                Change::Earned(_) | Change::None => Purpose::Earned,
            })),
            points: Set(event.change.points()),
            occurred_at: Set(Moment(event.occurred_at)),
        });
    }
    movement::Entity::insert_many(movements)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

pub(super) fn wallet_of(wallets: &HashMap<Holder, Uuid>, event: &NewEvent) -> Result<Uuid> {
    wallets
        .get(&(event.account, event.member))
        .copied()
        .ok_or(Error::NotFound)
}
