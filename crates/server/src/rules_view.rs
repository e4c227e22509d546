//! A version of the programme as its members read it, in their language. What it says is the file's; nothing is decided here.

mod play;

use contract::{
    BenefitTerms, CapView, ChangeView, ChangedThing, EndingTerms, ExpiryTerms, LevelTerms, Locale,
    MultiplierView, RateView, RewardTerms, Role, RuleView, RulesView, SpendingTerms,
    ThresholdTerms, TierTerms, VersionLine, VersionState, Wallet,
};
use jiff::ToSpan as _;
use jiff::civil::Date;
use loyalty::programme::{
    Difference, EarningRule, Expiry, Owner, PointsRule, Programme, Reward, Span, TierLevel,
};
use loyalty::{Versions, differences};
use storage::programme::counts;

use crate::award_view::{decimal, period, window};
use play::streak_moved;

/// The version of a name, or the one in force; none when there is no such version.
pub fn rules(
    versions: &Versions,
    version: Option<&str>,
    today: Date,
    locale: Locale,
) -> Option<RulesView> {
    let programme = match version {
        Some(name) => versions.iter().find(|one| one.version == name)?,
        None => versions.on(today).or_else(|| versions.iter().next())?,
    };
    let after = versions
        .iter()
        .find(|one| one.valid_from > programme.valid_from);
    let before = versions
        .iter()
        .rev()
        .find(|one| one.valid_from < programme.valid_from);
    let state = |one: &Programme| state(versions, one, today);
    let lines = versions.iter().map(|one| VersionLine {
        version: one.version.clone(),
        valid_from: one.valid_from.to_string(),
        state: state(one),
    });
    let in_language = In { programme, locale };
    Some(RulesView {
        version: programme.version.clone(),
        title: programme.title.get(locale).to_owned(),
        valid_from: programme.valid_from.to_string(),
        valid_to: after.map(|after| after.valid_from.saturating_sub(1.day()).to_string()),
        state: state(programme),
        notice_days: programme.notice_days,
        late_days: programme.arrival.late_days,
        rules: programme
            .rules
            .iter()
            .map(|rule| in_language.rule(rule))
            .collect(),
        tiers: in_language.tiers(),
        rewards: programme
            .rewards
            .iter()
            .map(|reward| in_language.reward(reward))
            .collect(),
        badges: in_language.badges(),
        streak: in_language.streak(),
        challenges: in_language.challenges(),
        spending: SpendingTerms {
            member_without_approval: programme.spending.member_without_approval,
            account_without_approval: programme.spending.account_without_approval,
            is_open_to_members: programme.spending.account_roles.contains(&Role::Member),
            approval_days: programme.spending.approval_days,
        },
        expiry: programme.expiry.map(expiry),
        ends: programme.ends.map(|ends| EndingTerms {
            earning_until: ends.earning_until.to_string(),
            redeeming_until: ends.redeeming_until.to_string(),
        }),
        versions: lines.collect(),
        changes: before.map_or_else(Vec::new, |before| {
            let previous = In {
                programme: before,
                locale,
            };
            let all = differences(before, programme);
            all.iter()
                .map(|one| in_language.change(&previous, one))
                .collect()
        }),
    })
}

fn state(versions: &Versions, one: &Programme, today: Date) -> VersionState {
    let in_force = versions.on(today).map(|now| &now.version);
    if one.valid_from > today {
        VersionState::Coming
    } else if in_force == Some(&one.version) {
        VersionState::InForce
    } else {
        VersionState::Past
    }
}

const fn wallet(owner: Owner) -> Wallet {
    match owner {
        Owner::Account => Wallet::Company,
        Owner::Member => Wallet::Mine,
    }
}

fn expiry(expiry: Expiry) -> ExpiryTerms {
    match expiry {
        Expiry::RollingMonths(months) => ExpiryTerms {
            rolling_months: Some(months),
            period: None,
            keep_periods: 0,
        },
        Expiry::PeriodEnd {
            period: of,
            keep_periods,
        } => ExpiryTerms {
            rolling_months: None,
            period: Some(period(of)),
            keep_periods,
        },
    }
}

/// A version in a language.
struct In<'a> {
    programme: &'a Programme,
    locale: Locale,
}

