//! Spans and distances of time, as numbers. It knows no language and no clock.

/// The unit of a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
}

/// The part of the day that a greeting names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    Morning,
    Afternoon,
    Evening,
}

pub const fn day_part(hour: u32) -> DayPart {
    match hour {
        4..=11 => DayPart::Morning,
        12..=17 => DayPart::Afternoon,
        _ => DayPart::Evening,
    }
}

/// The coarsest unit that still says something, for a distance in seconds (negative: in the past). Nothing beyond four
/// weeks, where a date says more.
pub const fn distance(seconds: i64) -> Option<(i64, Unit)> {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let size = seconds.abs();
    let (length, unit) = if size < MINUTE {
        // To the second nobody cares: "now".
        return Some((0, Unit::Second));
    } else if size < HOUR {
        (MINUTE, Unit::Minute)
    } else if size < DAY {
        (HOUR, Unit::Hour)
    } else if size < 14 * DAY {
        (DAY, Unit::Day)
    } else if size < 28 * DAY {
        (7 * DAY, Unit::Week)
    } else {
        return None;
    };
    Some((seconds / length, unit))
}

/// The month so many months after another, `YYYY-MM`; none for what is no month.
pub fn month_beside(month: &str, by: i32) -> Option<String> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    let months = year * 12 + month - 1 + by;
    Some(format!(
        "{:04}-{:02}",
        months.div_euclid(12),
        months.rem_euclid(12) + 1
    ))
}

/// The first and the last day of a month `YYYY-MM`; none for what is no month.
pub fn month_days(month: &str) -> Option<(String, String)> {
    let (year, number) = month.split_once('-')?;
    let (year, number): (u32, u32) = (year.parse().ok()?, number.parse().ok()?);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match number {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    Some((format!("{month}-01"), format!("{month}-{days}")))
}

/// Whole years and months between two days; zero when the first is the later.
pub const fn span(from: (u32, u32, u32), to: (u32, u32, u32)) -> (u32, u32) {
    let mut months = (to.0 as i64 * 12 + to.1 as i64) - (from.0 as i64 * 12 + from.1 as i64);
    if to.2 < from.2 {
        months -= 1;
    }
    if months < 0 {
        return (0, 0);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a span of years, checked not negative"
    )]
    let months = months as u32;
    (months / 12, months % 12)
}

/// Reads `YYYY-MM-DD`, or the day of an RFC 3339 moment.
pub fn parse_day(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.get(..10)?.split('-').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_beside_cross_the_year() {
        assert_eq!(month_beside("2026-01", -1).as_deref(), Some("2025-12"));
        assert_eq!(month_beside("2026-12", 1).as_deref(), Some("2027-01"));
        assert_eq!(month_beside("", 1), None);
    }

    #[test]
    fn months_end_on_their_own_day() {
        let last = |month| month_days(month).map(|(_, last)| last);
        assert_eq!(last("2026-11").as_deref(), Some("2026-11-30"));
        assert_eq!(last("2026-12").as_deref(), Some("2026-12-31"));
        assert_eq!(last("2026-02").as_deref(), Some("2026-02-28"));
        assert_eq!(last("2028-02").as_deref(), Some("2028-02-29"));
        assert_eq!(last("2100-02").as_deref(), Some("2100-02-28"));
        assert_eq!(last("2026-13"), None);
        assert_eq!(last("november"), None);
    }

    #[test]
    fn greetings_follow_the_hour() {
        assert_eq!(day_part(3), DayPart::Evening);
        assert_eq!(day_part(4), DayPart::Morning);
        assert_eq!(day_part(11), DayPart::Morning);
        assert_eq!(day_part(12), DayPart::Afternoon);
        assert_eq!(day_part(18), DayPart::Evening);
    }

    #[test]
    fn distances_take_the_coarsest_unit_that_says_something() {
        assert_eq!(distance(-5), Some((0, Unit::Second)));
        assert_eq!(distance(-60), Some((-1, Unit::Minute)));
        assert_eq!(distance(-3 * 3600), Some((-3, Unit::Hour)));
        assert_eq!(distance(-86_400), Some((-1, Unit::Day)));
        assert_eq!(distance(7 * 86_400), Some((7, Unit::Day)));
        assert_eq!(distance(-15 * 86_400), Some((-2, Unit::Week)));
        assert_eq!(distance(-40 * 86_400), None);
    }

    #[test]
    fn spans_count_whole_months() {
        assert_eq!(span((2024, 7, 15), (2026, 11, 23)), (2, 4));
        assert_eq!(span((2024, 7, 24), (2026, 11, 23)), (2, 3));
        assert_eq!(span((2026, 11, 1), (2026, 11, 23)), (0, 0));
        assert_eq!(span((2027, 1, 1), (2026, 11, 23)), (0, 0));
        assert_eq!(span((2025, 12, 31), (2026, 12, 31)), (1, 0));
    }

    #[test]
    fn days_are_read_from_dates_and_moments() {
        assert_eq!(parse_day("2026-11-20"), Some((2026, 11, 20)));
        assert_eq!(parse_day("2026-11-20T08:00:00Z"), Some((2026, 11, 20)));
        assert_eq!(parse_day("2026"), None);
        assert_eq!(parse_day("not a date"), None);
    }
}
