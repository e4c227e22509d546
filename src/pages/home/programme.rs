//! The card of the programme: the ring, what is missing, and what the tiers bring.

use contract::{Benefit, Locale, TierProgress, Wallet};
use leptos::prelude::*;

use crate::components::{Icon, Ring, TierChip};
use crate::format;
use crate::language::use_language;
use crate::route::Route;
use crate::words::tier;

#[component]
pub fn ProgrammeCard(progress: TierProgress) -> impl IntoView {
    let locale = use_language().get_untracked();
    let (part, whole) = tier::ring(&progress);
    let number = format::number(locale, part);
    let of = format::number(locale, whole);
    let spoken = say!(
        locale,
        shell.of_total,
        part = number.clone(),
        total = tier::points(locale, whole)
    );
    let (first, second) = tier::sentences(locale, &progress);
    let next = progress.next.map(|next| {
        view! {
            <span class="tier-step" aria-hidden="true">"→"</span>
            <TierChip tier=next/>
        }
    });
    view! {
        <section class="card" aria-labelledby="home-programme">
            <header class="card__head">
                <h2 id="home-programme">{t!(home.programme)}</h2>
                <a class="small" href=Route::Movements { wallet: Wallet::Company }.href()>{t!(home.counted)}</a>
            </header>
            <div class="programme">
                <Ring part whole number under=say!(locale, home.ring_of, n = of) spoken/>
                <div class="programme__words">
                    <p class="row"><TierChip tier=progress.current/>{next}</p>
                    <p><strong>{first}</strong> " " <span class="muted">{second}</span></p>
                    <Benefits benefits=progress.benefits locale/>
                </div>
            </div>
        </section>
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
