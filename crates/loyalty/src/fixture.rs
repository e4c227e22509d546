//! Programmes, events and zones for tests.

use jiff::tz::TimeZone;

use crate::programme::{Programme, check};

/// The programme that the repository ships.
pub const REAL: &str = include_str!("../../../program/2026-01-kizuna.toml");

/// The shipped programme with stretches of its text replaced, each once.
pub fn changed(file: &str, changes: &[(&str, &str)]) -> Programme {
    let mut text = REAL.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the file holds {from}");
        text = text.replacen(from, to, 1);
    }
    let (programme, problems) = check(file, &text);
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    programme.unwrap_or_else(|| panic!("{}", told.join("\n")))
}

/// Central Europe, whose clocks change on the last Sundays of March and October.
pub fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("is a zone")
}
