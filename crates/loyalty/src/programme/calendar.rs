//! Days, months and periods on the calendar of an account's time zone.
//!
//! Everything is reckoned in civil dates and becomes a moment only at the end, so that days of 23 and 25 hours are days.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

/// A stretch of the calendar after which counting begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    Year,
    Half,
    Quarter,
}

/// Over what the tiers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Calendar(Period),
    RollingMonths(u16),
}

/// Within what a cap counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    Day,
    Month,
    /// The calendar period of the tiers.
    Period(Period),
}

impl Period {
    pub const fn months(self) -> i8 {
        match self {
            Self::Year => 12,
            Self::Half => 6,
            Self::Quarter => 3,
        }
    }

    /// The first day of the period that the day lies in.
    pub fn start(self, day: Date) -> Date {
        let month = (day.month() - 1) / self.months() * self.months() + 1;
        Date::new(day.year(), month, 1).unwrap_or(day)
    }

    /// The first day of the period so many periods later.
    pub fn start_after(self, day: Date, periods: u16) -> Date {
        let months = i32::from(self.months()) * i32::from(periods);
        self.start(day).saturating_add(months.months())
    }

    /// The last day of the period so many periods later.
    pub fn last_day_after(self, day: Date, periods: u16) -> Date {
        self.start_after(day, periods.saturating_add(1))
            .saturating_sub(1.day())
    }
}

impl Window {
    /// The first day of the window that the day lies in.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Month => day.first_of_month(),
            Self::Period(period) => period.start(day),
        }
    }
}

/// The day of a moment.
pub(crate) fn day_of(time: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(time).date()
}

/// The moment at which a day begins: midnight, or the first moment after it where the clock jumps over midnight.
pub(crate) fn start_of(day: Date, zone: &TimeZone) -> Timestamp {
    zone.to_zoned(day.at(0, 0, 0, 0))
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// The moment after which a day is over.
pub(crate) fn end_of(day: Date, zone: &TimeZone) -> Timestamp {
    day.tomorrow()
        .map_or(Timestamp::MAX, |next| start_of(next, zone))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::fixture::berlin;

    #[test]
    fn periods_begin_and_end_on_the_calendar() {
        let day = date(2026, 8, 31);
        let of = |period: Period| (period.start(day), period.last_day_after(day, 0));
        assert_eq!(of(Period::Year), (date(2026, 1, 1), date(2026, 12, 31)));
        assert_eq!(of(Period::Half), (date(2026, 7, 1), date(2026, 12, 31)));
        assert_eq!(of(Period::Quarter), (date(2026, 7, 1), date(2026, 9, 30)));
        assert_eq!(
            Period::Year.last_day_after(day, 1),
            date(2027, 12, 31),
            "a tier of 2026 stays through 2027"
        );
    }

    #[test]
    fn every_day_lies_in_its_period() {
        for period in [Period::Year, Period::Half, Period::Quarter] {
            for day in date(2024, 1, 1).series(1.day()).take(731) {
                let (first, last) = (period.start(day), period.last_day_after(day, 0));
                assert!(first <= day && day <= last && first.day() == 1);
                assert_eq!(period.start(last), first, "{day}");
                assert_eq!(period.start_after(day, 1), last.saturating_add(1.day()));
            }
        }
    }

    #[test]
    fn a_day_that_is_short_or_has_no_midnight_is_a_day() {
        let berlin = berlin();
        let hours = |day: Date| {
            let (from, to) = (start_of(day, &berlin), end_of(day, &berlin));
            to.duration_since(from).as_hours()
        };
        assert_eq!(hours(date(2026, 3, 29)), 23);
        assert_eq!(hours(date(2026, 10, 25)), 25);
        // Clocks in Beirut go from 24:00 to 1:00.
        let beirut = TimeZone::posix("EET-2EEST,M3.5.0/0,M10.5.0/0").expect("is a zone");
        let first = start_of(date(2026, 3, 29), &beirut);
        assert_eq!(day_of(first, &beirut), date(2026, 3, 29));
        assert_eq!(first.to_string(), "2026-03-28T22:00:00Z");
    }
}
