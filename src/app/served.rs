//! What the server sent along with the page: who is signed in, and the answers that the page asks for first.
//!
//! With it the app's first drawing is complete. On an article's page it takes the place of the served one before anything is
//! painted.

use std::collections::HashMap;

use contract::Me;
use leptos::prelude::document;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Served {
    /// Nobody where it is absent.
    pub me: Option<Me>,
    /// Bodies by path below `/api/v1`.
    pub answers: HashMap<String, String>,
}

/// What was served, if the page holds it; the second call finds nothing.
pub fn take() -> Option<Served> {
    let element = document().get_element_by_id("kept")?;
    let text = element.text_content()?;
    element.remove();
    // What cannot be read was written by another build; the app asks for itself then.
    serde_json::from_str(&text).ok()
}
