//! Events as they are reported: kept once, counted by the programme, and booked, in one transaction.
//!
//! Awards follow from the set of an account's events (decision 009). So what was reported is put to the others, as many of
//! them as it can touch are counted again, and where the book says otherwise the difference is booked.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::earning::{Award as Earned, Recipient, Recount, recompute, recount};
use loyalty::ledger::derived;
use loyalty::{Event, EventRef, Points, Versions};
use serde_json::Value;
use uuid::Uuid;

use super::activity::{Counted, Heaps};
use super::facts::{Kept, corrections, event_named, events_since, that_count};
use super::gap::{Gap, gaps, holder, taken_back};
use super::given::{GivenPoints, given};
use super::overrides;
use super::record::{Award, BATCH, Change, NewEvent, Place, book_award, insert_events};
use crate::db::execute;
use crate::ledger::Ledger;
use crate::play::note_due;
use crate::{Error, Result, Tx};

/// An event that was checked, with what is kept beside what the rules look at.
#[derive(Clone, Debug)]
pub struct Report {
    pub account: Uuid,
    /// Of the account.
    pub member: Option<Uuid>,
    pub subject: String,
    pub event: Event,
    /// As it was reported.
    pub data: Value,
}

/// What became of a reported event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was there already and changes nothing.
    Known,
    /// It is kept, with what it earned; a correction with what it took.
    Fresh {
        awards: Vec<Earned>,
        taken_back: Vec<(Recipient, i64)>,
    },
}

/// Keeps what is new and books what it earns, and what it changes for events of before. All or nothing;
/// [`Error::NotFound`] when an account is unknown or a person is not of it. The answers are in the order of the reports.
pub async fn take_in(
    tx: &Tx,
    versions: &Versions,
    reports: &[Report],
    now: Timestamp,
) -> Result<Vec<Taken>> {
    let accounts: BTreeSet<Uuid> = reports.iter().map(|report| report.account).collect();
    // Opened in the order of their ids, as everyone does who books for several.
    let mut ledgers = Vec::with_capacity(accounts.len());
    for account in accounts {
        ledgers.push(Ledger::open(tx, account).await?);
    }
    let fresh = keep(tx, reports, now).await?;
    let mut taken = vec![Taken::Known; reports.len()];
    for ledger in ledgers {
        let of_account = fresh.iter().filter(|(index, _)| {
            reports
                .get(*index)
                .is_some_and(|report| report.account == ledger.account())
        });
        let of_account: Vec<(usize, Kept)> = of_account.cloned().collect();
        let account = Counting {
            tx,
            versions,
            ledger,
            now,
        };
        let reported: Vec<&Report> = of_account
            .iter()
            .filter_map(|(index, _)| reports.get(*index))
            .collect();
        note_due(tx, versions, account.ledger.account(), &reported).await?;
        for (index, outcome) in account.count(of_account).await? {
            if let Some(place) = taken.get_mut(index) {
                *place = outcome;
            }
        }
    }
    Ok(taken)
}

/// Inserts what is new; each with its place among the reports.
async fn keep(tx: &Tx, reports: &[Report], now: Timestamp) -> Result<Vec<(usize, Kept)>> {
    let rows: Vec<NewEvent> = reports.iter().map(|report| report.row(now)).collect();
    let mut names: HashMap<(&str, &str), usize> = HashMap::new();
    for (index, row) in rows.iter().enumerate() {
        // Of two with one name the first is inserted.
        names
            .entry((&row.source, &row.external_id))
            .or_insert(index);
    }
    let mut fresh = Vec::new();
    for batch in rows.chunks(BATCH) {
        for (id, row) in insert_events(tx, batch).await? {
            let index = names.get(&(row.source.as_str(), row.external_id.as_str()));
            let found = index.and_then(|index| Some((*index, reports.get(*index)?)));
            let (index, report) = found.ok_or(Error::NotFound)?;
            let event = report.event.clone();
            fresh.push((index, Kept::new(id, event, now)));
        }
    }
    Ok(fresh)
}

