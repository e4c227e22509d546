//! Working days and office hours of a company.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::random::Random;

/// What the story of a company plays in: two years up to now, in its own time zone.
pub(super) struct Stage<'a> {
    pub zone: &'a TimeZone,
    pub now: Timestamp,
    pub today: Date,
    pub first_day: Date,
}

impl<'a> Stage<'a> {
    pub(super) fn new(zone: &'a TimeZone, now: Timestamp) -> Self {
        let today = now.to_zoned(zone.clone()).date();
        Self {
            zone,
            now,
            today,
            first_day: today.saturating_sub(2.years()),
        }
    }

    /// The working days from `from` to `to`, both included, up to today.
    pub(super) fn working_days(&self, from: Date, to: Date) -> impl Iterator<Item = Date> + use<> {
        let (from, to) = (from.max(self.first_day), to.min(self.today));
        from.series(1.day())
            .take_while(move |day| *day <= to)
            .filter(|day| is_working(*day))
    }

    /// The same without today, for what must have happened at any hour.
    pub(super) fn past_working_days(
        &self,
        from: Date,
        to: Date,
    ) -> impl Iterator<Item = Date> + use<> {
        self.working_days(from, to.min(self.days_ago(1)))
    }

    pub(super) fn days_ago(&self, days: i64) -> Date {
        self.today.saturating_sub(days.days())
    }

    /// The last working day that is at least so many days ago.
    pub(super) fn working_day_before(&self, days: i64) -> Date {
        let latest = self.days_ago(days);
        let back = latest.series((-1).day()).take(7);
        back.into_iter()
            .find(|day| is_working(*day))
            .unwrap_or(latest)
    }

    /// A moment of the day within office hours.
    pub(super) fn office_hour(&self, day: Date, random: &mut Random) -> Timestamp {
        let hour = i8::try_from(random.between(8, 17)).unwrap_or(12);
        let (minute, second) = (random.below(60), random.below(60));
        let time = day.at(
            hour,
            i8::try_from(minute).unwrap_or(0),
            i8::try_from(second).unwrap_or(0),
            0,
        );
        time.to_zoned(self.zone.clone())
            .map_or(self.now, |zoned| zoned.timestamp())
    }

    /// The years that the story touches, oldest first.
    pub(super) fn years(&self) -> impl Iterator<Item = i16> {
        self.first_day.year()..=self.today.year()
    }
}

/// The number that stands for the day where chance is drawn for it.
pub(super) fn ordinal(day: Date) -> u64 {
    u64::from(day.year().unsigned_abs()) * 1_000 + u64::from(day.day_of_year().unsigned_abs())
}

fn is_working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && day.day_of_year() > 1
}
