//! Searching from every page, in a dialog over it.

use leptos::prelude::*;

use super::{Chooser, Outcome, Recent, Results, Shown, Told, use_answers};
use crate::components::{Icon, Modal};
use crate::route::Route;

/// The dialog, open while the signal says so.
#[component]
pub fn Palette(is_open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Modal is_open class="dialog palette" label=t!(search.title)>
            <Search is_open/>
        </Modal>
    }
}

#[component]
fn Search(is_open: RwSignal<bool>) -> impl IntoView {
    let question = RwSignal::new(String::new());
    let category = RwSignal::new(String::new());
    let outcome = use_answers(question.into());
    let told = Told::follow(question.into(), outcome);
    let recent = Recent::of_person();
    let shown = Memo::new(move |_| {
        outcome.with(|outcome| category.with(|category| Shown::of(outcome, category)))
    });
    let chooser = Chooser::new(Signal::derive(move || shown.with(Shown::count)));
    Effect::new(move || {
        shown.track();
        chooser.begin();
    });
    let ask = Callback::new(move |text: String| question.set(text));
    let kept = recent.clone();
    let open = Callback::new(move |()| {
        if let Some(recent) = &kept {
            recent.add(&question.get_untracked());
        }
        told.open();
        is_open.set(false);
    });
    let all = move || {
        Route::Search {
            question: question.get().trim().to_owned(),
            category: category.get(),
        }
        .href()
    };
    let is_idle = Memo::new(move |_| outcome.with(|outcome| *outcome == Outcome::Idle));
    view! {
        <search class="palette__body">
            <div class="palette__field">
                <Icon name=Icon::Search/>
                <input
                    class="palette__input"
                    // Escape closes the palette; in a field for searches it would only empty it.
                    type="text"
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
                    prop:value=question
                    on:input=move |event| question.set(event_target_value(&event))
                    on:keydown=move |event| { chooser.press(&event); }
                />
                <button type="button" class="icon-button" aria-label=t!(shell.close) on:click=move |_| is_open.set(false)>
                    <Icon name=Icon::Close/>
                </button>
            </div>
            <div class="palette__list">
                <Show when=move || is_idle.get()>
                    <RecentSearches recent=recent.clone() on_question=ask/>
                </Show>
                <Results
                    question=question.into()
                    outcome
                    shown
                    category=category.into()
                    chooser
                    on_category=Callback::new(move |slug| category.set(slug))
                    on_question=ask
                    on_open=open
                />
            </div>
            <div class="palette__foot">
                <span class="palette__keys" aria-hidden="true">
                    <span><kbd>"↑"</kbd> <kbd>"↓"</kbd> {t!(search.key_choose)}</span>
                    <span><kbd>"↵"</kbd> {t!(search.key_open)}</span>
                    <span><kbd>"esc"</kbd> {t!(search.key_close)}</span>
                </span>
                <Show when=move || !is_idle.get()>
                    <a href=all on:click=move |_| is_open.set(false)>{t!(search.all)}</a>
                </Show>
            </div>
        </search>
    }
}

/// What was searched for before; nothing where there is nothing.
#[component]
pub fn RecentSearches(recent: Option<Recent>, on_question: Callback<String>) -> impl IntoView {
    let texts = recent.map(|recent| recent.texts()).unwrap_or_default();
    if texts.is_empty() {
        return view! { <p class="palette__hint muted">{t!(search.begin)}</p> }.into_any();
    }
    let lines = texts
        .into_iter()
        .map(|text| {
            let asked = text.clone();
            view! {
                <li>
                    <button type="button" class="palette__recent" on:click=move |_| on_question.run(asked.clone())>
                        <Icon name=Icon::Clock/> <span>{text}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="palette__recents" aria-labelledby="recent-searches">
            <h2 id="recent-searches">{t!(search.recent)}</h2>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}
