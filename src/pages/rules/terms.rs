//! Tiers, what points are good for, who may spend them and how long they last.

use contract::{LevelTerms, Locale, RewardTerms, RulesView, TierTerms, Wallet};
use leptos::prelude::*;

use crate::components::{Chip, Icon, TierChip};
use crate::words::{rules, tier::amount, tier::points};

#[component]
pub fn Tiers(tiers: TierTerms, locale: Locale) -> impl IntoView {
    let sentences = rules::tiers(locale, &tiers).join(" ");
    let levels = tiers
        .levels
        .into_iter()
        .map(|level| view! { <Level level locale/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="tiers">
            <header class="card__head"><h2 id="tiers">{t!(rules.tiers)}</h2></header>
            <p class="terms__lead">{sentences}</p>
            <div class="levels">{levels}</div>
        </section>
    }
}

#[component]
fn Level(level: LevelTerms, locale: Locale) -> impl IntoView {
    let ways = level
        .thresholds
        .iter()
        .map(|threshold| amount(locale, &threshold.counts, threshold.at))
        .reduce(|one, other| say!(locale, tier.or, one = one, other = other));
    let from = match ways {
        None => say!(locale, rules.start),
        Some(ways) => say!(locale, rules.from, what = ways),
    };
    let benefits = level
        .benefits
        .into_iter()
        .map(|benefit| {
            let for_some =
                (!benefit.personas.is_empty()).then(|| rules::personas(locale, &benefit.personas));
            view! {
                <li class="benefits__line">
                    <Icon name=Icon::Check/>
                    <span>{benefit.text} " " <span class="muted">{for_some}</span></span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="levels__level">
            <h3><TierChip tier=level.tier/></h3>
            <p><strong>{from}</strong></p>
            <ul class="benefits">{benefits}</ul>
        </div>
    }
}

#[component]
pub fn Terms(rules: RulesView, locale: Locale) -> impl IntoView {
    let expiry = rules::expiry(locale, rules.expiry);
    let spending = rules::spending(locale, &rules.spending)
        .into_iter()
        .map(|sentence| view! { <p>{sentence}</p> })
        .collect_view();
    let days = rules.notice_days;
    let notice = say!(locale, rules.notice, count = i32::from(days), n = days);
    view! {
        <div class="home-grid home-grid--even">
            <section class="card why" aria-labelledby="expiry">
                <header class="card__head"><h2 id="expiry">{t!(rules.expiry)}</h2></header>
                <p>{expiry} " " {t!(rules.oldest)}</p>
                <p>{notice} " " {t!(rules.kept)}</p>
            </section>
            <section class="card why" aria-labelledby="spending">
                <header class="card__head"><h2 id="spending">{t!(rules.spending)}</h2></header>
                {spending}
            </section>
        </div>
    }
}

#[component]
pub fn Rewards(rewards: Vec<RewardTerms>, locale: Locale) -> impl IntoView {
    let has_any = !rewards.is_empty();
    let lines = rewards
        .into_iter()
        .map(|reward| {
            let whose = match reward.wallet {
                Wallet::Company => t!(rules.to_company),
                Wallet::Mine => t!(rules.to_mine),
            };
            let terms = rules::reward(locale, &reward);
            view! {
                <li class="terms__term">
                    <div class="terms__head">
                        <h3>{reward.name}</h3>
                        <Chip label=whose/>
                        <strong class="terms__cost">{points(locale, reward.cost)}</strong>
                    </div>
                    <p>{reward.text}</p>
                    <p class="small muted">{terms}</p>
                </li>
            }
        })
        .collect_view();
    has_any.then(|| {
        view! {
            <section class="card" aria-labelledby="rewards">
                <header class="card__head"><h2 id="rewards">{t!(rules.rewards)}</h2></header>
                <ul class="terms">{lines}</ul>
            </section>
        }
    })
}
