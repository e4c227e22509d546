//! What one was asked and said, and what became of it.

use contract::{AskState, Locale, OwnAnswer, OwnAsk, OwnFollowUp, SurveyAnswer};
use leptos::prelude::*;

use crate::components::{Chip, Tone};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::survey::{because, in_language};

#[component]
pub fn Asked(asks: Vec<OwnAsk>) -> impl IntoView {
    let content = if asks.is_empty() {
        view! { <p class="muted">{t!(feedback.asked_none)}</p> }.into_any()
    } else {
        let lines = asks.into_iter().map(line).collect_view();
        view! { <ul class="entries">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="asked">
            <header class="card__head"><h2 id="asked">{t!(feedback.asked)}</h2></header>
            {content}
        </section>
    }
}

fn line(ask: OwnAsk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let date = format::date(locale, &ask.asked_at, Style::Short);
    let (state, tone) = match ask.state {
        AskState::Open => (t!(feedback.state_open), Tone::Plain),
        AskState::Answered => (t!(feedback.state_answered), Tone::Good),
        AskState::NotNow => (t!(feedback.state_not_now), Tone::Off),
        AskState::Never => (t!(feedback.state_never), Tone::Off),
        AskState::Lapsed => (t!(feedback.state_lapsed), Tone::Off),
    };
    let is_hidden = ask.is_anonymous && ask.state == AskState::Answered;
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <strong>{in_language(&ask.text, locale)}</strong>
                <Chip label=state tone/>
            </div>
            <p class="small muted">{date} " · " {because(locale, &ask.because)}</p>
            {ask.answer.map(|given| said(locale, given))}
            {is_hidden.then(|| view! { <p class="entries__text">{t!(feedback.hidden)}</p> })}
            {ask.follow_up.map(|follow_up| taken_up(locale, follow_up))}
        </li>
    }
}

fn said(locale: Locale, given: OwnAnswer) -> impl IntoView {
    let answer = match (given.answer, given.choice) {
        (_, Some(choice)) => in_language(&choice, locale),
        (SurveyAnswer::Value(value), None) => value.to_string(),
        (SurveyAnswer::Words(words), None) => words,
    };
    view! {
        <p class="entries__text">{say!(locale, feedback.you_answered, answer = answer)}</p>
        {given.why.map(|why| view! { <p class="entries__text">{say!(locale, feedback.you_wrote, why = why)}</p> })}
    }
}

/// Who takes care, until when, and what came of it.
fn taken_up(locale: Locale, follow_up: OwnFollowUp) -> impl IntoView {
    let day = format::date(locale, &follow_up.due_on, Style::Full);
    let told = match (follow_up.is_open, follow_up.owner) {
        (true, Some(owner)) => say!(locale, feedback.open_with, owner = owner, day = day),
        (true, None) => say!(locale, feedback.open_with_nobody, day = day),
        (false, Some(owner)) => say!(locale, feedback.closed_by, owner = owner),
        (false, None) => say!(locale, feedback.closed),
    };
    view! {
        <div class="feedback__follow-up">
            <p>{told}</p>
            {follow_up.outcome.map(|outcome| view! { <p>{say!(locale, feedback.outcome, outcome = outcome)}</p> })}
        </div>
    }
}
