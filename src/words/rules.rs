//! The rules of a programme in sentences, from the terms that its file says.

use contract::{
    CapView, ChallengeTerms, ChangeView, ChangedThing, ExpiryTerms, Locale, RewardTerms,
    SpendingTerms, StreakTerms, TierTerms, WindowView,
};

use super::people;
use super::tier::{self, amount, points};
use crate::format::{self, Style};

/// `At most 10 points a day for each person`
pub fn cap(locale: Locale, cap: CapView) -> String {
    let (most, per) = (points(locale, cap.points), per(locale, cap.per));
    if cap.is_by_member {
        say!(locale, rules.cap_member, points = most, per = per)
    } else {
        say!(locale, rules.cap_account, points = most, per = per)
    }
}

fn per(locale: Locale, window: WindowView) -> String {
    match window {
        WindowView::Day => say!(locale, rules.per_day),
        WindowView::Month => say!(locale, rules.per_month),
        WindowView::Year => say!(locale, rules.per_year),
        WindowView::Half => say!(locale, rules.per_half),
        WindowView::Quarter => say!(locale, rules.per_quarter),
    }
}

/// Over what the tiers count, and how long one stays.
pub fn tiers(locale: Locale, terms: &TierTerms) -> Vec<String> {
    let mut sentences = Vec::new();
    match (terms.period, terms.rolling_months) {
        (_, Some(months)) => sentences.push(say!(
            locale,
            rules.rolling,
            count = i32::from(months),
            n = months
        )),
        (Some(WindowView::Half), None) => sentences.push(say!(locale, rules.by_half)),
        (Some(WindowView::Quarter), None) => sentences.push(say!(locale, rules.by_quarter)),
        _ => sentences.push(say!(locale, rules.by_year)),
    }
    if terms.rolling_months.is_none() {
        let periods = terms.keep_periods;
        sentences.push(if periods == 0 {
            say!(locale, rules.keep_none)
        } else {
            say!(locale, rules.keep, count = i32::from(periods), n = periods)
        });
    }
    if terms.grace_days > 0 {
        let days = terms.grace_days;
        sentences.push(say!(locale, rules.grace, count = i32::from(days), n = days));
    }
    sentences
}

/// What beside its cost a reward asks for.
pub fn reward(locale: Locale, reward: &RewardTerms) -> String {
    let mut terms = Vec::new();
    if !reward.tiers.is_empty() {
        let names: Vec<String> = reward
            .tiers
            .iter()
            .map(|one| tier::name(locale, *one))
            .collect();
        terms.push(say!(locale, rules.only_tiers, tiers = names.join(" · ")));
    }
    if !reward.personas.is_empty() {
        terms.push(personas(locale, &reward.personas));
    }
    let plural = |limit: i64| i32::try_from(limit).unwrap_or(i32::MAX);
    if let Some(limit) = reward.limit_per_member {
        terms.push(say!(
            locale,
            rules.limit_member,
            count = plural(limit),
            n = limit
        ));
    }
    if let Some(limit) = reward.limit_per_account {
        terms.push(say!(
            locale,
            rules.limit_account,
            count = plural(limit),
            n = limit
        ));
    }
    if reward.needs_approval {
        terms.push(say!(locale, rules.approval));
    }
    terms.join(" · ")
}

/// For whom something is.
pub fn personas(locale: Locale, personas: &[contract::Persona]) -> String {
    let names: Vec<String> = personas
        .iter()
        .map(|persona| people::persona(locale, *persona))
        .collect();
    say!(locale, rules.for_personas, who = names.join(" · "))
}

pub fn spending(locale: Locale, terms: &SpendingTerms) -> Vec<String> {
    let who = if terms.is_open_to_members {
        say!(locale, rules.spend_members)
    } else {
        say!(locale, rules.spend_admins)
    };
    let is_free = terms.account_without_approval > 0 || terms.member_without_approval > 0;
    let limit = if is_free {
        say!(
            locale,
            rules.spend_free,
            company = points(locale, terms.account_without_approval),
            mine = points(locale, terms.member_without_approval)
        )
    } else {
        say!(locale, rules.spend_always)
    };
    let days = terms.approval_days;
    let waits = say!(locale, rules.spend_days, count = i32::from(days), n = days);
    vec![who, limit, waits]
}

pub fn expiry(locale: Locale, terms: Option<ExpiryTerms>) -> String {
    let Some(terms) = terms else {
        return say!(locale, rules.expiry_never);
    };
    if let Some(months) = terms.rolling_months {
        return say!(
            locale,
            rules.expiry_rolling,
            count = i32::from(months),
            n = months
        );
    }
    let period = match terms.period {
        Some(WindowView::Half) => say!(locale, rules.half),
        Some(WindowView::Quarter) => say!(locale, rules.quarter),
        _ => say!(locale, rules.year),
    };
    match terms.keep_periods {
        0 => say!(locale, rules.expiry_same, period = period),
        n => say!(
            locale,
            rules.expiry_after,
            count = i32::from(n),
            n = n,
            period = period
        ),
    }
}

