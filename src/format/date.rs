//! Dates and times in words of the language.

use std::cell::RefCell;

use contract::Locale;
use js_sys::{Date, Function, Intl::DateTimeFormat, Intl::RelativeTimeFormat};
use wasm_bindgen::JsValue;

use super::calendar::{self, Unit};
use super::{intl_locales, options};
use crate::browser;

/// How much of a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `20 November 2026`
    Full,
    /// `20 November`
    Day,
    /// `20 Nov 2026`
    Short,
    /// `Nov`
    MonthShort,
    /// `November 2026`
    MonthLong,
    /// `20 Nov 2026, 14:05`, in the device's time zone
    Time,
}

thread_local! {
    // Making a formatter costs a hundred times more than using it.
    static MADE: RefCell<Vec<(Locale, Style, Function)>> = const { RefCell::new(Vec::new()) };
}

/// A calendar day, `YYYY-MM-DD`; it has no time zone and is not moved by one. The date of a moment works too.
pub fn date(locale: Locale, day: &str, style: Style) -> String {
    write(locale, &Date::new(&JsValue::from_str(day)), style, day)
}

/// A month, `YYYY-MM`.
pub fn month(locale: Locale, month: &str, style: Style) -> String {
    write(
        locale,
        &Date::new(&JsValue::from_str(&format!("{month}-01"))),
        style,
        month,
    )
}

/// A moment, RFC 3339, in the device's time zone.
pub fn date_time(locale: Locale, at: &str) -> String {
    write(locale, &Date::new(&JsValue::from_str(at)), Style::Time, at)
}

/// A moment as its distance from now: `3 minutes ago`, `yesterday`; after four weeks as a date.
pub fn relative(locale: Locale, at: &str) -> String {
    let moment = Date::new(&JsValue::from_str(at));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "seconds since 1970 fit an i64"
    )]
    let seconds = ((moment.get_time() - browser::now()) / 1000.0) as i64;
    let Some((amount, unit)) = calendar::distance(seconds) else {
        return write(locale, &moment, Style::Short, at);
    };
    let unit = match unit {
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
    };
    let format = RelativeTimeFormat::new(&intl_locales(locale), &options(&[("numeric", "auto")]));
    #[expect(clippy::cast_precision_loss, reason = "the amount is below a hundred")]
    let amount = amount as f64;
    format.format(amount, unit).into()
}

fn write(locale: Locale, moment: &Date, style: Style, fallback: &str) -> String {
    if moment.get_time().is_nan() {
        return fallback.to_owned();
    }
    formatter(locale, style)
        .call1(&JsValue::UNDEFINED, moment)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| fallback.to_owned())
}

fn formatter(locale: Locale, style: Style) -> Function {
    MADE.with_borrow_mut(|made| {
        if let Some((.., format)) = made.iter().find(|(l, s, _)| *l == locale && *s == style) {
            return format.clone();
        }
        let utc = ("timeZone", "UTC");
        let chosen: &[(&str, &str)] = match style {
            Style::Full => &[utc, ("dateStyle", "long")],
            Style::Day => &[utc, ("day", "numeric"), ("month", "long")],
            Style::Short => &[
                utc,
                ("day", "numeric"),
                ("month", "short"),
                ("year", "numeric"),
            ],
            Style::MonthShort => &[utc, ("month", "short")],
            Style::MonthLong => &[utc, ("month", "long"), ("year", "numeric")],
            Style::Time => &[("dateStyle", "medium"), ("timeStyle", "short")],
        };
        let format = DateTimeFormat::new(&intl_locales(locale), &options(chosen)).format();
        made.push((locale, style, format.clone()));
        format
    })
}
