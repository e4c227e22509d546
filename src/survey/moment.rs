//! A quiet moment: nobody types, no dialog is open, no form holds what would be lost.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser;
use crate::navigation::use_navigation;

/// Looked at so often.
const EVERY: Duration = Duration::from_millis(500);
/// Nothing must have been typed for so long.
const REST: f64 = 3_000.0;
/// It must be quiet so many times in a row.
const IN_A_ROW: u32 = 3;

/// Calls back again and again for as long as it is quiet.
pub fn when_quiet(on_quiet: Callback<()>) {
    let navigation = use_navigation();
    let typed_at = StoredValue::new(0.0);
    let quiet = StoredValue::new(0_u32);
    let listener = window_event_listener(leptos::ev::keydown, move |_| {
        let _ = typed_at.try_set_value(browser::now());
    });
    let look = move || {
        let Some(last) = typed_at.try_get_value() else {
            return;
        };
        let is_quiet = browser::now() - last > REST && !is_busy() && !navigation.has_unsaved();
        let before = quiet.try_get_value().unwrap_or_default();
        let times = if is_quiet {
            before.saturating_add(1)
        } else {
            0
        };
        let _ = quiet.try_set_value(times);
        if times >= IN_A_ROW {
            on_quiet.run(());
        }
    };
    let timer = set_interval_with_handle(look, EVERY);
    on_cleanup(move || {
        listener.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

/// Whether the reader is in the middle of something.
fn is_busy() -> bool {
    let is_there = |selector: &str| matches!(document().query_selector(selector), Ok(Some(_)));
    let is_typing = document().active_element().is_some_and(|element| {
        let name = element.tag_name();
        let is_field = matches!(name.as_str(), "INPUT" | "TEXTAREA" | "SELECT");
        is_field || element.has_attribute("contenteditable")
    });
    is_typing || is_there("dialog[open], [role=menu], [aria-busy=true]")
}
