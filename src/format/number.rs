//! Whole numbers with the separators of the language.

use contract::Locale;
use js_sys::{Function, Intl::NumberFormat};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

use super::{intl_locales, options};

thread_local! {
    // Making a formatter costs a hundred times more than using it.
    static PLAIN: RefCell<Vec<(Locale, Function)>> = const { RefCell::new(Vec::new()) };
}

/// `12,345`
pub fn number(locale: Locale, value: i64) -> String {
    let format = PLAIN.with_borrow_mut(|made| {
        if let Some((_, format)) = made.iter().find(|(known, _)| *known == locale) {
            return format.clone();
        }
        let format = NumberFormat::new(&intl_locales(locale), &options(&[])).format();
        made.push((locale, format.clone()));
        format
    });
    // Points stay far below the 2^53 that a JavaScript number holds exactly.
    #[expect(clippy::cast_precision_loss, reason = "points stay far below 2^53")]
    let number = JsValue::from_f64(value as f64);
    format
        .call1(&JsValue::UNDEFINED, &number)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| value.to_string())
}

/// Tenths as a number with one digit behind the point: `128.5`
pub fn tenths(locale: Locale, tenths: i64) -> String {
    let wanted = options(&[]);
    for name in ["minimumFractionDigits", "maximumFractionDigits"] {
        let _ = js_sys::Reflect::set(&wanted, &name.into(), &JsValue::from_f64(1.0));
    }
    // Averages of points stay far below the 2^53 that a JavaScript number holds exactly.
    #[expect(clippy::cast_precision_loss, reason = "points stay far below 2^53")]
    let value = tenths as f64 / 10.0;
    NumberFormat::new(&intl_locales(locale), &wanted)
        .format()
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(value))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| value.to_string())
}

/// `+1,180`, `−320`, `0`
pub fn signed(locale: Locale, value: i64) -> String {
    let size = number(locale, value.saturating_abs());
    match value.signum() {
        1 => format!("+{size}"),
        -1 => format!("\u{2212}{size}"),
        _ => size,
    }
}

/// `€1,234.50`, `€100`, from minor units as the currency counts them.
pub fn money(locale: Locale, minor_units: i64, currency: &str) -> String {
    let wanted = options(&[
        ("style", "currency"),
        ("currency", currency),
        ("trailingZeroDisplay", "stripIfInteger"),
    ]);
    let format = NumberFormat::new(&intl_locales(locale), &wanted);
    let resolved = format.resolved_options();
    let name = JsValue::from_str("maximumFractionDigits");
    let digits = js_sys::Reflect::get(&resolved, &name)
        .ok()
        .and_then(|digits| digits.as_f64());
    // Amounts stay far below the 2^53 that a JavaScript number holds exactly.
    #[expect(clippy::cast_precision_loss, reason = "amounts stay below 2^53")]
    let amount = minor_units as f64 / 10_f64.powf(digits.unwrap_or(2.0));
    format
        .format()
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(amount))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| format!("{amount} {currency}"))
}
