//! Numbers, dates and names as a reader of the language expects them.
//!
//! The browser's `Intl` writes them; what to write is decided in `calendar` and `name`, which know no browser.

pub mod calendar;
pub mod name;

mod date;
mod number;

pub use date::{Style, date, date_time, month, relative};
pub use number::{money, number, signed, tenths};

use contract::Locale;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

/// The locale that `Intl` gets. English is the European one: the day before the month, as the texts are spelled.
fn intl_locales(locale: Locale) -> Array {
    let tag = match locale {
        Locale::En => "en-GB",
        Locale::Ja => "ja-JP",
        Locale::ZhHant => "zh-TW",
    };
    Array::of1(&JsValue::from_str(tag))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    options
}
