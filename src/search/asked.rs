//! One search as it goes on: its question, what was found and what is chosen, alike in the palette and on the page.

use leptos::prelude::*;

use super::{Chooser, Outcome, Recent, RecentSearches, Results, Shown, Told, use_answers};

#[derive(Clone, Copy)]
pub struct Asked {
    pub question: Signal<String>,
    /// The slug of the category that alone is shown; empty for all.
    pub category: Signal<String>,
    pub outcome: Signal<Outcome>,
    pub shown: Memo<Shown>,
    pub chooser: Chooser,
    pub ask: Callback<String>,
    pub filter: Callback<String>,
    /// Who is told what it came to; nobody remembers it while nobody is signed in.
    after: StoredValue<(Told, Option<Recent>)>,
}

/// Follows question and category, which `ask` and `filter` change.
pub fn use_asked(
    question: Signal<String>,
    category: Signal<String>,
    ask: Callback<String>,
    filter: Callback<String>,
) -> Asked {
    let outcome = use_answers(question);
    let shown = Memo::new(move |_| {
        outcome.with(|outcome| category.with(|category| Shown::of(outcome, category)))
    });
    let chooser = Chooser::new(Signal::derive(move || shown.with(Shown::count)));
    Effect::new(move || {
        shown.track();
        chooser.begin();
    });
    Asked {
        question,
        category,
        outcome,
        shown,
        chooser,
        ask,
        filter,
        after: StoredValue::new((Told::follow(question, outcome), Recent::of_person())),
    }
}

impl Asked {
    pub fn is_idle(self) -> bool {
        self.outcome.with(|outcome| *outcome == Outcome::Idle)
    }

    /// A result was opened: the question is remembered, and told to have led somewhere.
    fn open(self) {
        self.after.with_value(|(told, recent)| {
            if let Some(recent) = recent {
                recent.add(&self.question.get_untracked());
            }
            told.open();
        });
    }
}

/// Where the question is typed; the arrows choose in the list below it.
#[component]
pub fn SearchInput(
    asked: Asked,
    class: &'static str,
    /// `search` empties itself at Escape, `text` leaves the key to what is around it.
    kind: &'static str,
) -> impl IntoView {
    let Asked { shown, chooser, .. } = asked;
    let press = move |event: leptos::ev::KeyboardEvent| {
        let is_free = !chooser.press(&event) && !event.is_composing();
        if is_free && kind == "search" && event.key() == "Escape" {
            asked.ask.run(String::new());
        }
    };
    view! {
        <input
            class=class
            type=kind
            inputmode="search"
            role="combobox"
            aria-label=t!(search.title)
            aria-autocomplete="list"
            aria-expanded=move || (shown.with(Shown::count) > 0).to_string()
            aria-controls=chooser.list_id()
            aria-activedescendant=move || chooser.active()
            placeholder=t!(search.hint)
            autocomplete="off"
            spellcheck="false"
            enterkeyhint="search"
            prop:value=asked.question
            on:input=move |event| asked.ask.run(event_target_value(&event))
            on:keydown=press
        />
    }
}

/// What was found; before anything is asked, what was searched for last.
#[component]
pub fn Answers(
    asked: Asked,
    /// After a result was opened.
    #[prop(optional)]
    on_open: Option<Callback<()>>,
) -> impl IntoView {
    let is_idle = Memo::new(move |_| asked.is_idle());
    let open = Callback::new(move |()| {
        asked.open();
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    });
    view! {
        <Show when=move || is_idle.get()>
            <RecentSearches recent=asked.after.with_value(|(_, recent)| recent.clone()) on_question=asked.ask/>
        </Show>
        <Results asked on_open=open/>
    }
}
