//! `/kb/search?q=&in=`: the results of a search on a page of their own, with question and filter in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::components::{Icon, PageHeading};
use crate::navigation::in_place_as_it_stands;
use crate::route::Route;
use crate::search::{Chooser, Outcome, Recent, RecentSearches, Results, Shown, Told, use_answers};

#[component]
pub fn Search() -> impl IntoView {
    let route: Memo<Route> = expect_context();
    let asked = Memo::new(move |_| match route.get() {
        Route::Search { question, category } => (question, category),
        _ => Default::default(),
    });
    let question = Signal::derive(move || asked.get().0);
    let category = Signal::derive(move || asked.get().1);
    let outcome = use_answers(question);
    let told = Told::follow(question, outcome);
    let shown = Memo::new(move |_| {
        outcome.with(|outcome| category.with(|category| Shown::of(outcome, category)))
    });
    let chooser = Chooser::new(Signal::derive(move || shown.with(Shown::count)));
    Effect::new(move || {
        shown.track();
        chooser.begin();
    });
    let go = use_go();
    let ask = Callback::new(move |text: String| go.run((text, category.get_untracked())));
    let filter = Callback::new(move |slug: String| go.run((question.get_untracked(), slug)));
    let recent = Recent::of_person();
    let kept = recent.clone();
    let open = Callback::new(move |()| {
        if let Some(recent) = &kept {
            recent.add(&question.get_untracked());
        }
        told.open();
    });
    let is_idle = Memo::new(move |_| outcome.with(|outcome| *outcome == Outcome::Idle));
    view! {
        <header class="page-head">
            <PageHeading title=t!(search.title)/>
        </header>
        <Field question chooser shown on_question=ask/>
        <div class="found-page">
            <Show when=move || is_idle.get()>
                <RecentSearches recent=recent.clone() on_question=ask/>
            </Show>
            <Results question outcome shown category chooser on_category=filter on_question=ask on_open=open/>
        </div>
    }
}

/// Writes question and filter into the address, without a step of history for each letter.
fn use_go() -> Callback<(String, String)> {
    let navigate = use_navigate();
    Callback::new(move |(question, category): (String, String)| {
        let route = Route::Search { question, category };
        navigate(&route.href(), in_place_as_it_stands());
    })
}

#[component]
fn Field(
    question: Signal<String>,
    chooser: Chooser,
    shown: Memo<Shown>,
    on_question: Callback<String>,
) -> impl IntoView {
    let press = move |event: leptos::ev::KeyboardEvent| {
        if !chooser.press(&event) && event.key() == "Escape" && !event.is_composing() {
            on_question.run(String::new());
        }
    };
    view! {
        <search class="filter">
            <label class="filter__label">
                <Icon name=Icon::Search/>
                <span class="visually-hidden">{t!(search.title)}</span>
                <input
                    class="field__input"
                    type="search"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded=move || (shown.with(Shown::count) > 0).to_string()
                    aria-controls=chooser.list_id()
                    aria-activedescendant=move || chooser.active()
                    placeholder=t!(search.hint)
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    prop:value=question
                    on:input=move |event| on_question.run(event_target_value(&event))
                    on:keydown=press
                />
            </label>
        </search>
    }
}
