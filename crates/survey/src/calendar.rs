//! Days of a time zone, and the days on which somebody works.
//!
//! Everything is reckoned in civil dates and becomes a moment only at the end, so that days of 23 and 25 hours are days.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;
use thiserror::Error;

/// Which days are worked: all but a weekend and holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkCalendar {
    weekend: Vec<Weekday>,
    holidays: BTreeSet<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Error)]
#[error("a calendar needs at least one working day in a week")]
pub struct NoWorkingDay;

impl WorkCalendar {
    pub fn new(
        weekend: &[Weekday],
        holidays: impl IntoIterator<Item = Date>,
    ) -> Result<Self, NoWorkingDay> {
        let has_working_day = Weekday::Monday
            .cycle_forward()
            .take(7)
            .any(|day| !weekend.contains(&day));
        if !has_working_day {
            return Err(NoWorkingDay);
        }
        Ok(Self {
            weekend: weekend.to_vec(),
            holidays: holidays.into_iter().collect(),
        })
    }

    pub fn is_working_day(&self, day: Date) -> bool {
        !self.weekend.contains(&day.weekday()) && !self.holidays.contains(&day)
    }

    /// The working day so many working days after the day, which itself does not count: asked on Friday with two days, it is
    /// Tuesday. At the end of all time it is the last day there is.
    pub fn after(&self, day: Date, working_days: u16) -> Date {
        let mut due = day;
        let mut left = working_days;
        while left > 0 {
            let Ok(next) = due.tomorrow() else {
                return due;
            };
            due = next;
            if self.is_working_day(due) {
                left -= 1;
            }
        }
        due
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

/// The day so many days later, or the last there is.
pub(crate) fn days_later(day: Date, days: u16) -> Date {
    day.saturating_add(i64::from(days).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn japan() -> WorkCalendar {
        let golden_week = [
            date(2026, 4, 29),
            date(2026, 5, 4),
            date(2026, 5, 5),
            date(2026, 5, 6),
        ];
        WorkCalendar::new(&[Weekday::Saturday, Weekday::Sunday], golden_week).expect("some work")
    }

    #[test]
    fn weekends_and_holidays_do_not_count() {
        let calendar = japan();
        // Friday, then Monday and Tuesday.
        assert_eq!(calendar.after(date(2026, 11, 20), 2), date(2026, 11, 24));
        // From Friday 1 May over the weekend and three holidays.
        assert_eq!(calendar.after(date(2026, 5, 1), 2), date(2026, 5, 8));
        // Said on a Sunday.
        assert_eq!(calendar.after(date(2026, 11, 22), 1), date(2026, 11, 23));
        assert_eq!(calendar.after(date(2026, 11, 22), 0), date(2026, 11, 22));
        let gulf = WorkCalendar::new(&[Weekday::Friday, Weekday::Saturday], []).expect("some work");
        assert_eq!(gulf.after(date(2026, 11, 26), 1), date(2026, 11, 29));
    }

    #[test]
    fn a_calendar_without_work_is_refused_and_time_ends_somewhere() {
        let all: Vec<Weekday> = Weekday::Monday.cycle_forward().take(7).collect();
        assert_eq!(WorkCalendar::new(&all, []), Err(NoWorkingDay));
        assert_eq!(japan().after(Date::MAX, 3), Date::MAX);
    }
}
