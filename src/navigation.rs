//! What a change of page owes to its reader: focus on the new heading, a spoken title, the place where one was on the way
//! back, and a fresh app when a new one was deployed.

use std::collections::HashMap;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollRestoration};

use crate::{api::Client, browser};

const RELOADED_FOR: &str = "kizuna-reloaded";
/// Frames to wait for a page to grow before giving up its old scroll position: about a second.
const PATIENCE: u32 = 60;

#[derive(Clone, Copy)]
pub struct Navigation {
    /// A page was entered and its heading has not been focused yet.
    wants_focus: RwSignal<bool>,
    announcement: RwSignal<String>,
    /// Forms holding text that a reload would lose.
    dirty_forms: RwSignal<usize>,
}

impl Navigation {
    pub fn provide() -> Self {
        let navigation = Self {
            wants_focus: RwSignal::new(false),
            announcement: RwSignal::new(String::new()),
            dirty_forms: RwSignal::new(0),
        };
        provide_context(navigation);
        navigation
    }

    /// What a screen reader is told.
    pub fn announcement(self) -> Signal<String> {
        self.announcement.into()
    }

    /// Tells a screen reader something that appeared by itself.
    pub fn announce(self, text: String) {
        self.announcement.set(text);
    }

    /// Whether a form holds text that would be lost.
    pub fn has_unsaved(self) -> bool {
        self.dirty_forms.get_untracked() > 0
    }

    /// A page's heading is there: the tab gets its title, and after a change of page it gets the focus.
    pub fn arrive(self, title: &str, heading: Option<&HtmlElement>) {
        document().set_title(&format!("{title} · Kizuna"));
        if !self.wants_focus.get_untracked() {
            return;
        }
        let Some(heading) = heading else { return };
        self.wants_focus.set(false);
        self.announcement.set(title.to_owned());
        let options = web_sys::FocusOptions::new();
        // Scrolling belongs to the router and to the way back.
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }

    /// Counts a form as dirty until the closure's owner goes or it turns clean.
    pub fn guard(self, is_dirty: Signal<bool>) {
        Effect::new(move |was: Option<bool>| {
            let is = is_dirty.get();
            if is != was.unwrap_or(false) {
                self.dirty_forms.update(|count| {
                    *count = if is {
                        *count + 1
                    } else {
                        count.saturating_sub(1)
                    }
                });
            }
            is
        });
        on_cleanup(move || {
            if is_dirty.try_get_untracked().unwrap_or(false) {
                let _ = self
                    .dirty_forms
                    .try_update(|count| *count = count.saturating_sub(1));
            }
        });
    }

    /// Watches the address. Call inside the router.
    pub fn watch(self, client: Client) {
        let location = use_location();
        let path = location.pathname;
        Effect::new(move |before: Option<String>| {
            let path = path.get();
            if before.as_ref().is_some_and(|before| *before != path) {
                if client.is_outdated() && self.dirty_forms.get_untracked() == 0 {
                    reload_once();
                }
                self.wants_focus.set(true);
            }
            path
        });
        restore_scroll();
    }
}

/// Goes somewhere without a step of history for it.
pub fn in_place() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    }
}

/// The same for what is written into the address as one types: the page stays where it is.
pub fn in_place_as_it_stands() -> NavigateOptions {
    NavigateOptions {
        scroll: false,
        ..in_place()
    }
}

pub fn use_navigation() -> Navigation {
    expect_context()
}

/// Loads the app anew at the address of now, once for each build: a cache that serves the old page again must not trap
/// anyone in a circle.
pub fn reload_once() {
    let running = browser::meta("kizuna-build").unwrap_or_default();
    if browser::load_for_tab(RELOADED_FOR).as_deref() == Some(&running)
        || !browser::save_for_tab(RELOADED_FOR, &running)
    {
        return;
    }
    // The router writes the address only after the page is there; one turn later it has.
    set_timeout(
        || {
            let _ = window().location().reload();
        },
        std::time::Duration::from_millis(30),
    );
}

/// Remembers how far each address was scrolled, and goes back there on the way back.
///
/// The browser cannot do it, since it tries before the page has its height again.
fn restore_scroll() {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    let places = StoredValue::new(HashMap::<String, f64>::new());
    let scroll = window_event_listener(leptos::ev::scroll, move |_| {
        let place = window().scroll_y().unwrap_or_default();
        let _ = places.try_update_value(|places| places.insert(browser::address(), place));
    });
    let back = window_event_listener(leptos::ev::popstate, move |_| {
        let place = places.with_value(|places| places.get(&browser::address()).copied());
        scroll_when_high_enough(place.unwrap_or_default(), PATIENCE);
    });
    on_cleanup(move || {
        scroll.remove();
        back.remove();
    });
}

fn scroll_when_high_enough(place: f64, patience: u32) {
    request_animation_frame(move || {
        let reachable = document().document_element().map_or(0.0, |root| {
            f64::from(root.scroll_height() - root.client_height())
        });
        if reachable >= place || patience == 0 {
            window().scroll_to_with_x_and_y(0.0, place.min(reachable));
        } else {
            scroll_when_high_enough(place, patience - 1);
        }
    });
}

/// Moves the focus to an element by its id.
pub fn focus(id: &str) {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}
