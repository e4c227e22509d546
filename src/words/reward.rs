//! Rewards and redemptions in words.

use contract::{
    FieldError, Locale, RedemptionState, RedemptionView, RewardRefusal, RewardView, Wallet,
};

use super::{people, tier};
use crate::format::{self, Style};

/// Whose points pay.
pub fn wallet(locale: Locale, wallet: Wallet) -> String {
    match wallet {
        Wallet::Company => say!(locale, rewards.from_company),
        Wallet::Mine => say!(locale, rewards.from_mine),
    }
}

/// What a redemption took, said to who asked and to others.
pub fn paid(locale: Locale, redemption: &RedemptionView) -> String {
    let from = match redemption.wallet {
        Wallet::Mine if !redemption.is_mine => say!(locale, rewards.from_theirs),
        other => wallet(locale, other),
    };
    format!("{} {from}", tier::points(locale, redemption.cost))
}

/// Who decided, and when.
pub fn decision(locale: Locale, state: RedemptionState, name: String, date: String) -> String {
    match state {
        RedemptionState::Declined => say!(locale, rewards.refused_by, name = name, date = date),
        RedemptionState::Cancelled => {
            say!(locale, rewards.taken_back_by, name = name, date = date)
        }
        _ => say!(locale, rewards.agreed_by, name = name, date = date),
    }
}

pub fn state(locale: Locale, state: RedemptionState) -> String {
    match state {
        RedemptionState::Waiting => say!(locale, rewards.state_waiting),
        RedemptionState::Approved => say!(locale, rewards.state_approved),
        RedemptionState::Fulfilled => say!(locale, rewards.state_fulfilled),
        RedemptionState::Declined => say!(locale, rewards.state_declined),
        RedemptionState::Cancelled => say!(locale, rewards.state_cancelled),
        RedemptionState::RanOut => say!(locale, rewards.state_ran_out),
    }
}

/// Why a reward of the catalogue cannot be had.
pub fn why(locale: Locale, reward: &RewardView, refusal: RewardRefusal) -> String {
    let limit = reward.limit.unwrap_or_default();
    let count = i32::try_from(limit).unwrap_or(i32::MAX);
    let n = format::number(locale, limit);
    match refusal {
        RewardRefusal::Gone => say!(locale, rewards.refused_gone),
        RewardRefusal::Ended => {
            let since = reward.since.as_deref().unwrap_or_default();
            let date = format::date(locale, since, Style::Full);
            say!(locale, rewards.why_ended, date = date)
        }
        RewardRefusal::Persona => {
            let personas = reward.personas.iter();
            let personas: Vec<String> = personas
                .map(|persona| people::persona(locale, *persona))
                .collect();
            let comma = if locale == Locale::En { ", " } else { "、" };
            say!(locale, rewards.why_persona, personas = personas.join(comma))
        }
        RewardRefusal::Role => say!(locale, rewards.why_role),
        RewardRefusal::Tier => match reward.tier {
            Some(needed) => {
                let tier = tier::name(locale, needed);
                say!(locale, rewards.why_tier, tier = tier)
            }
            None => say!(locale, rewards.why_tier_other),
        },
        RewardRefusal::SoldOut => say!(locale, rewards.why_sold_out),
        RewardRefusal::MemberLimit => {
            say!(locale, rewards.why_member_limit, count = count, n = n)
        }
        RewardRefusal::AccountLimit => {
            say!(locale, rewards.why_account_limit, count = count, n = n)
        }
        RewardRefusal::Points => {
            let points = tier::points(locale, reward.missing.unwrap_or_default());
            say!(locale, rewards.why_points, points = points)
        }
    }
}

/// Why the server would not do it; nothing where the refusal is about something else.
pub fn refused(locale: Locale, errors: &[FieldError]) -> Option<String> {
    errors.iter().find_map(|error| {
        Some(match error.code.as_str() {
            "gone" => say!(locale, rewards.refused_gone),
            "ended" => say!(locale, rewards.refused_ended),
            "persona" => say!(locale, rewards.refused_persona),
            "role" => say!(locale, rewards.refused_role),
            "tier" => say!(locale, rewards.refused_tier),
            "sold_out" => say!(locale, rewards.refused_sold_out),
            "member_limit" => say!(locale, rewards.refused_member_limit),
            "account_limit" => say!(locale, rewards.refused_account_limit),
            "points" => say!(locale, rewards.refused_points),
            "decided" => say!(locale, rewards.refused_decided),
            "ran_out" => say!(locale, rewards.refused_ran_out),
            "own_request" => say!(locale, rewards.refused_own_request),
            "asker_left" => say!(locale, rewards.refused_asker_left),
            "approved" => say!(locale, rewards.refused_approved),
            _ => return None,
        })
    })
}
