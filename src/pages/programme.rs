//! `/programme`: where the company stands, what that brings, what is there and what runs out.

mod balances;
mod benefits;

use contract::{ComingVersion, Locale, Movement, ProgrammeView, TierGoal, TierStanding, Wallet};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{Chip, Empty, Icon, Load, PageHeading, Skeleton, Tone};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::pages::home::numbers::MonthsCard;
use crate::pages::home::programme::{TierRing, TierWords};
use crate::pages::movements::MovementLine;
use crate::route::Route;
use crate::words::tier;

use balances::{Balances, Expiring};
use benefits::BenefitsCard;

#[component]
pub fn Programme() -> impl IntoView {
    let language = use_language();
    let programme = use_read::<ProgrammeView>(move || api::programme_path(language.get()));
    let rules = Route::Rules {
        version: String::new(),
    };
    view! {
        <header class="page-head page-head--split">
            <div>
                <PageHeading title=t!(programme.title)/>
                <p class="page-head__lead muted">{t!(programme.lead)}</p>
            </div>
            <div class="row">
                <a class="button" href=Route::Rewards.href()><Icon name=Icon::Gift/> <span>{t!(rewards.title)}</span></a>
                <a class="button" href=Route::TEAM.href()><Icon name=Icon::Podium/> <span>{t!(team.title)}</span></a>
                <a class="button" href=rules.href()><Icon name=Icon::List/> <span>{t!(programme.rules)}</span></a>
            </div>
        </header>
        <Load read=programme shape=Skeleton::Home let:programme>
            <Dashboard programme/>
        </Load>
    }
}

#[component]
fn Dashboard(programme: ProgrammeView) -> impl IntoView {
    let locale = use_language().get_untracked();
    let coming = programme
        .coming
        .clone()
        .map(|coming| view! { <Coming coming locale/> });
    let standing = programme.tier.clone();
    let latest = programme.latest.clone();
    view! {
        {coming}
        <div class="home-grid">
            <TierCard standing=standing.clone() locale/>
            <BenefitsCard benefits=programme.benefits.clone() standing locale/>
        </div>
        <Balances programme=programme.clone() locale/>
        <div class="home-grid">
            <MonthsCard months=programme.months/>
            <Expiring expiring=programme.expiring locale/>
        </div>
        <Latest latest locale/>
    }
}

/// What changes, and since when that counts.
#[component]
fn Coming(coming: ComingVersion, locale: Locale) -> impl IntoView {
    let date = format::date(locale, &coming.valid_from, Style::Full);
    let count = i32::try_from(coming.changes).unwrap_or(i32::MAX);
    let href = Route::Rules {
        version: coming.version,
    }
    .href();
    view! {
        <aside class="notice" aria-labelledby="coming">
            <Icon name=Icon::Clock/>
            <div class="notice__words">
                <a id="coming" class="notice__link" href=href>{say!(locale, programme.coming, date = date)}</a>
                <p class="small muted">{say!(locale, programme.coming_count, count = count, n = coming.changes)}</p>
            </div>
        </aside>
    }
}

#[component]
fn TierCard(standing: Option<TierStanding>, locale: Locale) -> impl IntoView {
    let content = match standing {
        None => {
            view! { <Empty icon=Icon::Star title=t!(programme.none) hint=t!(programme.none_hint)/> }
                .into_any()
        }
        Some(standing) => view! {
            <div class="programme">
                <TierRing tier=standing.clone()/>
                <div class="programme__words">
                    <TierWords tier=standing.clone()/>
                    <Until standing=standing.clone() locale/>
                </div>
            </div>
            {standing.next.clone().map(|goal| view! { <Ways goal locale/> })}
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="tier">
            <header class="card__head">
                <h2 id="tier">{t!(programme.tier)}</h2>
                <a class="small" href=Route::article("programme", "what-tiers-mean").href()>{t!(home.counted)}</a>
            </header>
            {content}
        </section>
    }
}

/// How long the tier is there, and what comes after at today's pace.
#[component]
fn Until(standing: TierStanding, locale: Locale) -> impl IntoView {
    let current = tier::name(locale, standing.current);
    let held = standing.held_until.as_ref().map(|until| {
        let date = format::date(locale, until, Style::Full);
        if standing.is_given {
            say!(locale, programme.given, tier = current.clone(), date = date)
        } else if standing.is_in_grace {
            say!(locale, programme.grace, tier = current.clone(), date = date)
        } else {
            say!(
                locale,
                programme.held_until,
                tier = current.clone(),
                date = date
            )
        }
    });
    let warns = standing.is_in_grace || standing.outlook < standing.current;
    let outlook = say!(
        locale,
        programme.outlook,
        tier = tier::name(locale, standing.outlook),
        date = format::date(locale, &standing.counted_to, Style::Full)
    );
    // Counting over the last months never ends with a period: today is its last day every day.
    let has_end = standing
        .next
        .as_ref()
        .or(standing.keep.as_ref())
        .is_some_and(|goal| goal.by.is_some());
    let class = if warns {
        "small tier-warns"
    } else {
        "small muted"
    };
    view! {
        {held.map(|held| view! { <p class="small muted">{held}</p> })}
        {has_end.then(|| view! { <p class=class>{outlook}</p> })}
    }
}

/// Each way to the next tier with how far it has come; nothing where there is but one.
#[component]
fn Ways(goal: TierGoal, locale: Locale) -> impl IntoView {
    let is_choice = goal.parts.len() > 1;
    let ways = goal
        .parts
        .into_iter()
        .map(|part| {
            let have = tier::amount(locale, &part.counts, part.have);
            let need = tier::amount(locale, &part.counts, part.need);
            let words = say!(locale, programme.way, have = have, need = need);
            let spoken = words.clone();
            let (value, max) = (
                part.have.clamp(0, part.need).to_string(),
                part.need.to_string(),
            );
            view! {
                <li class="ways__way">
                    <span class="small">{words}</span>
                    <progress class="meter" value=value max=max aria-label=spoken></progress>
                </li>
            }
        })
        .collect_view();
    is_choice.then(|| {
        view! {
            <div class="ways">
                <h3 class="small muted">{t!(programme.ways)}</h3>
                <ul>{ways}</ul>
            </div>
        }
    })
}

#[component]
fn Latest(latest: Vec<Movement>, locale: Locale) -> impl IntoView {
    let content = if latest.is_empty() {
        view! { <Empty icon=Icon::Coin title=t!(programme.latest_none) hint=t!(home.chart_none_hint)/> }.into_any()
    } else {
        let lines = latest
            .into_iter()
            .map(|movement| {
                let whose = match movement.wallet {
                    Wallet::Company => t!(programme.company),
                    Wallet::Mine => t!(programme.mine),
                };
                view! {
                    <li class="lines__line">
                        <MovementLine movement locale>
                            <Chip label=whose tone=Tone::Plain/>
                        </MovementLine>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="lines">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="latest">
            <header class="card__head">
                <h2 id="latest">{t!(programme.latest)}</h2>
                <a class="small" href=Route::statement(Wallet::Company).href()>{t!(programme.latest_all)}</a>
            </header>
            {content}
        </section>
    }
}
