//! Spans of days in words.

use contract::Locale;

use crate::format::{self, Style};

/// `1 Jan 2026 to 31 Mar 2026`, or since when.
pub fn span(locale: Locale, from: &str, until: Option<&str>) -> String {
    let from = format::date(locale, from, Style::Short);
    if let Some(until) = until {
        let until = format::date(locale, until, Style::Short);
        say!(locale, benefits.span, from = from, until = until)
    } else {
        say!(locale, benefits.from, date = from)
    }
}
