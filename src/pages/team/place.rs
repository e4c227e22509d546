//! The own place, and the first three.

use contract::{BoardMe, BoardRow, BoardShown, Locale};
use leptos::prelude::*;

use super::Now;
use super::rows::who;
use crate::components::Icon;
use crate::format;
use crate::format::name::initials;
use crate::language::use_language;
use crate::route::Route;
use crate::words::tier;

/// Where one stands, what the next place takes, and what others see.
#[component]
pub fn MyPlace(now: Now) -> impl IntoView {
    let language = use_language();
    let me = now.part(|ranking| (ranking.me.clone(), ranking.ranked, ranking.window.is_closed));
    let facts = move || {
        let locale = language.get();
        let (me, ranked, is_closed) = me.get()?;
        Some(facts(locale, &me, ranked, is_closed))
    };
    // Said when it changes while one looks, and only then.
    let spoken = move || {
        let locale = language.get();
        let (me, ..) = me.get()?;
        let rank = format::number(locale, i64::try_from(me.rank?).unwrap_or(i64::MAX));
        let points = tier::points(locale, me.points);
        Some(say!(locale, team.now, rank = rank, points = points))
    };
    view! {
        <section class="card my-place" aria-labelledby="my-place">
            <h2 class="visually-hidden" id="my-place">{t!(team.your_place)}</h2>
            {facts}
            <p class="visually-hidden" role="status">{spoken}</p>
        </section>
    }
}

fn facts(locale: Locale, me: &BoardMe, ranked: u64, is_closed: bool) -> impl IntoView + use<> {
    let number = |count: u64| format::number(locale, i64::try_from(count).unwrap_or(i64::MAX));
    let place = match me.rank {
        Some(rank) => say!(
            locale,
            team.place_of,
            rank = number(rank),
            total = number(ranked)
        ),
        None => say!(locale, team.unranked),
    };
    let next = match (me.next, me.rank) {
        (Some(_), None) => Some(say!(locale, team.start)),
        (Some(next), Some(_)) => Some(say!(
            locale,
            team.next,
            points = tier::points(locale, next.missing),
            rank = number(next.rank)
        )),
        (None, Some(1)) if !is_closed => Some(say!(locale, team.first)),
        (None, _) => None,
    };
    let seen = match me.shown {
        BoardShown::Name => say!(locale, team.seen_name),
        BoardShown::Nickname => say!(locale, team.seen_nickname),
        BoardShown::Hidden | BoardShown::Left => say!(locale, team.seen_hidden),
    };
    view! {
        <dl class="my-place__facts">
            <div><dt>{say!(locale, team.your_place)}</dt><dd>{place}</dd></div>
            <div><dt>{say!(locale, team.points)}</dt><dd>{format::number(locale, me.points)}</dd></div>
        </dl>
        <div class="my-place__words">
            {next.map(|next| view! { <p>{next}</p> })}
            <p class="small muted">{seen} " " <a href=Route::Profile.href()>{say!(locale, team.how_shown)}</a></p>
        </div>
    }
}

/// A picture of the first three. The table below says the same, so nobody hears it twice.
#[component]
pub fn Podium(now: Now) -> impl IntoView {
    let language = use_language();
    let first = now.part(|ranking| ranking.top.iter().take(3).cloned().collect::<Vec<_>>());
    let steps = move || {
        let locale = language.get();
        let first = first.get().filter(|first| first.len() == 3)?;
        let steps = first.iter().map(|row| step(locale, row)).collect_view();
        Some(view! { <ol class="podium" aria-hidden="true">{steps}</ol> })
    };
    view! { {steps} }
}

fn step(locale: Locale, row: &BoardRow) -> impl IntoView + use<> {
    let class = match row.rank {
        1 => "podium__step podium__step--1",
        2 => "podium__step podium__step--2",
        _ => "podium__step podium__step--3",
    };
    let name = match &row.name {
        Some(name) => initials(name),
        None => String::new(),
    };
    let points = row.points.map(|points| tier::points(locale, points));
    let gap = row
        .name
        .is_none()
        .then(|| view! { <Icon name=Icon::EyeOff/> });
    view! {
        <li class=class>
            <span class="avatar podium__face">{name} {gap}</span>
            <strong class="podium__name">{who(locale, row)}</strong>
            <span class="small muted">{points}</span>
            <span class="podium__rank">{row.rank}</span>
        </li>
    }
}
