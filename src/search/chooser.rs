//! Choosing one of a list with the keys of the field above it: the field keeps the focus, the list shows the choice.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::unique_id;

/// Copied freely; its element ids tie the field to the list for screen readers.
#[derive(Clone, Copy)]
pub struct Chooser {
    list: StoredValue<String>,
    chosen: RwSignal<usize>,
    count: Signal<usize>,
}

impl Chooser {
    /// Chooses among so many; another list begins at its first.
    pub fn new(count: Signal<usize>) -> Self {
        Self {
            list: StoredValue::new(unique_id("results")),
            chosen: RwSignal::new(0),
            count,
        }
    }

    pub fn list_id(self) -> String {
        self.list.get_value()
    }

    pub fn option_id(self, index: usize) -> String {
        format!("{}-{index}", self.list.get_value())
    }

    /// The id of the chosen element, for the field; nothing where there is no list.
    pub fn active(self) -> Option<String> {
        let chosen = self.chosen.get();
        (chosen < self.count.get()).then(|| self.option_id(chosen))
    }

    pub fn is_chosen(self, index: usize) -> bool {
        self.chosen.get() == index
    }

    pub fn begin(self) {
        self.chosen.set(0);
    }

    pub fn choose(self, index: usize) {
        self.chosen.set(index);
    }

    /// Whether the key was meant for the list.
    pub fn press(self, event: &ev::KeyboardEvent) -> bool {
        // While a word of Japanese or Chinese is being composed, its keys belong to the input method.
        if event.is_composing() {
            return false;
        }
        let count = self.count.get_untracked();
        let chosen = self.chosen.get_untracked();
        let Some(next) = moved(&event.key(), chosen, count) else {
            if event.key() == "Enter" && count > 0 {
                event.prevent_default();
                self.open();
                return true;
            }
            return false;
        };
        event.prevent_default();
        self.chosen.set(next);
        if let Some(option) = self.element() {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
        true
    }

    /// As a press of the mouse on it would.
    fn open(self) {
        if let Some(option) = self.element() {
            option.click();
        }
    }

    fn element(self) -> Option<HtmlElement> {
        let id = self.option_id(self.chosen.get_untracked());
        document().get_element_by_id(&id)?.dyn_into().ok()
    }
}

/// Where a key leads in a list that goes round; nothing where it means something else.
fn moved(key: &str, chosen: usize, count: usize) -> Option<usize> {
    if count == 0 {
        return None;
    }
    match key {
        "ArrowDown" => Some((chosen + 1) % count),
        "ArrowUp" => Some(chosen.checked_sub(1).unwrap_or(count - 1)),
        "PageDown" => Some((chosen + 5).min(count - 1)),
        "PageUp" => Some(chosen.saturating_sub(5)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_goes_round() {
        assert_eq!(moved("ArrowDown", 2, 3), Some(0));
        assert_eq!(moved("ArrowUp", 0, 3), Some(2));
        assert_eq!(moved("PageDown", 1, 3), Some(2));
        assert_eq!(moved("PageUp", 7, 9), Some(2));
        assert_eq!(moved("a", 0, 3), None);
        assert_eq!(moved("ArrowDown", 0, 0), None);
    }
}