/// Which weeks count, which may be missed, and what a row of them brings.
pub fn streak(locale: Locale, terms: &StreakTerms) -> Vec<String> {
    let (days, freezes) = (terms.days, terms.freezes);
    let mut sentences = vec![say!(
        locale,
        rules.streak_days,
        count = i32::from(days),
        n = days
    )];
    if freezes > 0 {
        let count = i32::from(freezes);
        sentences.push(say!(
            locale,
            rules.streak_freezes,
            count = count,
            n = freezes
        ));
    }
    if terms.points > 0 && terms.most_per_year > 0 {
        sentences.push(say!(
            locale,
            rules.streak_points,
            points = points(locale, terms.points),
            weeks = terms.every_weeks,
            most = terms.most_per_year
        ));
    }
    sentences
}

/// What a company may make of a template.
pub fn challenge(locale: Locale, terms: &ChallengeTerms) -> String {
    let number = |of: i64| format::number(locale, of);
    say!(
        locale,
        rules.challenge_bounds,
        least = number(terms.least_goal),
        most = number(terms.most_goal),
        from = terms.least_days,
        to = terms.most_days,
        times = terms.most_per_year
    )
}

/// One thing that differs from the version before.
pub fn change(locale: Locale, change: &ChangeView) -> String {
    use ChangedThing as Thing;
    let name = || change.name.clone();
    let text = || change.text.clone().unwrap_or_default();
    let of_tier = || {
        change
            .tier
            .map_or_else(String::new, |of| tier::name(locale, of))
    };
    let cost = |cost: Option<i64>| points(locale, cost.unwrap_or(0));
    match change.what {
        Thing::RuleAdded => say!(locale, rules.rule_added, name = name()),
        Thing::RuleRemoved => say!(locale, rules.rule_removed, name = name()),
        Thing::RuleChanged => say!(locale, rules.rule_changed, name = name(), text = text()),
        Thing::TierAdded => say!(locale, rules.tier_added, tier = of_tier()),
        Thing::TierRemoved => say!(locale, rules.tier_removed, tier = of_tier()),
        Thing::ThresholdMoved => threshold(locale, change, of_tier()),
        Thing::BenefitAdded => say!(locale, rules.benefit_added, tier = of_tier(), text = text()),
        Thing::BenefitGone => say!(locale, rules.benefit_gone, tier = of_tier(), text = text()),
        Thing::BenefitChanged => {
            say!(
                locale,
                rules.benefit_changed,
                tier = of_tier(),
                text = text()
            )
        }
        Thing::SpanChanged => say!(locale, rules.span_changed),
        Thing::KeepingChanged => say!(locale, rules.keeping_changed),
        Thing::RewardAdded => {
            say!(
                locale,
                rules.reward_added,
                name = name(),
                points = cost(change.after)
            )
        }
        Thing::RewardGone => say!(locale, rules.reward_gone, name = name()),
        Thing::RewardCostChanged => say!(
            locale,
            rules.reward_cost,
            name = name(),
            before = cost(change.before),
            after = cost(change.after)
        ),
        Thing::RewardTermsChanged => say!(locale, rules.reward_terms, name = name()),
        Thing::BadgesAdded => say!(locale, rules.badges_added, name = name()),
        Thing::BadgesGone => say!(locale, rules.badges_gone, name = name()),
        Thing::BadgesChanged => say!(locale, rules.badges_changed, name = name()),
        Thing::StreakAdded => say!(locale, rules.streak_added),
        Thing::StreakGone => say!(locale, rules.streak_gone),
        Thing::StreakChanged => say!(locale, rules.streak_changed),
        Thing::ChallengesAdded => say!(locale, rules.challenges_added, name = name()),
        Thing::ChallengesGone => say!(locale, rules.challenges_gone, name = name()),
        Thing::ChallengesChanged => say!(locale, rules.challenges_changed, name = name()),
        Thing::ExpiryChanged => say!(locale, rules.expiry_changed),
        Thing::SpendingChanged => say!(locale, rules.spending_changed),
        Thing::NoticeChanged => {
            let days = change.after.unwrap_or(0);
            let count = i32::try_from(days).unwrap_or(i32::MAX);
            say!(locale, rules.notice_changed, count = count, n = days)
        }
        Thing::Ends => {
            let date = format::date(locale, &text(), Style::Full);
            say!(locale, rules.ends_changed, date = date)
        }
    }
}

fn threshold(locale: Locale, change: &ChangeView, tier: String) -> String {
    let counts = change.counts.clone().unwrap_or_default();
    let words = |at: i64| amount(locale, &counts, at);
    match (change.before, change.after) {
        (Some(before), Some(after)) => say!(
            locale,
            rules.threshold_moved,
            tier = tier,
            before = words(before),
            after = words(after)
        ),
        (Some(before), None) => {
            say!(
                locale,
                rules.threshold_gone,
                tier = tier,
                before = words(before)
            )
        }
        (None, after) => say!(
            locale,
            rules.threshold_added,
            tier = tier,
            after = words(after.unwrap_or(0))
        ),
    }
}
