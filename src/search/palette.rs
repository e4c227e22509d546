//! Searching from every page, in a dialog over it.

use leptos::prelude::*;

use super::{Answers, SearchInput, use_asked};
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
    let asked = use_asked(
        question.into(),
        category.into(),
        Callback::new(move |text| question.set(text)),
        Callback::new(move |slug| category.set(slug)),
    );
    let close = Callback::new(move |()| is_open.set(false));
    let all = move || {
        Route::Search {
            question: question.get().trim().to_owned(),
            category: category.get(),
        }
        .href()
    };
    let is_idle = Memo::new(move |_| asked.is_idle());
    view! {
        <search class="palette__body">
            <div class="palette__field">
                <Icon name=Icon::Search/>
                // Escape closes the palette; a field for searches it would only empty.
                <SearchInput asked class="palette__input" kind="text"/>
                <button type="button" class="icon-button" aria-label=t!(shell.close) on:click=move |_| close.run(())>
                    <Icon name=Icon::Close/>
                </button>
            </div>
            <div class="palette__list"><Answers asked on_open=close/></div>
            <div class="palette__foot">
                <span class="palette__keys" aria-hidden="true">
                    <span><kbd>"↑"</kbd> <kbd>"↓"</kbd> {t!(search.key_choose)}</span>
                    <span><kbd>"↵"</kbd> {t!(search.key_open)}</span>
                    <span><kbd>"esc"</kbd> {t!(search.key_close)}</span>
                </span>
                <Show when=move || !is_idle.get()>
                    <a href=all on:click=move |_| close.run(())>{t!(search.all)}</a>
                </Show>
            </div>
        </search>
    }
}
