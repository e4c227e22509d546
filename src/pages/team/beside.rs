//! Beside the ranking of people: team against team, the league, and what keeps it fair.

use contract::{BoardTeam, LeagueRow, LeagueState, LeagueView, Locale, SeatsView};
use leptos::prelude::*;

use super::Now;
use crate::api::{self, use_read};
use crate::components::{Chip, Empty, Icon, Load, Skeleton, Tone};
use crate::format;
use crate::language::use_language;
use crate::route::Route;
use crate::words::board;

#[component]
pub fn Teams(now: Now) -> impl IntoView {
    let language = use_language();
    let teams = now.part(|ranking| ranking.teams.clone());
    let card = move || {
        let locale = language.get();
        let teams = teams.get().filter(|teams| !teams.is_empty())?;
        let rows = teams
            .iter()
            .map(|team| team_row(locale, team))
            .collect_view();
        Some(view! {
            <section class="card" aria-labelledby="teams">
                <header class="card__head"><h2 id="teams">{t!(team.teams)}</h2></header>
                <p class="small muted">{t!(team.teams_hint)}</p>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col" class="number">{t!(team.rank)}</th>
                            <th scope="col">{t!(team.team)}</th>
                            <th scope="col" class="number">{t!(team.seats)}</th>
                            <th scope="col" class="number">{t!(team.average)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        })
    };
    view! { {card} }
}

fn team_row(locale: Locale, team: &BoardTeam) -> impl IntoView + use<> {
    let class = if team.is_mine {
        "ranking__row ranking__row--me"
    } else {
        "ranking__row"
    };
    let average = team.average_tenths.map_or_else(
        || view! { <span class="small muted">{say!(locale, team.small)}</span> }.into_any(),
        |tenths| view! { <strong>{format::tenths(locale, tenths)}</strong> }.into_any(),
    );
    view! {
        <tr class=class>
            <td class="number">{team.rank}</td>
            <th scope="row">{team.name.clone()}</th>
            <td class="number">{format::number(locale, i64::from(team.seats))}</td>
            <td class="number">{average}</td>
        </tr>
    }
}

/// Nothing where the company takes no part.
#[component]
pub fn League(now: Now) -> impl IntoView {
    let window = now.part(|ranking| ranking.window.id.clone());
    let window = Memo::new(move |_| window.get().unwrap_or_default());
    let read = use_read::<LeagueView>(move || api::league_path(&window.get()));
    let takes_part = Memo::new(move |_| {
        let league = read.ready();
        league.is_some_and(|league| league.state != LeagueState::Out)
    });
    view! {
        <Show when=move || takes_part.get()>
            <section class="card" aria-labelledby="league">
                <header class="card__head"><h2 id="league">{t!(team.league)}</h2></header>
                <Load read shape=Skeleton::Rows(2) let:league>
                    <Companies league/>
                </Load>
            </section>
        </Show>
    }
}

#[component]
fn Companies(league: LeagueView) -> AnyView {
    let locale = use_language().get_untracked();
    let band = league.seats.map(|seats| band(locale, seats));
    if league.state == LeagueState::Alone {
        return view! {
            <p class="small muted">{band}</p>
            <Empty icon=Icon::Building title=t!(team.league_alone) hint=t!(team.league_alone_hint)/>
        }
        .into_any();
    }
    let rows = league
        .rows
        .iter()
        .map(|row| company_row(locale, row))
        .collect_view();
    view! {
        <p class="small muted">{band}</p>
        <table class="table">
            <thead>
                <tr>
                    <th scope="col" class="number">{t!(team.rank)}</th>
                    <th scope="col">{t!(team.company)}</th>
                    <th scope="col" class="number">{t!(team.average)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn band(locale: Locale, seats: SeatsView) -> String {
    let number = |count: u32| format::number(locale, i64::from(count));
    let from = number(seats.from);
    if let Some(to) = seats.to {
        say!(locale, team.league_band, from = from, to = number(to))
    } else {
        say!(locale, team.league_from, from = from)
    }
}

fn company_row(locale: Locale, row: &LeagueRow) -> impl IntoView + use<> {
    let class = if row.is_mine {
        "ranking__row ranking__row--me"
    } else {
        "ranking__row"
    };
    let mine = row
        .is_mine
        .then(|| view! { <Chip label=t!(team.yours) tone=Tone::Good/> });
    view! {
        <tr class=class>
            <td class="number">{row.rank}</td>
            <th scope="row">{row.alias.clone()} " " {mine}</th>
            <td class="number"><strong>{format::tenths(locale, row.average_tenths)}</strong></td>
        </tr>
    }
}

/// What counts, and the caps in force.
#[component]
pub fn FairPlay(now: Now) -> impl IntoView {
    let language = use_language();
    let caps = now.part(|ranking| ranking.caps.clone());
    let lines = move || {
        let locale = language.get();
        let caps = caps.get().unwrap_or_default();
        caps.iter()
            .map(|cap| view! { <li>{board::cap(locale, cap)}</li> })
            .collect_view()
    };
    let rules = Route::Rules {
        version: String::new(),
    };
    view! {
        <section class="card" aria-labelledby="fair">
            <header class="card__head"><h2 id="fair">{t!(team.fair)}</h2></header>
            <p>{t!(team.fair_text)}</p>
            <ul class="board-caps">{lines}</ul>
            <p><a href=rules.href()>{t!(team.rules)}</a></p>
        </section>
    }
}