impl In<'_> {
    fn rule(&self, rule: &EarningRule) -> RuleView {
        let (fixed, rates) = match &rule.points {
            PointsRule::Fixed(points) => (Some(*points), &[][..]),
            PointsRule::PerAmount(rates) => (None, &rates[..]),
        };
        RuleView {
            name: rule.name.get(self.locale).to_owned(),
            text: rule.text.get(self.locale).to_owned(),
            wallet: wallet(rule.wallet),
            fixed,
            rates: rates
                .iter()
                .map(|rate| RateView {
                    currency: rate.currency.to_string(),
                    points: rate.points,
                    minor_units: rate.minor_units,
                })
                .collect(),
            multipliers: rule
                .multipliers
                .iter()
                .map(|(tier, by)| MultiplierView {
                    tier: *tier,
                    by: decimal(*by),
                })
                .collect(),
            caps: rule
                .caps
                .iter()
                .map(|cap| CapView {
                    points: cap.points,
                    per: window(cap.per),
                    is_by_member: cap.by == Owner::Member,
                })
                .collect(),
        }
    }

    fn tiers(&self) -> TierTerms {
        let rules = &self.programme.tiers;
        let (period, rolling_months) = match rules.span {
            Span::Calendar(of) => (Some(period(of)), None),
            Span::RollingMonths(months) => (None, Some(months)),
        };
        TierTerms {
            period,
            rolling_months,
            keep_periods: rules.keep_periods,
            grace_days: rules.grace_days,
            levels: rules.levels.iter().map(|level| self.level(level)).collect(),
        }
    }

    fn level(&self, level: &TierLevel) -> LevelTerms {
        let thresholds = level.thresholds.iter().map(|threshold| ThresholdTerms {
            counts: counts(&threshold.dimension),
            at: threshold.at,
        });
        let benefits = level.benefits.iter().map(|benefit| BenefitTerms {
            text: benefit.text.get(self.locale).to_owned(),
            personas: benefit.personas.clone(),
        });
        LevelTerms {
            tier: level.tier,
            thresholds: thresholds.collect(),
            benefits: benefits.collect(),
        }
    }

    fn reward(&self, reward: &Reward) -> RewardTerms {
        RewardTerms {
            name: reward.name.get(self.locale).to_owned(),
            text: reward.text.get(self.locale).to_owned(),
            cost: reward.cost,
            wallet: wallet(reward.wallet),
            limit_per_member: reward.limit_per_member,
            limit_per_account: reward.limit_per_account,
            tiers: reward.tiers.clone(),
            personas: reward.personas.clone(),
            needs_approval: reward.needs_approval,
        }
    }

    fn rule_name(&self, id: &str) -> String {
        let rule = self.programme.rule(id);
        rule.map_or(id, |rule| rule.name.get(self.locale))
            .to_owned()
    }

    fn reward_name(&self, id: &str) -> String {
        let reward = self.programme.reward(id);
        reward
            .map_or(id, |reward| reward.name.get(self.locale))
            .to_owned()
    }

    fn benefit(&self, tier: contract::Tier, id: &str) -> Option<String> {
        let level = self.programme.tiers.level(tier)?;
        let benefit = level.benefits.iter().find(|benefit| benefit.id == id)?;
        Some(benefit.text.get(self.locale).to_owned())
    }

    /// What differs, with names from the version that has them.
    fn change(&self, before: &Self, difference: &Difference) -> ChangeView {
        use ChangedThing as Thing;
        let named = |what, name| ChangeView {
            name,
            ..plain(what)
        };
        match difference {
            Difference::RuleAdded { rule } => named(Thing::RuleAdded, self.rule_name(rule)),
            Difference::RuleRemoved { rule } => named(Thing::RuleRemoved, before.rule_name(rule)),
            Difference::RuleChanged { rule, .. } => ChangeView {
                text: self
                    .programme
                    .rule(rule)
                    .map(|rule| rule.text.get(self.locale).to_owned()),
                ..named(Thing::RuleChanged, self.rule_name(rule))
            },
            Difference::RewardAdded { reward } => {
                let cost = self.programme.reward(reward).map(|reward| reward.cost);
                ChangeView {
                    after: cost,
                    ..named(Thing::RewardAdded, self.reward_name(reward))
                }
            }
            Difference::RewardGone { reward } => {
                named(Thing::RewardGone, before.reward_name(reward))
            }
            Difference::RewardTermsChanged { reward } => {
                named(Thing::RewardTermsChanged, self.reward_name(reward))
            }
            Difference::RewardCostChanged {
                reward,
                before,
                after,
            } => ChangeView {
                before: Some(*before),
                after: Some(*after),
                ..named(Thing::RewardCostChanged, self.reward_name(reward))
            },
            Difference::BadgesMoved { how, badges } => self.badges_moved(before, *how, badges),
            Difference::StreakMoved { how } => streak_moved(*how),
            Difference::ChallengesMoved { how, challenges } => {
                self.challenges_moved(before, *how, challenges)
            }
            Difference::TierAdded { tier } => of_tier(Thing::TierAdded, *tier),
            Difference::TierRemoved { tier } => of_tier(Thing::TierRemoved, *tier),
            Difference::ThresholdMoved {
                tier,
                dimension,
                before,
                after,
            } => ChangeView {
                counts: Some(counts(dimension)),
                before: *before,
                after: *after,
                ..of_tier(Thing::ThresholdMoved, *tier)
            },
            Difference::BenefitAdded { tier, benefit } => ChangeView {
                text: self.benefit(*tier, benefit),
                ..of_tier(Thing::BenefitAdded, *tier)
            },
            Difference::BenefitGone { tier, benefit } => ChangeView {
                text: before.benefit(*tier, benefit),
                ..of_tier(Thing::BenefitGone, *tier)
            },
            Difference::BenefitChanged { tier, benefit } => ChangeView {
                text: self.benefit(*tier, benefit),
                ..of_tier(Thing::BenefitChanged, *tier)
            },
            Difference::NoticeChanged { before, after } => ChangeView {
                before: Some(i64::from(*before)),
                after: Some(i64::from(*after)),
                ..plain(Thing::NoticeChanged)
            },
            Difference::SpanChanged { .. } => plain(Thing::SpanChanged),
            Difference::KeepingChanged { .. } => plain(Thing::KeepingChanged),
            Difference::ExpiryChanged { .. } => plain(Thing::ExpiryChanged),
            Difference::SpendingChanged { .. } => plain(Thing::SpendingChanged),
            Difference::Ends { ending } => ChangeView {
                text: Some(ending.earning_until.to_string()),
                ..plain(Thing::Ends)
            },
        }
    }
}

const fn plain(what: ChangedThing) -> ChangeView {
    ChangeView {
        what,
        name: String::new(),
        tier: None,
        counts: None,
        before: None,
        after: None,
        text: None,
    }
}

fn of_tier(what: ChangedThing, tier: contract::Tier) -> ChangeView {
    ChangeView {
        tier: Some(tier),
        ..plain(what)
    }
}
