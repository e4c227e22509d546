//! Taking facts in: the event, and the transfers of its awards, in one transaction.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::Timestamp;
use loyalty::ledger::{Holder, Order, Purpose, TransferId, derived};
use loyalty::{EventData, Points};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::activity::count_recorded;
use crate::db::{bulk_placeholders, execute, rows};
use crate::ledger::Ledger;
use crate::moment::new_id;
use crate::{Result, Tx};

/// Rows of one statement; SQLite takes 32,766 values at most.
pub(super) const BATCH: usize = 500;

/// What a fact does to a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Counts toward the tier.
    Earned(Points),
    /// Takes back what was earned by mistake: of the points that this transfer brought, then of the oldest. What is not
    /// there any more is owed.
    Corrected(Points, Option<Uuid>),
    /// Redeemed at once.
    Spent(Points),
}

/// What the programme gives for a fact, or takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// A person, or the company.
    pub to: Holder,
    pub change: Change,
    /// When earned points run out.
    pub expires_at: Option<Timestamp>,
    /// How the programme came to it; kept as it is given.
    pub why: Option<String>,
}

/// A fact from outside and what it changes.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub account: Uuid,
    /// The person it concerns, of the account.
    pub member: Option<Uuid>,
    pub source: String,
    /// Unique within `source`: the same fact twice counts once.
    pub external_id: String,
    /// Such as `purchase.completed`.
    pub kind: String,
    pub subject: String,
    pub occurred_at: Timestamp,
    /// When it came in; its awards are booked then.
    pub received_at: Timestamp,
    pub data: serde_json::Value,
    /// At most a few; none for what the programme does not reward.
    pub awards: Vec<Award>,
}

/// What a batch of events came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    pub events: u64,
    /// Awards that were booked.
    pub movements: u64,
    /// Events that were there already.
    pub known: u64,
}

/// Keeps new facts and books their awards, in the order in which they are given. All or nothing:
/// [`Error::NotFound`](crate::Error::NotFound) when an account is unknown or a person is not of the account,
/// [`Conflict::NotEnoughPoints`](crate::Conflict::NotEnoughPoints) when one spends what is not there.
pub async fn record_events(tx: &Tx, events: &[NewEvent]) -> Result<Recorded> {
    let mut people: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    for event in events {
        people
            .entry(event.account)
            .or_default()
            .extend(event.people());
    }
    // Opened in the order of their ids, as everyone does who books for several.
    let mut ledgers = BTreeMap::new();
    for (account, people) in people {
        let mut ledger = Ledger::open(tx, account).await?;
        let people: Vec<Uuid> = people.into_iter().collect();
        ledger.load_members(&people).await?;
        ledgers.insert(account, ledger);
    }
    let mut fresh = Vec::with_capacity(events.len());
    for batch in events.chunks(BATCH) {
        fresh.extend(insert_events(tx, batch).await?);
    }
    let mut movements = 0;
    for (id, event) in &fresh {
        if let Some(ledger) = ledgers.get_mut(&event.account) {
            movements += book(ledger, *id, event).await?;
        }
    }
    for (account, ledger) in ledgers {
        let zone = ledger.zone().clone();
        ledger.close().await?;
        let of_account: Vec<(Uuid, &NewEvent)> = fresh
            .iter()
            .filter(|(_, event)| event.account == account)
            .copied()
            .collect();
        count_recorded(tx, account, &zone, &of_account).await?;
    }
    let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Ok(Recorded {
        events: whole(fresh.len()),
        movements,
        known: whole(events.len() - fresh.len()),
    })
}

impl NewEvent {
    fn people(&self) -> impl Iterator<Item = Uuid> {
        let of_awards = self.awards.iter().filter_map(|award| award.to.member());
        self.member.into_iter().chain(of_awards)
    }
}

impl Award {
    /// An award that needs no explanation and never runs out.
    pub fn plain(to: impl Into<Holder>, change: Change) -> Self {
        Self {
            to: to.into(),
            change,
            expires_at: None,
            why: None,
        }
    }
}

/// Books the awards of an event; says how many.
async fn book(ledger: &mut Ledger<'_>, id: Uuid, event: &NewEvent) -> Result<u64> {
    let mut booked = 0;
    for award in &event.awards {
        // An event is inserted once, so its awards need no look-up to be booked once.
        let place = Place {
            id: derived(id, &format!("award {booked}")),
            event: id,
            occurred_at: event.occurred_at,
        };
        book_award(ledger, place, award, event.received_at).await?;
        booked += 1;
    }
    Ok(booked)
}

/// The transfer of an award, and the event it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub id: TransferId,
    pub event: Uuid,
    pub occurred_at: Timestamp,
}

pub(super) async fn book_award(
    ledger: &mut Ledger<'_>,
    place: Place,
    award: &Award,
    now: Timestamp,
) -> Result<()> {
    let order = |points| Order {
        id: place.id,
        holder: award.to,
        points,
        occurred_at: place.occurred_at,
        event: Some(place.event),
        why: award.why.clone(),
    };
    match award.change {
        Change::Earned(points) => {
            ledger.grant(&order(points), Purpose::Earned, award.expires_at, now)
        }
        Change::Corrected(points, lot) => {
            ledger
                .correct(&order(points), lot.map(TransferId), now)
                .await
        }
        Change::Spent(points) => ledger.withdraw(&order(points), Purpose::Spent, now).await,
    }
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// Inserts those that are new and returns them with their ids.
pub(super) async fn insert_events<'a>(
    tx: &Tx,
    batch: &'a [NewEvent],
) -> Result<Vec<(Uuid, &'a NewEvent)>> {
    let candidates: Vec<(Uuid, &NewEvent)> = batch
        .iter()
        .map(|event| (new_id(event.occurred_at), event))
        .collect();
    let sql = format!(
        "INSERT INTO event (id, account_id, member_id, source, external_id, kind, subject, occurred_at, received_at, data)
         VALUES {} ON CONFLICT (source, external_id) DO NOTHING RETURNING id",
        bulk_placeholders(tx.connection(), candidates.len(), 10)
    );
    let values = candidates.iter().flat_map(|(id, event)| -> [Value; 10] {
        [
            (*id).into(),
            event.account.into(),
            event.member.into(),
            event.source.as_str().into(),
            event.external_id.as_str().into(),
            event.kind.as_str().into(),
            event.subject.as_str().into(),
            event.occurred_at.as_microsecond().into(),
            event.received_at.as_microsecond().into(),
            event.data.to_string().into(),
        ]
    });
    let kept: Vec<Id> = rows(tx.connection(), &sql, values).await?;
    let kept: HashSet<Uuid> = kept.into_iter().map(|row| row.id).collect();
    let fresh: Vec<(Uuid, &NewEvent)> = candidates
        .into_iter()
        .filter(|(id, _)| kept.contains(id))
        .collect();
    for (id, event) in &fresh {
        insert_reversal(tx, *id, event).await?;
    }
    Ok(fresh)
}

/// Notes what a correction takes back. Data that names it in a way that cannot be read takes nothing back.
async fn insert_reversal(tx: &Tx, id: Uuid, event: &NewEvent) -> Result<()> {
    let Ok(Some(reversed)) = EventData::parse_reverses(&event.data, &event.source) else {
        return Ok(());
    };
    let sql = "INSERT INTO event_reversal (event_id, account_id, source, external_id) VALUES ($1, $2, $3, $4)";
    let values = [
        id.into(),
        event.account.into(),
        reversed.source.into(),
        reversed.id.into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}
