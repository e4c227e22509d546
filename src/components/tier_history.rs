//! Which tier a company had from when to when.

use contract::{Locale, TierStretch};
use leptos::prelude::*;

use super::TierChip;
use crate::format::{self, Style};
use crate::language::use_language;

#[component]
pub fn TierHistory(history: Vec<TierStretch>) -> impl IntoView {
    let locale = use_language().get_untracked();
    if history.is_empty() {
        return view! { <p class="muted">{t!(company_programme.history_none)}</p> }.into_any();
    }
    let lines = history
        .into_iter()
        .map(|stretch| {
            let when = when(locale, &stretch);
            view! {
                <li class="stretches__line">
                    <TierChip tier=stretch.tier/>
                    <span class="small muted">{when}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="stretches">{lines}</ol> }.into_any()
}

fn when(locale: Locale, stretch: &TierStretch) -> String {
    let day = |day: &String| format::date(locale, day, Style::Short);
    match (&stretch.from, &stretch.until) {
        (Some(from), Some(until)) => say!(
            locale,
            company_programme.span,
            from = day(from),
            until = day(until)
        ),
        (Some(from), None) => say!(locale, company_programme.since, date = day(from)),
        (None, Some(until)) => say!(locale, company_programme.from_start, date = day(until)),
        (None, None) => say!(locale, company_programme.now),
    }
}