impl Report {
    fn row(&self, now: Timestamp) -> NewEvent {
        NewEvent {
            account: self.account,
            member: self.member,
            source: self.event.source.clone(),
            external_id: self.event.id.clone(),
            kind: self.event.kind.clone(),
            subject: self.subject.clone(),
            occurred_at: self.event.time,
            received_at: now,
            data: self.data.clone(),
            awards: Vec::new(),
        }
    }
}

/// One account whose new events are counted, under its lock.
struct Counting<'a> {
    tx: &'a Tx,
    versions: &'a Versions,
    ledger: Ledger<'a>,
    now: Timestamp,
}

impl Counting<'_> {
    async fn count(mut self, fresh: Vec<(usize, Kept)>) -> Result<Vec<(usize, Taken)>> {
        let Some(cause) = fresh.first().map(|(_, kept)| kept.id) else {
            self.ledger.close().await?;
            return Ok(Vec::new());
        };
        let events = self.touched(&fresh).await?;
        let given = given(self.tx, &events).await?;
        let zone = self.ledger.zone().clone();
        let counting = that_count(events.clone(), self.versions, &zone);
        let in_time: HashSet<Uuid> = counting.iter().map(|kept| kept.id).collect();
        let plain: Vec<Event> = counting.into_iter().map(|kept| kept.event).collect();
        let overrides = overrides::in_rules(self.tx.connection(), self.ledger.account()).await?;
        let right = recompute(self.versions, &plain, &overrides, &zone);
        let gaps = gaps(&events, &given, &right);
        let mut people: Vec<Uuid> = Vec::new();
        let named = fresh
            .iter()
            .filter_map(|(_, kept)| kept.event.member.clone());
        let owing = gaps.iter().map(|gap| gap.recipient.clone());
        for recipient in named.map(Recipient::Member).chain(owing) {
            people.extend(holder(&recipient)?.member());
        }
        people.sort_unstable();
        people.dedup();
        self.ledger.load_members(&people).await?;
        for gap in &gaps {
            self.close_gap(gap, &events, cause).await?;
        }
        let account = self.ledger.account();
        self.ledger.close().await?;
        let fresh_ids: HashSet<Uuid> = fresh.iter().map(|(_, kept)| kept.id).collect();
        let recounted = Recounted {
            events: &events,
            fresh: &fresh_ids,
            in_time: &in_time,
            zone: &zone,
        };
        recounted
            .heaps(&given, &right)
            .store(self.tx, account)
            .await?;
        for late in fresh_ids.difference(&in_time) {
            insert_late(self.tx, account, *late).await?;
        }
        let outcome = |kept: &Kept| Taken::Fresh {
            awards: right
                .iter()
                .filter(|award| award.event == kept.event.reference())
                .cloned()
                .collect(),
            taken_back: taken_back(&gaps, kept),
        };
        Ok(fresh
            .iter()
            .map(|(index, kept)| (*index, outcome(kept)))
            .collect())
    }

    /// The new events and all whose awards they can change, with every correction.
    async fn touched(&self, fresh: &[(usize, Kept)]) -> Result<Vec<Kept>> {
        let (connection, account) = (self.tx.connection(), self.ledger.account());
        let mut touched: BTreeMap<Uuid, Kept> = BTreeMap::new();
        let mut since: Option<Timestamp> = None;
        for (_, kept) in fresh {
            let target = match &kept.event.reverses {
                Some(name) => event_named(connection, account, name).await?,
                None => Some(kept.clone()),
            };
            for kept in target.into_iter().chain([kept.clone()]) {
                touched.insert(kept.id, kept);
            }
        }
        for kept in touched.values() {
            let from = match recount(self.versions, &kept.event, self.ledger.zone()) {
                Recount::Nothing => continue,
                Recount::Since(from) => from,
                Recount::Everything => Timestamp::MIN,
            };
            since = Some(since.map_or(from, |since| since.min(from)));
        }
        let mut others = corrections(connection, account).await?;
        if let Some(since) = since {
            others.extend(events_since(connection, account, since).await?);
        }
        touched.extend(others.into_iter().map(|kept| (kept.id, kept)));
        Ok(touched.into_values().collect())
    }

    async fn close_gap(&mut self, gap: &Gap<'_>, events: &[Kept], cause: Uuid) -> Result<()> {
        let to = holder(&gap.recipient)?;
        let expires_at = self
            .versions
            .expires(gap.kept.event.time, self.ledger.zone());
        let award = |change, why: Option<String>| Award {
            to,
            change,
            expires_at,
            why,
        };
        let place = |what: &str, under: &Kept| Place {
            id: derived(cause, &format!("{} {to:?} {what}", gap.kept.id)),
            event: under.id,
            occurred_at: under.event.time,
        };
        let missing = gap.right() - gap.given.points;
        if missing < 0 {
            // A correction that took it back is what the statement shows.
            let under = events
                .iter()
                .find(|kept| kept.event.reverses.as_ref() == Some(&gap.kept.event.reference()));
            let change = Change::Corrected(Points::new(-missing), gap.given.lot.map(|lot| lot.0));
            let award = award(change, Some(gap.recounted()));
            let place = place("back", under.unwrap_or(gap.kept));
            return book_award(&mut self.ledger, place, &award, self.now).await;
        }
        if gap.given.lot.is_some() || gap.given.points != 0 {
            let award = award(Change::Earned(Points::new(missing)), Some(gap.recounted()));
            let place = place("more", gap.kept);
            return book_award(&mut self.ledger, place, &award, self.now).await;
        }
        for earned in gap.awards.iter().filter(|earned| earned.points > 0) {
            let why = serde_json::to_string(earned)
                .map_err(|error| Error::Unreadable(error.to_string()))?;
            let award = award(Change::Earned(Points::new(earned.points)), Some(why));
            let place = place(&earned.rule, gap.kept);
            book_award(&mut self.ledger, place, &award, self.now).await?;
        }
        Ok(())
    }
}

