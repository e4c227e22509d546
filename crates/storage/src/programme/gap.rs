//! Where the book differs from what the programme gives.

use std::collections::{BTreeMap, HashMap};

use loyalty::EventRef;
use loyalty::earning::{Award as Earned, Recipient};
use loyalty::ledger::Holder;
use serde_json::json;
use uuid::Uuid;

use super::facts::Kept;
use super::given::{Given, GivenPoints};
use crate::{Error, Result};

/// The book against what is right, for one event and wallet.
pub(super) struct Gap<'a> {
    pub kept: &'a Kept,
    pub recipient: Recipient,
    pub given: Given,
    /// What is right.
    pub awards: Vec<&'a Earned>,
}

impl Gap<'_> {
    /// The points that are right.
    pub fn right(&self) -> i64 {
        self.awards.iter().map(|award| award.points).sum()
    }

    /// Why points change after the fact: what was given, and what is right.
    pub fn recounted(&self) -> String {
        json!({ "recount": { "given": self.given.points, "awards": self.awards } }).to_string()
    }
}

/// All gaps of these events, in the one order of events.
pub(super) fn gaps<'a>(
    events: &'a [Kept],
    given: &GivenPoints,
    right: &'a [Earned],
) -> Vec<Gap<'a>> {
    let mut compared: BTreeMap<(EventRef, Recipient), (Given, Vec<&Earned>)> = BTreeMap::new();
    for (key, points) in given {
        compared.entry(key.clone()).or_default().0 = *points;
    }
    for award in right {
        let key = (award.event.clone(), award.recipient.clone());
        compared.entry(key).or_default().1.push(award);
    }
    let plain = events.iter().filter(|kept| kept.event.reverses.is_none());
    let by_name: HashMap<EventRef, &Kept> =
        plain.map(|kept| (kept.event.reference(), kept)).collect();
    let gap = |((name, recipient), (given, awards))| {
        // What a correction took of an event that was not read is no business of this recount.
        let kept = *by_name.get(&name)?;
        let gap = Gap {
            kept,
            recipient,
            given,
            awards,
        };
        (gap.right() != given.points).then_some(gap)
    };
    let mut gaps: Vec<Gap<'_>> = compared.into_iter().filter_map(gap).collect();
    // Stable: wallets of one event stay in their order.
    gaps.sort_by(|one, other| one.kept.event.order().cmp(&other.kept.event.order()));
    gaps
}

/// What a correction took, by wallet.
pub(super) fn taken_back(gaps: &[Gap<'_>], correction: &Kept) -> Vec<(Recipient, i64)> {
    let Some(reversed) = &correction.event.reverses else {
        return Vec::new();
    };
    gaps.iter()
        .filter(|gap| gap.kept.event.reference() == *reversed)
        .map(|gap| (gap.recipient.clone(), gap.given.points - gap.right()))
        .collect()
}

pub(super) fn holder(recipient: &Recipient) -> Result<Holder> {
    match recipient {
        Recipient::Account => Ok(Holder::Account),
        Recipient::Member(member) => Uuid::parse_str(&member.0)
            .map(Holder::Member)
            .map_err(|_| Error::Unreadable(format!("member {member}"))),
    }
}
