//! A scale as a group of radio buttons: by pointer, by arrows, by digits.
//!
//! A click is kept at once. Arrows walk through the values, so they are kept once the walk rests.

use std::time::Duration;

use contract::{SurveyAnswer, SurveyKind};
use leptos::{ev, prelude::*};

use super::talk::Talk;
use crate::browser;

/// How long a walk by arrows rests before the value is kept.
const REST: Duration = Duration::from_millis(1_200);
/// A 0 so soon after a 1 makes a 10 of it.
const TWO_DIGITS: f64 = 900.0;

#[component]
pub fn Scale(talk: Talk, kind: SurveyKind, question: Signal<String>) -> impl IntoView {
    let (lowest, highest) = ends(kind);
    let walked = RwSignal::new(None::<u8>);
    let by_arrow = StoredValue::new(false);
    let resting = StoredValue::new(None::<TimeoutHandle>);
    let one_at = StoredValue::new(0.0);
    let chosen = move || match talk.answer() {
        _ if walked.get().is_some() => walked.get(),
        Some(SurveyAnswer::Value(value)) => Some(value),
        _ => None,
    };
    let chosen = Memo::new(move |_| chosen());
    let keep = move |value: u8| {
        let _ = walked.try_set(None);
        talk.choose(SurveyAnswer::Value(value));
    };
    let rest = move || {
        if let Some(value) = walked.try_get_untracked().flatten() {
            keep(value);
        }
    };
    let choose = move |value: u8| {
        if let Some(before) = resting.try_update_value(Option::take).flatten() {
            before.clear();
        }
        if by_arrow.get_value() {
            by_arrow.set_value(false);
            walked.set(Some(value));
            resting.set_value(set_timeout_with_handle(rest, REST).ok());
        } else {
            keep(value);
        }
    };
    let press = move |event: ev::KeyboardEvent| {
        let key = event.key();
        by_arrow.set_value(key.starts_with("Arrow"));
        if key == "Enter" {
            rest();
        }
        let Ok(digit) = key.parse::<u8>() else { return };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let now = browser::now();
        let is_ten = highest == 10 && digit == 0 && now - one_at.get_value() < TWO_DIGITS;
        one_at.set_value(if digit == 1 { now } else { 0.0 });
        let value = if is_ten { 10 } else { digit };
        if (lowest..=highest).contains(&value) {
            event.prevent_default();
            keep(value);
        }
    };
    let numbers = (lowest..=highest)
        .map(|value| {
            view! {
                <label class="scale__number">
                    <input
                        type="radio"
                        name="survey-answer"
                        value=value.to_string()
                        prop:checked=move || chosen.get() == Some(value)
                        on:change=move |_| choose(value)
                    />
                    <span>{value}</span>
                </label>
            }
        })
        .collect_view();
    let (low, high) = words(kind);
    let class = if highest == 10 {
        "scale__numbers scale__numbers--long"
    } else {
        "scale__numbers"
    };
    view! {
        <fieldset class="scale" disabled=talk.is_settled on:keydown=press on:focusout=move |_| rest()>
            <legend class="ask__question" id="survey-question">{question}</legend>
            <div class=class>{numbers}</div>
            <div class="scale__ends small muted"><span>{low}</span><span>{high}</span></div>
        </fieldset>
    }
}

const fn ends(kind: SurveyKind) -> (u8, u8) {
    match kind {
        SurveyKind::Csat => (1, 5),
        SurveyKind::Effort => (1, 7),
        SurveyKind::Nps | SurveyKind::Open | SurveyKind::Choice => (0, 10),
    }
}

/// What the ends mean.
fn words(kind: SurveyKind) -> (Signal<String>, Signal<String>) {
    match kind {
        SurveyKind::Csat => (t!(survey.csat_low), t!(survey.csat_high)),
        SurveyKind::Effort => (t!(survey.effort_low), t!(survey.effort_high)),
        _ => (t!(survey.nps_low), t!(survey.nps_high)),
    }
}