/// What was counted again, for the sums by day.
struct Recounted<'a> {
    events: &'a [Kept],
    fresh: &'a HashSet<Uuid>,
    in_time: &'a HashSet<Uuid>,
    zone: &'a TimeZone,
}

impl Recounted<'_> {
    /// What changes in the sums by day, from the points that were given to those that are right.
    fn heaps(&self, given: &GivenPoints, right: &[Earned]) -> Heaps {
        let mut before: HashMap<&EventRef, i64> = HashMap::new();
        for ((name, _), given) in given {
            *before.entry(name).or_default() += given.points;
        }
        let mut after: HashMap<&EventRef, i64> = HashMap::new();
        for award in right {
            *after.entry(&award.event).or_default() += award.points;
        }
        let reversed = |is_known: bool| -> HashSet<&EventRef> {
            let of_interest = |kept: &&Kept| !is_known || !self.fresh.contains(&kept.id);
            let corrections = self.events.iter().filter(of_interest);
            corrections
                .filter_map(|kept| kept.event.reverses.as_ref())
                .collect()
        };
        let (was_reversed, is_reversed) = (reversed(true), reversed(false));
        let mut heaps = Heaps::default();
        for kept in self.events {
            let is_plain = kept.event.reverses.is_none();
            if !is_plain || !self.in_time.contains(&kept.id) {
                continue;
            }
            let name = kept.event.reference();
            let did_count = !self.fresh.contains(&kept.id) && !was_reversed.contains(&name);
            let counts = !is_reversed.contains(&name);
            let of = |does: bool, points: &HashMap<&EventRef, i64>| {
                let points = points.get(&name).copied().unwrap_or(0);
                if does { (1, points) } else { (0, 0) }
            };
            let (old, new) = (of(did_count, &before), of(counts, &after));
            let counted = Counted {
                kind: &kept.event.kind,
                time: kept.event.time,
                money: kept.event.data.money,
            };
            heaps.add(counted, self.zone, new.0 - old.0, new.1 - old.1);
        }
        heaps
    }
}

/// Notes that an event came too late, so that a later version with other terms changes nothing about it.
async fn insert_late(tx: &Tx, account: Uuid, event: Uuid) -> Result<()> {
    let sql = "INSERT INTO late_event (event_id, account_id) VALUES ($1, $2)";
    execute(tx.connection(), sql, [event.into(), account.into()]).await?;
    Ok(())
}
