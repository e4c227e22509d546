//! The windows of time that points are counted in, as the company's calendar has them. Pure.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan as _, Zoned};

use crate::{Error, Result};

/// `YYYY-MM`
pub(crate) fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The day in the company's time zone.
pub(crate) fn day(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// The twelve months up to that of `today`, oldest first.
pub(crate) fn last_twelve_months(today: Date) -> Vec<String> {
    let this = today.first_of_month();
    (0..12)
        .rev()
        .map(|back: i64| month(this.saturating_sub(back.months())))
        .collect()
}

/// When the ISO week of `now` began.
pub(crate) fn week_start(now: Timestamp, zone: &TimeZone) -> Result<Timestamp> {
    let today = day(now, zone);
    let since_monday = today.weekday().since(Weekday::Monday);
    start_of(today.saturating_sub(Span::new().days(since_monday)), zone)
}

/// When the day begins.
pub(crate) fn start_of(day: Date, zone: &TimeZone) -> Result<Timestamp> {
    let start: Zoned = day
        .to_zoned(zone.clone())
        .map_err(|error| Error::Unreadable(error.to_string()))?;
    Ok(start.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_in_the_companys_zone() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        // Sunday evening in Europe is Monday already in Japan.
        let now: Timestamp = "2026-11-22T16:00:00Z".parse().unwrap();
        assert_eq!(
            week_start(now, &zone).unwrap(),
            "2026-11-22T15:00:00Z".parse().unwrap()
        );
        let before: Timestamp = "2026-11-22T14:59:00Z".parse().unwrap();
        assert_eq!(
            week_start(before, &zone).unwrap(),
            "2026-11-15T15:00:00Z".parse().unwrap()
        );
    }

    #[test]
    fn twelve_months_end_with_this_one() {
        let months = last_twelve_months("2026-01-31".parse().unwrap());
        assert_eq!(months.len(), 12);
        assert_eq!(
            (months[0].as_str(), months[11].as_str()),
            ("2025-02", "2026-01")
        );
    }
}
