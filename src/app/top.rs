//! The line above every page: the way to search, and what else stands beside it.
//!
//! The server draws the same line above an article (`crates/server/src/article_page/markup.rs`).

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::lazy::{self, LazyPart};
use crate::components::Icon;
use crate::route::Route;

/// Whether the palette is open.
#[derive(Clone, Copy)]
pub struct PaletteSwitch(pub RwSignal<bool>);

pub fn use_palette() -> PaletteSwitch {
    expect_context()
}

#[component]
pub fn Top(children: Children) -> impl IntoView {
    let is_open = RwSignal::new(false);
    provide_context(PaletteSwitch(is_open));
    let press = window_event_listener(ev::keydown, move |event| {
        if asks_for_search(&event) && !is_over_page() {
            event.prevent_default();
            is_open.set(true);
        }
    });
    on_cleanup(move || press.remove());
    let open = move |event: ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            is_open.set(true);
        }
    };
    // Fetched once, and not before somebody wants it.
    let was_opened = Memo::new(move |was: Option<&bool>| is_open.get() || was == Some(&true));
    view! {
        <nav class="top" aria-label=t!(shell.tools)>
            <a class="find" href=Route::SEARCH.href() aria-keyshortcuts="/ Control+K Meta+K" on:click=open>
                <Icon name=Icon::Search/>
                <span class="find__text">{t!(search.open)}</span>
                <kbd class="find__key" aria-hidden="true">"/"</kbd>
            </a>
            {children()}
        </nav>
        <Show when=move || was_opened.get()>
            <LazyPart part=lazy::PALETTE is_open/>
        </Show>
    }
}

/// Ctrl-K or ⌘K anywhere, a slash where nobody writes.
fn asks_for_search(event: &ev::KeyboardEvent) -> bool {
    let is_command = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "k" | "K" => is_command && !event.alt_key() && !event.shift_key(),
        "/" => !is_command && !event.alt_key() && !is_written_into(event),
        _ => false,
    }
}

fn is_written_into(event: &ev::KeyboardEvent) -> bool {
    let target = event.target();
    let Some(element) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    element.is_content_editable()
        || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
}

/// Whether a dialog stands over the page: its keys are its own.
fn is_over_page() -> bool {
    let open: Option<Element> = document().query_selector("dialog[open]").ok().flatten();
    open.is_some()
}
