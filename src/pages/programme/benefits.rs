//! What the tier brings, and what the next one adds.

use contract::{Benefit, Locale, Tier, TierStanding};
use leptos::prelude::*;

use crate::components::Icon;
use crate::words::tier;

#[component]
pub fn BenefitsCard(
    benefits: Vec<Benefit>,
    standing: Option<TierStanding>,
    locale: Locale,
) -> impl IntoView {
    let current = standing.map(|standing| standing.current);
    let (unlocked, locked): (Vec<Benefit>, Vec<Benefit>) = benefits
        .into_iter()
        .partition(|benefit| benefit.is_unlocked);
    let has = current.filter(|_| !unlocked.is_empty()).map(|current| {
        let title = say!(
            locale,
            programme.unlocked,
            tier = tier::name(locale, current)
        );
        group(title, unlocked)
    });
    let mut tiers: Vec<Tier> = locked.iter().map(|benefit| benefit.tier).collect();
    tiers.dedup();
    let adds = tiers
        .into_iter()
        .map(|of| {
            let title = say!(locale, programme.adds, tier = tier::name(locale, of));
            let of_tier = locked.iter().filter(|benefit| benefit.tier == of);
            group(title, of_tier.cloned().collect())
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="benefits">
            <header class="card__head"><h2 id="benefits">{t!(programme.benefits)}</h2></header>
            <div class="benefit-groups">{has} {adds}</div>
        </section>
    }
}

fn group(title: String, benefits: Vec<Benefit>) -> impl IntoView {
    let lines = benefits
        .into_iter()
        .map(|benefit| {
            let (class, icon) = if benefit.is_unlocked {
                ("benefits__line", Icon::Check)
            } else {
                ("benefits__line benefits__line--locked", Icon::Circle)
            };
            view! { <li class=class><Icon name=icon/> <span>{benefit.text}</span></li> }
        })
        .collect_view();
    view! {
        <div>
            <h3 class="benefit-groups__title">{title}</h3>
            <ul class="benefits">{lines}</ul>
        </div>
    }
}
