//! What is wrong with the file, with the line itself; a press puts the cursor there.

use contract::ArticleProblem;
use leptos::prelude::*;

use super::{Desk, Verdict, position};
use crate::components::{Button, Icon};
use crate::language::use_language;
use crate::words;

#[component]
pub fn Problems(desk: Desk, on_retry: Callback<()>) -> impl IntoView {
    let lines = move || {
        desk.problems
            .get()
            .into_iter()
            .map(|problem| line(desk, problem))
            .collect_view()
    };
    view! {
        <section class="problems" aria-labelledby="problems">
            <header class="problems__head">
                <h2 id="problems">{t!(console.problems)}</h2>
                <Status desk/>
            </header>
            <Refusal desk on_retry/>
            <ol class="problems__list">{lines}</ol>
        </section>
    }
}

/// How many there are, or that they are being looked for.
#[component]
fn Status(desk: Desk) -> impl IntoView {
    let language = use_language();
    let text = move || {
        let locale = language.get();
        let (errors, others) = desk.problems.with(|problems| count(problems));
        match desk.verdict.get() {
            _ if desk.text.with(String::is_empty) => String::new(),
            Verdict::Waiting => say!(locale, console.checking),
            Verdict::Failed(_) => String::new(),
            Verdict::Exact if errors + others == 0 => say!(locale, console.no_problems),
            Verdict::Exact => {
                let errors_in_words = say!(
                    locale,
                    console.errors,
                    count = i32::try_from(errors).unwrap_or(i32::MAX),
                    n = errors
                );
                let warnings = say!(
                    locale,
                    console.warnings,
                    count = i32::try_from(others).unwrap_or(i32::MAX),
                    n = others
                );
                match (errors, others) {
                    (0, _) => warnings,
                    (_, 0) => errors_in_words,
                    _ => format!("{errors_in_words} · {warnings}"),
                }
            }
        }
    };
    view! { <p class="small muted" role="status">{text}</p> }
}

/// Why the server could not be asked.
#[component]
fn Refusal(desk: Desk, on_retry: Callback<()>) -> impl IntoView {
    let language = use_language();
    let sentence = Memo::new(move |_| match desk.verdict.get() {
        Verdict::Failed(error) => Some(words::problem::sentence(language.get(), &error)),
        _ => None,
    });
    view! {
        <div role="alert">
            <Show when=move || sentence.with(Option::is_some)>
                <p class="form__problem"><Icon name=Icon::Alert/> <span>{sentence}</span></p>
                <p class="problems__retry"><Button label=t!(error.retry) on_press=on_retry/></p>
            </Show>
        </div>
    }
}

fn line(desk: Desk, problem: ArticleProblem) -> impl IntoView {
    let (row, column) = (problem.line, problem.column);
    let (kind, class) = if problem.is_error {
        (t!(console.error), "problem problem--error")
    } else {
        (t!(console.warning), "problem")
    };
    let source = (!problem.source.is_empty())
        .then(|| view! { <code class="problem__source">{problem.source}</code> });
    view! {
        <li>
            <button type="button" class=class on:click=move |_| go_to(desk, row, column)>
                <span class="problem__head">
                    <b>{kind}</b>
                    <span class="problem__place">{row} ":" {column}</span>
                </span>
                <span class="problem__message" lang="en">{problem.message}</span>
                {source}
            </button>
        </li>
    }
}

fn go_to(desk: Desk, line: u32, column: u32) {
    let Some(area) = desk.area.get_untracked() else {
        return;
    };
    let offset = position::offset(&area.value(), line, column);
    // Browsers bring the cursor into view when the focus comes, not when the cursor is moved.
    let _ = area.blur();
    let _ = area.set_selection_range(offset, offset);
    let _ = area.focus();
}

/// Errors, and everything else.
fn count(problems: &[ArticleProblem]) -> (usize, usize) {
    let errors = problems.iter().filter(|problem| problem.is_error).count();
    (errors, problems.len() - errors)
}
