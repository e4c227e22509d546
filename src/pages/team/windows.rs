//! Which window and which team: both live in the address.

use contract::{BoardRevision, BoardWindow, BoardWindowKind, Locale};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::Now;
use crate::components::{Icon, unique_id};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::navigation::in_place_as_it_stands;
use crate::route::{Ranking, Route};
use crate::words::board;

#[component]
pub fn Filters(now: Now, asked: Memo<Ranking>) -> impl IntoView {
    use BoardWindowKind::{All, Month, Quarter, Week, Year};
    let kind = now.part(|ranking| ranking.window.kind);
    let kinds = [
        (Week, t!(team.week)),
        (Month, t!(team.month)),
        (Quarter, t!(team.quarter)),
        (Year, t!(team.year)),
        (All, t!(team.all)),
    ];
    let kinds = kinds
        .into_iter()
        .map(|(of, label)| {
            let href = move || {
                // This week is the board without more words.
                let word = if of == Week { "" } else { board::kind_word(of) };
                elsewhere(&asked.get(), word).href()
            };
            let current = move || (kind.get() == Some(of)).then_some("true");
            view! { <a class="filters__kind" href=href aria-current=current>{label}</a> }
        })
        .collect_view();
    view! {
        <div class="filters board-filters">
            <nav class="filters__kinds" aria-label=t!(team.windows)>{kinds}</nav>
            <TeamField now asked/>
        </div>
    }
}

/// The same team in another window, as it closed.
fn elsewhere(asked: &Ranking, window: &str) -> Route {
    Route::Team(Ranking {
        window: window.to_owned(),
        is_revised: false,
        ..asked.clone()
    })
}

#[component]
fn TeamField(now: Now, asked: Memo<Ranking>) -> impl IntoView {
    let navigate = use_navigate();
    let names = now.part(|ranking| {
        let names = ranking.teams.iter().map(|team| team.name.clone());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    });
    let id = unique_id("team");
    let choose = move |event| {
        let ranking = Ranking {
            team: event_target_value(&event),
            ..asked.get_untracked()
        };
        navigate(&Route::Team(ranking).href(), in_place_as_it_stands());
    };
    let option = move |name: String| {
        let chosen = name.clone();
        let is_chosen = move || asked.with(|asked| asked.team == chosen);
        view! { <option value=name.clone() selected=is_chosen>{name.clone()}</option> }
    };
    let options = move || {
        let names = names.get().unwrap_or_default();
        names.into_iter().map(option).collect_view()
    };
    let has_teams =
        move || names.with(|names| names.as_ref().is_some_and(|names| !names.is_empty()));
    view! {
        <div class="filters__day board-filters__team" hidden=move || !has_teams()>
            <label class="field__label" for=id.clone()>{t!(team.filter)}</label>
            <select
                class="field__input field__select"
                id=id
                prop:value=move || asked.with(|asked| asked.team.clone())
                on:change=choose
            >
                <option value="" selected=move || asked.with(|asked| asked.team.is_empty())>{t!(team.whole)}</option>
                {options}
            </select>
        </div>
    }
}

/// The window's name, its neighbours, until when it runs or since when it stands, and what was revised.
#[component]
pub fn WindowNotes(now: Now, asked: Memo<Ranking>) -> impl IntoView {
    let language = use_language();
    let window = now.part(|ranking| ranking.window.clone());
    let revision = now.part(|ranking| ranking.revision.clone());
    let title = move || {
        let locale = language.get();
        window.get().map(|window| board::window(locale, &window))
    };
    let beside = move |of: fn(&BoardWindow) -> Option<String>,
                       label: Signal<String>,
                       icon: Icon| {
        move || {
            let id = window.get().and_then(|window| of(&window))?;
            let href = elsewhere(&asked.get(), &id).href();
            Some(
                view! { <a class="button button--quiet" href=href><Icon name=icon/> <span>{label}</span></a> },
            )
        }
    };
    let note = move || {
        let locale = language.get();
        window.get().and_then(|window| span_note(locale, &window))
    };
    let revised = move || {
        let locale = language.get();
        let revision = revision.get().flatten()?;
        Some(revised_note(locale, &revision, asked.get()))
    };
    view! {
        <div class="board-window">
            <h2 class="board-window__title" id="ranking">{title}</h2>
            <p class="small muted">{note}</p>
            <div class="row">
                {beside(|window| window.previous.clone(), t!(team.before), Icon::Back)}
                {beside(|window| window.next.clone(), t!(team.after), Icon::Forth)}
            </div>
        </div>
        {revised}
    }
}

fn span_note(locale: Locale, window: &BoardWindow) -> Option<String> {
    let date = format::date(locale, window.to.as_deref()?, Style::Full);
    Some(if window.is_closed {
        say!(locale, team.closed, date = date)
    } else {
        say!(locale, team.running, date = date)
    })
}

/// What was booked after the window had closed changes nothing unless somebody wants to see it.
fn revised_note(locale: Locale, revision: &BoardRevision, asked: Ranking) -> impl IntoView + use<> {
    let date = format::date_time(locale, &revision.at);
    let label = if revision.is_shown {
        say!(locale, team.show_closed)
    } else {
        say!(locale, team.show_revised)
    };
    let mark = revision
        .is_shown
        .then(|| view! { <strong>{say!(locale, team.revised)}</strong> " " });
    let other = Route::Team(Ranking {
        is_revised: !revision.is_shown,
        ..asked
    });
    view! {
        <aside class="notice">
            <Icon name=Icon::Alert/>
            <p>
                {mark}
                {say!(locale, team.revised_since, date = date)} " "
                <a class="notice__link" href=other.href()>{label}</a>
            </p>
        </aside>
    }
}
