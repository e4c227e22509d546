//! Windows, places and averages of the board in words.

use contract::{BoardCap, BoardWindow, BoardWindowKind, Locale, WindowView};

use super::tier;
use crate::format::{self, Style};

/// `Week 10, 2 March to 8 March 2026`
pub fn window(locale: Locale, window: &BoardWindow) -> String {
    let part = |sign: char| {
        let (year, part) = window.id.split_once(sign).unwrap_or((&window.id, ""));
        (year.trim_end_matches('-').to_owned(), part.to_owned())
    };
    match window.kind {
        BoardWindowKind::Week => {
            let (_, week) = part('W');
            let day = |day: &Option<String>, style| {
                let day = day.as_deref().unwrap_or_default();
                format::date(locale, day, style)
            };
            say!(
                locale,
                team.week_of,
                week = week.trim_start_matches('0').to_owned(),
                from = day(&window.from, Style::Day),
                to = day(&window.to, Style::Full)
            )
        }
        BoardWindowKind::Month => format::month(locale, &window.id, Style::MonthLong),
        BoardWindowKind::Quarter => {
            let (year, quarter) = part('Q');
            say!(locale, team.quarter_of, quarter = quarter, year = year)
        }
        BoardWindowKind::Year => window.id.clone(),
        BoardWindowKind::All => say!(locale, team.all_time),
    }
}

/// The word of a kind, in addresses.
pub const fn kind_word(kind: BoardWindowKind) -> &'static str {
    match kind {
        BoardWindowKind::Week => "week",
        BoardWindowKind::Month => "month",
        BoardWindowKind::Quarter => "quarter",
        BoardWindowKind::Year => "year",
        BoardWindowKind::All => "all",
    }
}

/// How a place has changed, in words; the sign that goes with it.
pub fn change(locale: Locale, change: i64) -> (&'static str, String) {
    let count = i32::try_from(change.unsigned_abs()).unwrap_or(i32::MAX);
    let n = format::number(locale, change.saturating_abs());
    match change.signum() {
        1 => ("▲", say!(locale, team.up, count = count, n = n)),
        -1 => ("▼", say!(locale, team.down, count = count, n = n)),
        _ => ("＝", say!(locale, team.same)),
    }
}

pub fn cap(locale: Locale, cap: &BoardCap) -> String {
    let per = match cap.per {
        WindowView::Day => say!(locale, team.per_day),
        WindowView::Month => say!(locale, team.per_month),
        WindowView::Quarter => say!(locale, team.per_quarter),
        WindowView::Half => say!(locale, team.per_half),
        WindowView::Year => say!(locale, team.per_year),
    };
    let (rule, points) = (cap.rule.clone(), tier::points(locale, cap.points));
    if cap.is_by_member {
        say!(
            locale,
            team.cap_person,
            rule = rule,
            points = points,
            per = per
        )
    } else {
        say!(
            locale,
            team.cap_company,
            rule = rule,
            points = points,
            per = per
        )
    }
}

/// What is wrong with a nickname.
pub fn nickname_problem(locale: Locale, code: &str) -> String {
    match code {
        "required" => say!(locale, profile.nick_required),
        "too_short" => say!(locale, profile.nick_short),
        "too_long" => say!(locale, profile.nick_long),
        "control" => say!(locale, profile.nick_control),
        "direction" => say!(locale, profile.nick_direction),
        "invisible" => say!(locale, profile.nick_invisible),
        "markup" => say!(locale, profile.nick_markup),
        "spaces" => say!(locale, profile.nick_spaces),
        "taken" => say!(locale, profile.nick_taken),
        _ => say!(locale, field.malformed),
    }
}

/// What is wrong with the name of a company in a league.
pub fn alias_problem(locale: Locale, code: &str) -> String {
    match code {
        "required" => say!(locale, board_settings.alias_required),
        "own_name" => say!(locale, board_settings.alias_own),
        "taken" => say!(locale, board_settings.alias_taken),
        other => nickname_problem(locale, other),
    }
}
