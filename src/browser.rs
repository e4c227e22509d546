//! The few things of the browser that several modules need: storage, the document's language, the clock, what can wait.
//!
//! Storage may be refused (private windows, policies): then nothing is remembered, and nothing fails.

use std::time::Duration;

use leptos::prelude::{document, on_cleanup, set_timeout_with_handle, window};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

/// What somebody searched for: kept of a person, and gone when they sign out.
pub const SEARCHES: &str = "kizuna-searches";
/// An answer to a survey that the server has not got yet: kept of a person as well, and gone when they sign out.
pub const ANSWER: &str = "kizuna-answer";

/// For so long a page has the line and the processor to itself.
const PAGE_FIRST: Duration = Duration::from_secs(2);

/// What was saved on this device under a name.
pub fn load(name: &str) -> Option<String> {
    local_storage()?.get_item(name).ok()?
}

pub fn save(name: &str, value: &str) {
    if let Some(storage) = local_storage() {
        // A full or refused storage only means that the choice is not remembered.
        let _ = storage.set_item(name, value);
    }
}

pub fn forget(name: &str) {
    if let Some(storage) = local_storage() {
        let _ = storage.remove_item(name);
    }
}

/// Remembered until the tab closes.
pub fn load_for_tab(name: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(name).ok()?
}

/// Whether it could be remembered.
pub fn save_for_tab(name: &str, value: &str) -> bool {
    matches!(window().session_storage(), Ok(Some(storage)) if storage.set_item(name, value).is_ok())
}

/// The languages that the browser asks for, the dearest first.
pub fn languages() -> Vec<String> {
    window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect()
}

pub fn set_document_language(tag: &str) {
    set_document_attribute("lang", tag);
}

pub fn set_document_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // A constant, well-formed name cannot be refused.
        let _ = root.set_attribute(name, value);
    }
}

/// The content of `<meta name=…>`.
pub fn meta(name: &str) -> Option<String> {
    document()
        .query_selector(&format!("meta[name='{name}']"))
        .ok()??
        .get_attribute("content")
}

/// The part of the address after `#`.
pub fn fragment() -> String {
    window()
        .location()
        .hash()
        .unwrap_or_default()
        .trim_start_matches('#')
        .to_owned()
}

/// Path and query of the address.
pub fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Puts a text on the clipboard; false where the browser refuses.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Browsers have none outside secure origins.
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Waits so many milliseconds.
pub async fn pause(millis: i32) {
    let waited = js_sys::Promise::new(&mut |done, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, millis);
    });
    let _ = JsFuture::from(waited).await;
}

/// The IANA name of this device's time zone; UTC where the browser does not say.
pub fn time_zone() -> String {
    let options = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new())
        .resolved_options();
    js_sys::Reflect::get(&options, &JsValue::from_str("timeZone"))
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".to_owned())
}

/// Milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// The local calendar day and hour of this device.
pub fn today() -> (u32, u32, u32) {
    let date = js_sys::Date::new_0();
    (date.get_full_year(), date.get_month() + 1, date.get_date())
}

pub fn hour() -> u32 {
    js_sys::Date::new_0().get_hours()
}

/// Does what nobody waits for once the page has had its time, and not at all when whatever asked for it is gone by then.
pub fn after_the_page(work: impl FnOnce() + 'static) {
    if let Ok(waiting) = set_timeout_with_handle(work, PAGE_FIRST) {
        on_cleanup(move || waiting.clear());
    }
}

/// Opens the browser's dialog for printing; a browser without one does nothing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// A value that nobody else makes, as idempotency keys must be.
pub fn random_id() -> String {
    let random = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("crypto"))
        .and_then(|crypto| {
            let make = js_sys::Reflect::get(&crypto, &JsValue::from_str("randomUUID"))?;
            js_sys::Function::from(make).call0(&crypto)
        })
        .ok()
        .and_then(|id| id.as_string());
    // `randomUUID` exists only on secure origins; time and chance will do for a portal tried over plain HTTP.
    random.unwrap_or_else(|| format!("{}-{}", now(), js_sys::Math::random()))
}

fn local_storage() -> Option<Storage> {
    window().local_storage().ok()?
}
