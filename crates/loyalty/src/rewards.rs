//! Which rewards a person can have now, which soon, and why not the others.
//!
//! It only tells. That nothing is given twice is the ledger's work, which asks again at the moment of redeeming.

use contract::{Persona, Role, Tier};
use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use crate::Points;
use crate::ledger::{Ask, Decision, Holder, SpendingRules, decide};
use crate::programme::{Owner, Programme, Reward};

/// Who asks, and what there is at this moment.
#[derive(Clone, Copy)]
pub struct Shopper<'a> {
    pub member: Uuid,
    pub role: Role,
    /// None: only what is for everyone.
    pub persona: Option<Persona>,
    /// What the company has decided about its points.
    pub spending: &'a SpendingRules,
    /// The account's.
    pub tier: Tier,
    /// What can be spent, without what is held.
    pub account_balance: i64,
    pub member_balance: i64,
    /// In the account's zone.
    pub today: Date,
    /// By the reward's id.
    pub taken: &'a dyn Fn(&str) -> Taken,
}

/// How often a reward was redeemed, open requests included, cancelled ones not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// By anyone, ever: what is gone from the stock.
    pub of_stock: i64,
    /// Within the calendar year.
    pub by_member: i64,
    pub by_account: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Availability {
    Now {
        needs_approval: bool,
        /// How many are left; none without a limit.
        left: Option<i64>,
    },
    /// Points alone are missing.
    Soon {
        missing: i64,
    },
    No {
        reason: WhyNot,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WhyNot {
    /// The programme is over since this day.
    Ended {
        since: Date,
    },
    /// It is for others, by the kind of their work.
    Persona {
        personas: Vec<Persona>,
    },
    /// It is the company's, and this role may not ask for it.
    Role,
    /// The lowest tier that may have it, above the account's; nothing when it is for lower tiers only.
    Tier {
        needed: Option<Tier>,
    },
    OutOfStock,
    /// As often as a person, or a company, may have it in a calendar year.
    LimitPerMember {
        limit: i64,
    },
    LimitPerAccount {
        limit: i64,
    },
    /// Points are missing, and none can be earned any more.
    Balance {
        missing: i64,
    },
}

/// The catalogue of the version in force, in the order of the file.
pub fn catalogue<'a>(
    programme: &'a Programme,
    shopper: &Shopper<'_>,
) -> Vec<(&'a Reward, Availability)> {
    programme
        .rewards
        .iter()
        .map(|reward| (reward, availability(programme, reward, shopper)))
        .collect()
}

/// The first reason that a person cannot change comes before one that passes.
pub fn availability(programme: &Programme, reward: &Reward, shopper: &Shopper<'_>) -> Availability {
    if let Some(reason) = why_not(programme, reward, shopper) {
        return Availability::No { reason };
    }
    let balance = match reward.wallet {
        Owner::Account => shopper.account_balance,
        Owner::Member => shopper.member_balance,
    };
    let missing = reward.cost.saturating_sub(balance);
    if missing <= 0 {
        return Availability::Now {
            needs_approval: decision(reward, shopper) != Decision::Allowed,
            left: left(reward, (shopper.taken)(&reward.id)),
        };
    }
    if programme.earns_on(shopper.today) {
        Availability::Soon { missing }
    } else {
        let reason = WhyNot::Balance { missing };
        Availability::No { reason }
    }
}

/// Whether the person may spend so much, or an account admin must agree: the reward asks for it, or it costs more than may be
/// spent without.
fn decision(reward: &Reward, shopper: &Shopper<'_>) -> Decision {
    let ask = Ask {
        spender: shopper.member,
        is_admin: shopper.role == Role::AccountAdmin,
        from: match reward.wallet {
            Owner::Account => Holder::Account,
            Owner::Member => Holder::Member(shopper.member),
        },
        points: Points::new(reward.cost),
        // Limits are those of one redemption.
        spent_before: Points::ZERO,
        always_asks: reward.needs_approval,
    };
    decide(shopper.spending, &ask)
}

fn why_not(programme: &Programme, reward: &Reward, shopper: &Shopper<'_>) -> Option<WhyNot> {
    if !programme.redeems_on(shopper.today) {
        return programme.ends.map(|ends| WhyNot::Ended {
            since: ends.redeeming_until.tomorrow().unwrap_or(Date::MAX),
        });
    }
    if !reward.personas.is_empty()
        && !shopper
            .persona
            .is_some_and(|persona| reward.personas.contains(&persona))
    {
        return Some(WhyNot::Persona {
            personas: reward.personas.clone(),
        });
    }
    if let Decision::Refused(_) = decision(reward, shopper) {
        return Some(WhyNot::Role);
    }
    if !reward.tiers.is_empty() && !reward.tiers.contains(&shopper.tier) {
        let higher = reward.tiers.iter().filter(|tier| **tier > shopper.tier);
        return Some(WhyNot::Tier {
            needed: higher.min().copied(),
        });
    }
    let taken = (shopper.taken)(&reward.id);
    if left(reward, taken) == Some(0) {
        return Some(WhyNot::OutOfStock);
    }
    if let Some(limit) = reward
        .limit_per_member
        .filter(|limit| taken.by_member >= *limit)
    {
        return Some(WhyNot::LimitPerMember { limit });
    }
    let limit = reward.limit_per_account;
    limit
        .filter(|limit| taken.by_account >= *limit)
        .map(|limit| WhyNot::LimitPerAccount { limit })
}

fn left(reward: &Reward, taken: Taken) -> Option<i64> {
    let stock = reward.stock?;
    Some(stock.saturating_sub(taken.of_stock).max(0))
}

#[cfg(test)]
mod tests;
