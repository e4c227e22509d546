//! What a replay answers, as data.

use std::collections::BTreeMap;

use contract::{AccountId, Tier};
use jiff::civil::Date;
use serde::Serialize;

/// The draft beside what was, over the days from `from` to `to`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    pub draft: String,
    pub from: Date,
    pub to: Date,
    pub totals: Totals,
    /// By the id of the rule.
    pub rules: BTreeMap<String, Both<i64>>,
    /// How many accounts are in which tier at the end, before and after; the same tier included.
    pub tier_moves: Vec<TierMove>,
    /// In the order in which they were given.
    pub accounts: Vec<AccountComparison>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub accounts: u64,
    pub gaining: u64,
    pub losing: u64,
    /// Something is more and something less.
    pub mixed: u64,
    pub unchanged: u64,
    pub members_gaining: u64,
    pub members_losing: u64,
    pub issued: Both<i64>,
    pub liability: Both<i64>,
}

/// With the versions in force, and with the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Both<T> {
    pub before: T,
    pub after: T,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TierMove {
    pub before: Tier,
    pub after: Tier,
    pub accounts: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountComparison {
    pub account: AccountId,
    pub effect: Effect,
    /// Points given for events of these days.
    pub issued: Both<i64>,
    /// Of them the company's own.
    pub issued_to_account: Both<i64>,
    /// At the end of the last day.
    pub tier: Both<Tier>,
    /// Points that could still be spent at the end of the last day.
    pub liability: Both<i64>,
    /// Points that were spent and would not have been there.
    pub uncovered: Both<i64>,
    pub members_gaining: u64,
    pub members_losing: u64,
}

/// What the draft does to an account's points and tier, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    Gains,
    Loses,
    Mixed,
    Same,
}

impl Totals {
    pub(super) fn add(&mut self, compared: &AccountComparison) {
        self.accounts += 1;
        match compared.effect {
            Effect::Gains => self.gaining += 1,
            Effect::Loses => self.losing += 1,
            Effect::Mixed => self.mixed += 1,
            Effect::Same => self.unchanged += 1,
        }
        self.members_gaining += compared.members_gaining;
        self.members_losing += compared.members_losing;
        self.issued.add(compared.issued);
        self.liability.add(compared.liability);
    }
}

impl Both<i64> {
    pub(super) fn add(&mut self, other: Self) {
        self.before += other.before;
        self.after += other.after;
    }
}
