//! The panel with its question. It takes no focus, covers no control that is in use, and goes when it is told to.

use contract::{SurveyAnswer, SurveyKind, SurveyQuestion};
use leptos::prelude::*;

use super::moment::when_quiet;
use super::scale::Scale;
use super::talk::Talk;
use super::why::Why;
use crate::components::{Button, Icon, Look, TextArea};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::words::survey::in_language;

#[component]
pub fn Panel() -> impl IntoView {
    Talk::begin().map(|talk| {
        when_quiet(Callback::new(move |()| talk.ask()));
        let navigation = use_navigation();
        let language = use_language();
        let shown = Memo::new(move |_| talk.question.get());
        Effect::new(move || {
            if shown.with(Option::is_some) {
                navigation.announce(say!(language.get_untracked(), survey.announced));
            }
        });
        move || {
            shown
                .get()
                .map(|question| view! { <Question talk question/> })
        }
    })
}

#[component]
fn Question(talk: Talk, question: SurveyQuestion) -> impl IntoView {
    let language = use_language();
    let (kind, earns, is_anonymous) = (question.kind, question.earns, question.is_anonymous);
    let asked = StoredValue::new(question);
    let text = Signal::derive(move || {
        let locale = language.get();
        asked.with_value(|question| in_language(&question.text, locale))
    });
    let is_answered = Memo::new(move |_| talk.answer().is_some());
    let body = match kind {
        SurveyKind::Nps | SurveyKind::Csat | SurveyKind::Effort => {
            view! { <Scale talk kind question=text/> }.into_any()
        }
        SurveyKind::Choice => view! { <Choices talk asked text/> }.into_any(),
        SurveyKind::Open => view! { <Words talk text/> }.into_any(),
    };
    let close = move |_| {
        if is_answered.get_untracked() {
            talk.finish();
        } else {
            talk.decline(false);
        }
    };
    let close_label = move || {
        let locale = language.get();
        if is_answered.get() {
            say!(locale, survey.done)
        } else {
            say!(locale, survey.not_now)
        }
    };
    view! {
        <aside class="ask" aria-label=t!(survey.title)>
            <header class="ask__head">
                <p class="ask__kicker small muted">{t!(survey.title)}</p>
                <button type="button" class="icon-button" aria-label=close_label on:click=close><Icon name=Icon::Close/></button>
            </header>
            {body}
            <Show when=move || is_answered.get() fallback=move || view! { <Ways talk earns is_anonymous/> }>
                <Why talk/>
            </Show>
        </aside>
    }
}

/// What one may do instead of answering, and what stands behind the question.
#[component]
fn Ways(talk: Talk, earns: bool, is_anonymous: bool) -> impl IntoView {
    let not_now = Callback::new(move |()| talk.decline(false));
    let never = Callback::new(move |()| talk.decline(true));
    view! {
        <p class="ask__terms small muted">
            {is_anonymous.then(|| view! { <span>{t!(survey.anonymous)}</span> })}
            {earns.then(|| view! { <span>{t!(survey.earns)}</span> })}
            <a href=Route::Feedback.href()>{t!(survey.why_me)}</a>
        </p>
        <div class="ask__actions">
            <Button label=t!(survey.not_now) on_press=not_now/>
            <Button label=t!(survey.never) look=Look::Quiet on_press=never/>
        </div>
    }
}

#[component]
fn Choices(talk: Talk, asked: StoredValue<SurveyQuestion>, text: Signal<String>) -> impl IntoView {
    let language = use_language();
    let chosen = Memo::new(move |_| match talk.answer() {
        Some(SurveyAnswer::Words(id)) => Some(id),
        _ => None,
    });
    let choices = asked.with_value(|question| question.choices.clone());
    let choices = choices
        .into_iter()
        .map(|choice| {
            let (id, name) = (choice.id.clone(), choice.id.clone());
            let label = move || in_language(&choice.text, language.get());
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name="survey-answer"
                        prop:checked=move || chosen.with(|chosen| chosen.as_ref() == Some(&id))
                        on:change=move |_| talk.choose(SurveyAnswer::Words(name.clone()))
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="scale" disabled=talk.is_settled>
            <legend class="ask__question">{text}</legend>
            {choices}
        </fieldset>
    }
}

/// One open question, sent when its giver says so.
#[component]
fn Words(talk: Talk, text: Signal<String>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let send = Callback::new(move |()| {
        let words = typed.get_untracked().trim().to_owned();
        if !words.is_empty() {
            talk.choose(SurveyAnswer::Words(words));
        }
    });
    let is_answered = Memo::new(move |_| talk.answer().is_some());
    view! {
        <TextArea label=text value=typed hint=t!(survey.open_hint)/>
        <Show when=move || !is_answered.get()>
            <Button label=t!(survey.send) look=Look::Main on_press=send/>
        </Show>
    }
}
