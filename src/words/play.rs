//! Badges, streaks and challenges in words.

use contract::{BadgeEarned, BadgeProgress, BadgeReason, ChallengeState, ChallengeView, Locale};

use super::tier::points;
use crate::format::{self, Style};

/// The day and the reason of a badge.
pub fn earned(locale: Locale, earned: &BadgeEarned) -> String {
    let day = format::date(locale, &earned.on, Style::Full);
    let about = || format::date(locale, &earned.about, Style::Full);
    match earned.reason {
        BadgeReason::Event if earned.about.is_empty() => say!(locale, play.earned, date = day),
        BadgeReason::Event => {
            say!(
                locale,
                play.earned_with,
                date = day,
                about = earned.about.clone()
            )
        }
        BadgeReason::Together => say!(locale, play.earned_since, date = day, since = about()),
        BadgeReason::Streak => say!(locale, play.earned_streak, date = day, week = about()),
    }
}

/// How far an open badge is.
pub fn progress(locale: Locale, progress: BadgeProgress) -> String {
    say!(
        locale,
        play.progress,
        n = format::number(locale, progress.counted),
        of = format::number(locale, progress.of)
    )
}

/// `4 weeks in a row`
pub fn weeks(locale: Locale, weeks: u32) -> String {
    let count = i32::try_from(weeks).unwrap_or(i32::MAX);
    say!(locale, play.weeks, count = count, n = weeks)
}

/// How far a challenge is.
pub fn standing(locale: Locale, challenge: &ChallengeView) -> String {
    say!(
        locale,
        play.standing,
        n = format::number(locale, challenge.counted),
        of = format::number(locale, challenge.goal)
    )
}

/// What a person has added.
pub fn mine(locale: Locale, mine: i64) -> String {
    say!(locale, play.mine, n = format::number(locale, mine))
}

/// What the company gets, or got.
pub fn reward(locale: Locale, challenge: &ChallengeView) -> String {
    let points = points(locale, challenge.points);
    match (challenge.state, &challenge.reached_on) {
        (ChallengeState::Reached, Some(day)) => {
            let date = format::date(locale, day, Style::Full);
            say!(locale, play.reached_on, date = date, points = points)
        }
        (ChallengeState::Ended, _) => say!(locale, play.not_reached),
        _ => say!(locale, play.brings, points = points),
    }
}
