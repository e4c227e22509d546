//! The card of the programme: the ring, what is missing, and what the tiers bring.

use contract::{Benefit, Locale, TierStanding, Wallet};
use leptos::prelude::*;

use crate::components::{Empty, Icon, Ring, TierChip};
use crate::format;
use crate::language::use_language;
use crate::route::Route;
use crate::words::tier;

#[component]
pub fn ProgrammeCard(tier: Option<TierStanding>, benefits: Vec<Benefit>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let content = match tier {
        None => {
            view! { <Empty icon=Icon::Star title=t!(programme.none) hint=t!(programme.none_hint)/> }
                .into_any()
        }
        Some(tier) => view! {
            <div class="programme">
                <TierRing tier=tier.clone()/>
                <div class="programme__words">
                    <TierWords tier/>
                    <Benefits benefits locale/>
                </div>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="home-programme">
            <header class="card__head">
                <h2 id="home-programme"><a href=Route::Programme.href()>{t!(home.programme)}</a></h2>
                <a class="small" href=Route::statement(Wallet::Company).href()>{t!(home.counted)}</a>
            </header>
            {content}
        </section>
    }
}

/// How far the nearest way to the next tier has come, or that to keep the highest.
#[component]
pub fn TierRing(tier: TierStanding) -> impl IntoView {
    let locale = use_language().get_untracked();
    tier::ring(&tier).map(|part| {
        let is_points = part.counts.currency.is_none() && part.counts.event.is_none();
        let short = |amount: i64| {
            if is_points {
                format::number(locale, amount)
            } else {
                tier::amount(locale, &part.counts, amount)
            }
        };
        let number = short(part.have);
        let whole = tier::amount(locale, &part.counts, part.need);
        let spoken = say!(locale, shell.of_total, part = number.clone(), total = whole);
        let under = say!(locale, home.ring_of, n = short(part.need));
        view! { <Ring part=part.have whole=part.need number under spoken/> }
    })
}

/// The tier, the next one, and what lies between them in words.
#[component]
pub fn TierWords(tier: TierStanding) -> impl IntoView {
    let locale = use_language().get_untracked();
    let (first, second) = tier::sentences(locale, &tier);
    let next = tier.next.as_ref().map(|next| {
        view! {
            <span class="tier-step" aria-hidden="true">"→"</span>
            <TierChip tier=next.tier/>
        }
    });
    view! {
        <p class="row"><TierChip tier=tier.current/>{next}</p>
        <p><strong>{first}</strong> " " <span class="muted">{second}</span></p>
    }
}

#[component]
fn Benefits(benefits: Vec<Benefit>, locale: Locale) -> impl IntoView {
    let lines = benefits
        .into_iter()
        .map(|benefit| line(locale, benefit))
        .collect_view();
    view! { <ul class="benefits" aria-label=t!(home.benefits)>{lines}</ul> }
}

/// One that is not unlocked yet names the tier that unlocks it.
fn line(locale: Locale, benefit: Benefit) -> impl IntoView {
    let (class, icon, spoken, text) = if benefit.is_unlocked {
        (
            "benefits__line",
            Icon::Check,
            say!(locale, home.unlocked),
            benefit.text,
        )
    } else {
        let text = say!(
            locale,
            home.benefit_locked,
            tier = tier::name(locale, benefit.tier),
            text = benefit.text
        );
        (
            "benefits__line benefits__line--locked",
            Icon::Circle,
            say!(locale, home.locked),
            text,
        )
    };
    view! {
        <li class=class>
            <Icon name=icon/>
            <span><span class="visually-hidden">{spoken} " "</span>{text}</span>
        </li>
    }
}
