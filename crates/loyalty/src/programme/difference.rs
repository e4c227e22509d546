//! What is different between two versions, as data: "what changes on …" is drawn from it.

mod play;

use contract::Tier;
use serde::Serialize;

use play::of_play;

use super::{
    Dimension, Ending, Expiry, Programme, Reward, Span, SpendingLimits, TierLevel, TierRules,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    RuleAdded {
        rule: String,
    },
    RuleRemoved {
        rule: String,
    },
    /// `parts` names what is not as before.
    RuleChanged {
        rule: String,
        parts: Vec<RulePart>,
    },
    TierAdded {
        tier: Tier,
    },
    TierRemoved {
        tier: Tier,
    },
    /// Nothing where the tier does not count the dimension.
    ThresholdMoved {
        tier: Tier,
        dimension: Dimension,
        before: Option<i64>,
        after: Option<i64>,
    },
    BenefitAdded {
        tier: Tier,
        benefit: String,
    },
    BenefitGone {
        tier: Tier,
        benefit: String,
    },
    /// Its words or the personas it is for.
    BenefitChanged {
        tier: Tier,
        benefit: String,
    },
    SpanChanged {
        before: Span,
        after: Span,
    },
    /// How long a tier stays.
    KeepingChanged {
        keep_periods: (u16, u16),
        grace_days: (u16, u16),
    },
    RewardAdded {
        reward: String,
    },
    RewardGone {
        reward: String,
    },
    RewardCostChanged {
        reward: String,
        before: i64,
        after: i64,
    },
    RewardTermsChanged {
        reward: String,
    },
    /// Of badges, the streak and challenges: a version that brings many is told in few lines.
    BadgesMoved {
        how: Moved,
        badges: Vec<String>,
    },
    StreakMoved {
        how: Moved,
    },
    ChallengesMoved {
        how: Moved,
        challenges: Vec<String>,
    },
    ExpiryChanged {
        before: Option<Expiry>,
        after: Option<Expiry>,
    },
    SpendingChanged {
        before: SpendingLimits,
        after: SpendingLimits,
    },
    NoticeChanged {
        before: u16,
        after: u16,
    },
    Ends {
        ending: Ending,
    },
}

/// What became of several things alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    Added,
    Gone,
    Changed,
}

/// What of an earning rule is not as before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RulePart {
    Events,
    Wallet,
    Points,
    Multipliers,
    Caps,
    Texts,
}

/// In the order in which people read a programme: rules, tiers, rewards, play, terms.
pub fn differences(previous: &Programme, next: &Programme) -> Vec<Difference> {
    let mut found = Vec::new();
    of_rules(previous, next, &mut found);
    of_tiers(&previous.tiers, &next.tiers, &mut found);
    of_rewards(previous, next, &mut found);
    of_play(previous, next, &mut found);
    of_terms(previous, next, &mut found);
    found
}

fn of_rules(previous: &Programme, next: &Programme, found: &mut Vec<Difference>) {
    for rule in &next.rules {
        let Some(before) = previous.rule(&rule.id) else {
            found.push(Difference::RuleAdded {
                rule: rule.id.clone(),
            });
            continue;
        };
        let parts: Vec<RulePart> = [
            (
                RulePart::Events,
                (&before.event, &before.filters) != (&rule.event, &rule.filters),
            ),
            (RulePart::Wallet, before.wallet != rule.wallet),
            (
                RulePart::Points,
                (&before.points, before.rounding) != (&rule.points, rule.rounding),
            ),
            (
                RulePart::Multipliers,
                before.multipliers != rule.multipliers,
            ),
            (RulePart::Caps, before.caps != rule.caps),
            (
                RulePart::Texts,
                (&before.name, &before.text) != (&rule.name, &rule.text),
            ),
        ]
        .into_iter()
        .filter_map(|(part, is_changed)| is_changed.then_some(part))
        .collect();
        if !parts.is_empty() {
            found.push(Difference::RuleChanged {
                rule: rule.id.clone(),
                parts,
            });
        }
    }
    for rule in &previous.rules {
        if next.rule(&rule.id).is_none() {
            found.push(Difference::RuleRemoved {
                rule: rule.id.clone(),
            });
        }
    }
}

