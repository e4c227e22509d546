//! Runs a draft of the programme over real past events and compares it with the versions that were in force.
//!
//! It changes nothing and decides nothing: the answer is data, for a table and for JSON.

mod comparison;
mod outstanding;

use std::collections::BTreeMap;

use contract::{AccountId, Tier};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::earning::{Award, Recipient, activities, recompute};
use crate::event::Event;
use crate::programme::calendar::{end_of, start_of};
use crate::programme::{Programme, Versions};
use crate::tier::{Override, Tracker};
use outstanding::outstanding;

pub use comparison::{AccountComparison, Both, Comparison, Effect, TierMove, Totals};

/// All that is known of one account.
#[derive(Clone, Debug)]
pub struct AccountFacts {
    pub account: AccountId,
    pub zone: TimeZone,
    /// Since the account began, in any order.
    pub events: Vec<Event>,
    pub overrides: Vec<Override>,
    pub spent: Vec<Spent>,
}

/// Points that were redeemed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    pub time: Timestamp,
    pub by: Recipient,
    pub points: i64,
}

/// A draft beside the versions in force, one account after the other.
#[derive(Clone, Debug)]
pub struct Replay<'a> {
    versions: &'a Versions,
    drafted: Versions,
    comparison: Comparison,
}

/// Runs the draft as if it had been in force since `from`, whatever day it names itself.
pub fn replay(
    versions: &Versions,
    draft: &Programme,
    accounts: impl IntoIterator<Item = AccountFacts>,
    from: Date,
    to: Date,
) -> Comparison {
    let mut replay = Replay::new(versions, draft, from, to);
    for facts in accounts {
        replay.add(&facts);
    }
    replay.finish()
}

impl<'a> Replay<'a> {
    pub fn new(versions: &'a Versions, draft: &Programme, from: Date, to: Date) -> Self {
        Self {
            versions,
            drafted: with_draft(versions, draft, from),
            comparison: Comparison {
                draft: draft.version.clone(),
                from,
                to,
                totals: Totals::default(),
                rules: BTreeMap::new(),
                tier_moves: Vec::new(),
                accounts: Vec::new(),
            },
        }
    }

    /// Runs one account, which then need not be kept.
    pub fn add(&mut self, facts: &AccountFacts) {
        let Comparison { from, to, .. } = self.comparison;
        let before = Run::new(self.versions, facts, from, to);
        let after = Run::new(&self.drafted, facts, from, to);
        self.comparison.add(facts.account.clone(), &before, &after);
    }

    pub fn finish(mut self) -> Comparison {
        self.comparison
            .tier_moves
            .sort_by_key(|moved| (moved.before, moved.after));
        self.comparison
    }
}

fn with_draft(versions: &Versions, draft: &Programme, from: Date) -> Versions {
    let draft = Programme {
        valid_from: from,
        ..draft.clone()
    };
    let earlier = versions.iter().filter(|version| version.valid_from < from);
    Versions::new(earlier.cloned().chain([draft]).collect())
}

/// What one set of versions makes of an account.
struct Run {
    by_rule: BTreeMap<String, i64>,
    by_recipient: BTreeMap<Recipient, i64>,
    tier: Tier,
    liability: i64,
    uncovered: i64,
}

impl Run {
    fn new(versions: &Versions, facts: &AccountFacts, from: Date, to: Date) -> Self {
        let zone = &facts.zone;
        let (start, end) = (start_of(from, zone), end_of(to, zone));
        // A correction counts whenever it was made: it says what was true all along.
        let known: Vec<Event> = facts
            .events
            .iter()
            .filter(|event| event.time < end || event.reverses.is_some())
            .cloned()
            .collect();
        let awards = recompute(versions, &known, &facts.overrides, zone);
        let mut tracker = Tracker::new(versions, &facts.overrides, zone);
        for activity in activities(&known, &awards) {
            tracker.record(activity);
        }
        let last = end - jiff::SignedDuration::from_nanos(1);
        tracker.advance(last);
        let (liability, uncovered) = outstanding(versions, &awards, &facts.spent, zone, last);
        let mut run = Self {
            by_rule: BTreeMap::new(),
            by_recipient: BTreeMap::new(),
            tier: tracker.tier_at(last),
            liability,
            uncovered,
        };
        for award in awards.iter().filter(|award| award.time >= start) {
            run.count(award);
        }
        run
    }

    fn count(&mut self, award: &Award) {
        *self.by_rule.entry(award.rule.clone()).or_default() += award.points;
        *self
            .by_recipient
            .entry(award.recipient.clone())
            .or_default() += award.points;
    }

    fn issued(&self) -> i64 {
        self.by_recipient.values().sum()
    }

    fn issued_to(&self, recipient: &Recipient) -> i64 {
        self.by_recipient.get(recipient).copied().unwrap_or(0)
    }
}

impl Comparison {
    fn add(&mut self, account: AccountId, before: &Run, after: &Run) {
        for (run, is_after) in [(before, false), (after, true)] {
            for (rule, points) in &run.by_rule {
                let both = self.rules.entry(rule.clone()).or_default();
                let side = if is_after {
                    &mut both.after
                } else {
                    &mut both.before
                };
                *side += points;
            }
        }
        let compared = AccountComparison::new(account, before, after);
        self.totals.add(&compared);
        let Both { before, after } = compared.tier;
        let moved = self
            .tier_moves
            .iter_mut()
            .find(|moved| (moved.before, moved.after) == (before, after));
        match moved {
            Some(moved) => moved.accounts += 1,
            None => self.tier_moves.push(TierMove {
                before,
                after,
                accounts: 1,
            }),
        }
        self.accounts.push(compared);
    }
}

impl AccountComparison {
    fn new(account: AccountId, before: &Run, after: &Run) -> Self {
        let both = |of: &dyn Fn(&Run) -> i64| Both {
            before: of(before),
            after: of(after),
        };
        let issued = both(&Run::issued);
        let tier = Both {
            before: before.tier,
            after: after.tier,
        };
        let people = |has_more: bool| {
            let all = before.by_recipient.keys().chain(
                after
                    .by_recipient
                    .keys()
                    .filter(|recipient| !before.by_recipient.contains_key(recipient)),
            );
            let changed = all.filter(|recipient| {
                let (was, is) = (before.issued_to(recipient), after.issued_to(recipient));
                **recipient != Recipient::Account && if has_more { is > was } else { is < was }
            });
            changed.count() as u64
        };
        let is_more = issued.after > issued.before || tier.after > tier.before;
        let is_less = issued.after < issued.before || tier.after < tier.before;
        Self {
            account,
            effect: match (is_more, is_less) {
                (true, false) => Effect::Gains,
                (false, true) => Effect::Loses,
                (true, true) => Effect::Mixed,
                (false, false) => Effect::Same,
            },
            issued,
            issued_to_account: both(&|run| run.issued_to(&Recipient::Account)),
            tier,
            liability: both(&|run| run.liability),
            uncovered: both(&|run| run.uncovered),
            members_gaining: people(true),
            members_losing: people(false),
        }
    }
}

#[cfg(test)]
mod tests;
