//! When a survey runs.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use crate::calendar::{day_of, days_later, start_of};

/// The dates of all waves, in each account's own time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaveRule {
    /// In order, none into the next; never empty.
    Dates(Vec<Wave>),
    /// From the first day on, every so many months, for so many days; without days until the next begins.
    Every {
        first: Date,
        months: u16,
        days: Option<u16>,
    },
}

/// One run of a survey. Its first day names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Wave {
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl Wave {
    pub fn begins(&self, zone: &TimeZone) -> Timestamp {
        start_of(self.from, zone)
    }

    /// The moment after which nothing is asked and no answer taken.
    pub fn ends(&self, zone: &TimeZone) -> Timestamp {
        self.until
            .tomorrow()
            .map_or(Timestamp::MAX, |next| start_of(next, zone))
    }

    pub fn is_open(&self, now: Timestamp, zone: &TimeZone) -> bool {
        self.begins(zone) <= now && now < self.ends(zone)
    }

    /// Both ends count.
    pub fn days(&self) -> u16 {
        let days = self
            .until
            .since(self.from)
            .map_or(0, |span| span.get_days());
        u16::try_from(days.saturating_add(1)).unwrap_or(1).max(1)
    }
}

impl WaveRule {
    /// All that end on the day or later, earliest first. Those that repeat go on for as long as there are dates.
    pub fn from(&self, day: Date) -> Box<dyn Iterator<Item = Wave> + '_> {
        match self {
            Self::Dates(waves) => {
                Box::new(waves.iter().copied().filter(move |wave| wave.until >= day))
            }
            Self::Every {
                first,
                months,
                days,
            } => {
                let past = months_between(*first, day) / u32::from(*months).max(1);
                let (first, months, days) = (*first, *months, *days);
                let waves = (past.saturating_sub(1)..)
                    .map_while(move |number| repeated(first, months, days, number));
                Box::new(waves.filter(move |wave| wave.until >= day))
            }
        }
    }

    /// The wave that is open at the moment.
    pub fn open_at(&self, now: Timestamp, zone: &TimeZone) -> Option<Wave> {
        self.from(day_of(now, zone))
            .next()
            .filter(|wave| wave.is_open(now, zone))
    }
}

fn repeated(first: Date, months: u16, days: Option<u16>, number: u32) -> Option<Wave> {
    let after = |number: u32| {
        let months = i32::try_from(u64::from(number) * u64::from(months)).ok()?;
        first.checked_add(months.months()).ok()
    };
    let from = after(number)?;
    let next = after(number.checked_add(1)?)?;
    let last = next.yesterday().ok()?;
    let until = days.map_or(last, |days| {
        days_later(from, days.saturating_sub(1)).min(last)
    });
    Some(Wave { from, until })
}

/// Whole months from one day to another; none when it lies before.
fn months_between(first: Date, day: Date) -> u32 {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    u32::try_from(months(day) - months(first)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::offset;

    use super::*;

    #[test]
    fn waves_repeat_by_the_calendar() {
        let rule = |days| WaveRule::Every {
            first: date(2026, 8, 31),
            months: 1,
            days,
        };
        let from = |rule: &WaveRule, day| -> Vec<Wave> { rule.from(day).take(3).collect() };
        let wave = |from, until| Wave { from, until };
        // Months without a 31st begin on their last day, and none runs into the next.
        assert_eq!(
            from(&rule(None), date(2026, 9, 30)),
            [
                wave(date(2026, 9, 30), date(2026, 10, 30)),
                wave(date(2026, 10, 31), date(2026, 11, 29)),
                wave(date(2026, 11, 30), date(2026, 12, 30)),
            ]
        );
        let short = rule(Some(5));
        assert_eq!(
            from(&short, date(2026, 1, 1))[0],
            wave(date(2026, 8, 31), date(2026, 9, 4))
        );
        assert_eq!(from(&short, date(2026, 9, 5))[0].from, date(2026, 9, 30));
        let tokyo = TimeZone::fixed(offset(9));
        let at = |text: &str| short.open_at(text.parse().expect("is a time"), &tokyo);
        assert_eq!(at("2026-08-30T14:59:59Z"), None);
        assert_eq!(
            at("2026-08-30T15:00:00Z").map(|wave| wave.from),
            Some(date(2026, 8, 31))
        );
        assert_eq!(at("2026-09-04T15:00:00Z"), None);
    }
}
