//! `/team/badges`: the streak of working weeks, and all badges with day and reason, or with how far they are.

mod streak;

use contract::{BadgeView, Locale, MyBadges};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{BadgeMedal, Load, PageHeading, Skeleton};
use crate::language::use_language;
use crate::route::Route;
use crate::words::play;

use streak::StreakCard;

#[component]
pub fn Badges() -> impl IntoView {
    let language = use_language();
    let mine = use_read::<MyBadges>(move || api::badges_path(language.get()));
    view! {
        <header class="page-head">
            <PageHeading title=t!(play.badges)/>
            <p class="page-head__lead muted">
                {t!(play.badges_lead)} " " <a href=Route::Challenges.href()>{t!(play.to_challenges)}</a>
            </p>
        </header>
        <Load read=mine shape=Skeleton::Cards(3) let:mine>
            <Content mine/>
        </Load>
    }
}

#[component]
fn Content(mine: MyBadges) -> impl IntoView {
    let locale = use_language().get_untracked();
    let (earned, open): (Vec<BadgeView>, Vec<BadgeView>) = mine
        .badges
        .into_iter()
        .partition(|badge| badge.earned.is_some());
    let streak = mine
        .streak
        .map(|streak| view! { <StreakCard streak locale/> });
    let none = earned
        .is_empty()
        .then(|| view! { <p class="muted">{t!(play.badges_none)}</p> });
    let has_open = !open.is_empty();
    let open = has_open.then(|| {
        view! {
            <section class="card" aria-labelledby="open">
                <header class="card__head"><h2 id="open">{t!(play.badges_open)}</h2></header>
                {list(locale, open)}
            </section>
        }
    });
    view! {
        <div class="play-stack">
            {streak}
            <section class="card" aria-labelledby="earned">
                <header class="card__head"><h2 id="earned">{t!(play.badges_mine)}</h2></header>
                {none}
                {list(locale, earned)}
            </section>
            {open}
        </div>
    }
}

fn list(locale: Locale, badges: Vec<BadgeView>) -> impl IntoView {
    let has_any = !badges.is_empty();
    let lines = badges
        .into_iter()
        .map(|badge| {
            let is_earned = badge.earned.is_some();
            let facts = badge
                .earned
                .as_ref()
                .map(|earned| play::earned(locale, earned))
                .or_else(|| {
                    badge
                        .progress
                        .map(|progress| play::progress(locale, progress))
                });
            view! {
                <li class="badges__badge">
                    <BadgeMedal shape=badge.shape is_earned/>
                    <div class="badges__words">
                        <h3>{badge.name}</h3>
                        <p class="small">{badge.text}</p>
                        <p class="small muted">{facts}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    has_any.then(|| view! { <ul class="badges">{lines}</ul> })
}
