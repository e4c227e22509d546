//! What an entry of the ledger is called in lists and sums: the event behind it, or what was done without one.

use contract::Locale;

use super::movement;

pub fn name(locale: Locale, event_type: &str) -> String {
    match event_type {
        "points.adjusted" => say!(locale, report.adjusted),
        "points.expired" => say!(locale, report.expired_points),
        "points.released" | "points.ran_out" => say!(locale, report.released),
        "points.held" | "points.spent" => say!(locale, movements.redemption),
        "points.corrected" => say!(locale, movements.correction),
        other => movement::name(locale, movement::kind(other)),
    }
}
