//! The two moments that the boot script handles since the app cannot: before it stands, and after it has fallen.

use std::panic::PanicHookInfo;

use leptos::prelude::{document, window};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// Hands every panic to the boot script, which shows the way on and reports to the server. After a panic this program must
/// run no more, so nothing is done here but the handing over.
pub fn watch() {
    std::panic::set_hook(Box::new(|info| announce(&describe(info))));
}

/// Takes the boot screen away: from here on the app shows itself.
pub fn boot_is_over() {
    if let Some(screen) = document().get_element_by_id("boot") {
        screen.remove();
    }
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let place = info
        .location()
        .map(|place| format!(" at {}:{}", place.file(), place.line()))
        .unwrap_or_default();
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic");
    format!("{message}{place}")
}

fn announce(message: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&JsValue::from_str(message));
    if let Ok(event) = CustomEvent::new_with_event_init_dict("kizuna:crash", &init) {
        // Without a listener there is nobody left to tell.
        let _ = window().dispatch_event(&event);
    }
}
