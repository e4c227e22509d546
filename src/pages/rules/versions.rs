//! All versions, and what one of them changes.

use contract::{ChangeView, Locale, RulesView, VersionLine, VersionState};
use leptos::prelude::*;

use crate::components::{Chip, Tone};
use crate::format::{self, Style};
use crate::route::Route;
use crate::words::rules;

/// The way to the other versions; nothing where there is but one.
#[component]
pub fn Versions(rules: RulesView, locale: Locale) -> impl IntoView {
    let is_choice = rules.versions.len() > 1;
    let shown = rules.version;
    let lines = rules
        .versions
        .into_iter()
        .map(|line| {
            let is_shown = line.version == shown;
            view! { <Version line is_shown locale/> }
        })
        .collect_view();
    is_choice.then(|| {
        view! {
            <nav class="versions" aria-label=t!(rules.versions)>
                <ul class="versions__list">{lines}</ul>
            </nav>
        }
    })
}

#[component]
fn Version(line: VersionLine, is_shown: bool, locale: Locale) -> impl IntoView {
    let (label, tone) = match line.state {
        VersionState::Past => (t!(rules.past), Tone::Off),
        VersionState::InForce => (t!(rules.now), Tone::Good),
        VersionState::Coming => (t!(rules.next), Tone::Warn),
    };
    let date = format::date(locale, &line.valid_from, Style::Short);
    let href = Route::Rules {
        version: line.version,
    }
    .href();
    view! {
        <li>
            <a class="versions__version" href=href aria-current=is_shown.then_some("true")>
                <span>{date}</span> <Chip label tone/>
            </a>
        </li>
    }
}

#[component]
pub fn Changes(changes: Vec<ChangeView>, locale: Locale) -> impl IntoView {
    let content = if changes.is_empty() {
        view! { <p class="muted">{t!(rules.changes_none)}</p> }.into_any()
    } else {
        let lines = changes
            .iter()
            .map(|change| view! { <li>{rules::change(locale, change)}</li> })
            .collect_view();
        view! { <ul class="changes-of">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="changes">
            <header class="card__head"><h2 id="changes">{t!(rules.changes)}</h2></header>
            {content}
        </section>
    }
}
