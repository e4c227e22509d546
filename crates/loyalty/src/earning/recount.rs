//! All events of an account at once, and what changes when one comes late or is taken back.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::{Award, Context, Counted, Recipient, award};
use crate::event::{Event, EventRef};
use crate::programme::Versions;
use crate::programme::calendar::{day_of, start_of};
use crate::tier::{Activity, Override, Tracker};

/// The awards of one account's events, whatever order they stand in, in the order in which they count.
///
/// An event that a correction takes back earns nothing, leaves its room under the caps to others, and never counted toward a
/// tier. A correction itself cannot be taken back: what was right after all is reported as a new event. An event that stands
/// there twice counts once.
pub fn recompute(
    versions: &Versions,
    events: &[Event],
    overrides: &[Override],
    zone: &TimeZone,
) -> Vec<Award> {
    let mut counted = Counted::default();
    let mut tracker = Tracker::new(versions, overrides, zone);
    let mut awards = Vec::new();
    for event in in_order(events) {
        tracker.advance(event.time);
        let Some(programme) = versions.at(event.time, zone) else {
            tracker.record(Activity::of(event, 0));
            continue;
        };
        let context = Context {
            tier: tracker.tier_at(event.time),
            zone,
            counted: &counted,
        };
        let given = award(programme, event, &context);
        let day = day_of(event.time, zone);
        for award in &given {
            if let Some(rule) = programme.rule(&award.rule) {
                counted.add(rule, award, event, day);
            }
        }
        let points = given.iter().map(|award| award.points).sum();
        tracker.record(Activity::of(event, points));
        awards.extend(given);
    }
    awards
}

/// What the events count toward tiers, given the awards that they got.
pub fn activities(events: &[Event], awards: &[Award]) -> Vec<Activity> {
    let mut points: HashMap<&EventRef, i64> = HashMap::new();
    for award in awards {
        *points.entry(&award.event).or_default() += award.points;
    }
    in_order(events)
        .into_iter()
        .map(|event| {
            let points = points.get(&event.reference()).copied().unwrap_or(0);
            Activity::of(event, points)
        })
        .collect()
}

/// The events that count, each once, in the one order.
pub(crate) fn in_order(events: &[Event]) -> Vec<&Event> {
    let taken_back: HashSet<&EventRef> = events
        .iter()
        .filter_map(|event| event.reverses.as_ref())
        .collect();
    let mut ordered: Vec<&Event> = events.iter().collect();
    ordered.sort_by(|one, other| one.order().cmp(&other.order()));
    let mut seen = HashSet::new();
    ordered.retain(|event| {
        let is_correction = event.reverses.is_some();
        let reference = event.reference();
        !is_correction && !taken_back.contains(&reference) && seen.insert(reference)
    });
    ordered
}

/// What an award must become: the ledger posts the difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Adjustment {
    pub event: EventRef,
    pub rule: String,
    pub recipient: Recipient,
    /// What was given so far; zero for a new award.
    pub before: i64,
    /// What is right now; zero for what was taken back.
    pub after: i64,
}

impl Adjustment {
    /// What is still to be given, or with a minus taken.
    pub const fn points(&self) -> i64 {
        self.after - self.before
    }
}

/// How to get from the awards that were given to those that are right, in a fixed order. Empty when they agree.
pub fn adjust(given: &[Award], right: &[Award]) -> Vec<Adjustment> {
    let mut all: BTreeMap<(&EventRef, &str, &Recipient), (i64, i64)> = BTreeMap::new();
    let key = |award| {
        let award: &Award = award;
        (&award.event, award.rule.as_str(), &award.recipient)
    };
    for award in given {
        all.entry(key(award)).or_default().0 += award.points;
    }
    for award in right {
        all.entry(key(award)).or_default().1 += award.points;
    }
    all.into_iter()
        .filter(|(_, (before, after))| before != after)
        .map(|((event, rule, recipient), (before, after))| Adjustment {
            event: event.clone(),
            rule: rule.to_owned(),
            recipient: recipient.clone(),
            before,
            after,
        })
        .collect()
}

/// How far back an account must be counted again when an event is placed before others, or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Recount {
    /// No other award can change.
    Nothing,
    /// Awards of events since the moment; those before cannot change, and need not be read.
    Since(Timestamp),
    /// The event can move the tier, and with it multipliers.
    Everything,
}

/// `event` is the one that came late, or the one that is taken back.
pub fn recount(versions: &Versions, event: &Event, zone: &TimeZone) -> Recount {
    let rules = || versions.iter().flat_map(|version| &version.rules);
    if rules().any(|rule| !rule.multipliers.is_empty()) {
        return Recount::Everything;
    }
    let is_capped = rules()
        .filter(|rule| rule.event.matches(&event.kind))
        .any(|rule| !rule.caps.is_empty());
    if !is_capped {
        return Recount::Nothing;
    }
    let day = day_of(event.time, zone);
    // Windows of every rule, since other events of the same days meet other caps.
    let starts = rules()
        .flat_map(|rule| &rule.caps)
        .map(|cap| cap.per.start(day));
    starts.min().map_or(Recount::Nothing, |first| {
        Recount::Since(start_of(first, zone))
    })
}
