//! When each survey may next ask, and why not before.

use contract::{Earliest, SurveyOutlook};
use leptos::prelude::*;

use crate::components::Chip;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::survey::{audience, in_language, reason};

#[component]
pub fn Outlooks(surveys: Vec<SurveyOutlook>) -> impl IntoView {
    let content = if surveys.is_empty() {
        view! { <p class="muted">{t!(feedback.surveys_none)}</p> }.into_any()
    } else {
        let lines = surveys.into_iter().map(line).collect_view();
        view! { <ul class="entries">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="outlook">
            <header class="card__head"><h2 id="outlook">{t!(feedback.next)}</h2></header>
            {content}
        </section>
    }
}

fn line(survey: SurveyOutlook) -> impl IntoView {
    let locale = use_language().get_untracked();
    let earliest = match &survey.earliest {
        Earliest::At { .. } if survey.reasons.is_empty() => say!(locale, feedback.any_time),
        Earliest::At { at } => {
            let day = format::date(locale, at, Style::Full);
            say!(locale, feedback.not_before, day = day)
        }
        Earliest::Never => say!(locale, feedback.not_ever),
        Earliest::NotByThisSurvey => say!(locale, feedback.not_by_this),
    };
    let reasons = survey
        .reasons
        .iter()
        .map(|why| view! { <li>{reason(locale, why)}</li> })
        .collect_view();
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <strong>{in_language(&survey.text, locale)}</strong>
                {survey.is_anonymous.then(|| view! { <Chip label=t!(survey.anonymous_chip)/> })}
            </div>
            <p class="small muted">{audience(locale, &survey)}</p>
            <p class="entries__text">{earliest}</p>
            <ul class="feedback__reasons small">{reasons}</ul>
        </li>
    }
}