fn of_tiers(previous: &TierRules, next: &TierRules, found: &mut Vec<Difference>) {
    if previous.span != next.span {
        found.push(Difference::SpanChanged {
            before: previous.span,
            after: next.span,
        });
    }
    let keeping = |rules: &TierRules| (rules.keep_periods, rules.grace_days);
    if keeping(previous) != keeping(next) {
        found.push(Difference::KeepingChanged {
            keep_periods: (previous.keep_periods, next.keep_periods),
            grace_days: (previous.grace_days, next.grace_days),
        });
    }
    for level in &next.levels {
        match previous.level(level.tier) {
            Some(before) => of_level(before, level, found),
            None => found.push(Difference::TierAdded { tier: level.tier }),
        }
    }
    for level in &previous.levels {
        if next.level(level.tier).is_none() {
            found.push(Difference::TierRemoved { tier: level.tier });
        }
    }
}

fn of_level(before: &TierLevel, after: &TierLevel, found: &mut Vec<Difference>) {
    let tier = after.tier;
    let at = |level: &TierLevel, dimension: &Dimension| {
        let threshold = level
            .thresholds
            .iter()
            .find(|threshold| threshold.dimension == *dimension);
        threshold.map(|threshold| threshold.at)
    };
    let mut dimensions: Vec<&Dimension> = Vec::new();
    for threshold in before.thresholds.iter().chain(&after.thresholds) {
        if !dimensions.contains(&&threshold.dimension) {
            dimensions.push(&threshold.dimension);
        }
    }
    for dimension in dimensions {
        let (before, after) = (at(before, dimension), at(after, dimension));
        if before != after {
            found.push(Difference::ThresholdMoved {
                tier,
                dimension: dimension.clone(),
                before,
                after,
            });
        }
    }
    for benefit in &after.benefits {
        let id = benefit.id.clone();
        match before.benefits.iter().find(|other| other.id == id) {
            None => found.push(Difference::BenefitAdded { tier, benefit: id }),
            Some(other) if other != benefit => {
                found.push(Difference::BenefitChanged { tier, benefit: id });
            }
            Some(_) => {}
        }
    }
    for benefit in &before.benefits {
        if after.benefits.iter().all(|other| other.id != benefit.id) {
            found.push(Difference::BenefitGone {
                tier,
                benefit: benefit.id.clone(),
            });
        }
    }
}

fn of_rewards(previous: &Programme, next: &Programme, found: &mut Vec<Difference>) {
    for reward in &next.rewards {
        let id = reward.id.clone();
        let Some(before) = previous.reward(&id) else {
            found.push(Difference::RewardAdded { reward: id });
            continue;
        };
        if before.cost != reward.cost {
            found.push(Difference::RewardCostChanged {
                reward: id.clone(),
                before: before.cost,
                after: reward.cost,
            });
        }
        let at_same_cost = Reward {
            cost: reward.cost,
            ..before.clone()
        };
        if at_same_cost != *reward {
            found.push(Difference::RewardTermsChanged { reward: id });
        }
    }
    for reward in &previous.rewards {
        if next.reward(&reward.id).is_none() {
            found.push(Difference::RewardGone {
                reward: reward.id.clone(),
            });
        }
    }
}

fn of_terms(previous: &Programme, next: &Programme, found: &mut Vec<Difference>) {
    if previous.expiry != next.expiry {
        found.push(Difference::ExpiryChanged {
            before: previous.expiry,
            after: next.expiry,
        });
    }
    if previous.spending != next.spending {
        found.push(Difference::SpendingChanged {
            before: previous.spending.clone(),
            after: next.spending.clone(),
        });
    }
    if previous.notice_days != next.notice_days {
        found.push(Difference::NoticeChanged {
            before: previous.notice_days,
            after: next.notice_days,
        });
    }
    if let Some(ending) = next.ends.filter(|_| previous.ends != next.ends) {
        found.push(Difference::Ends { ending });
    }
}
