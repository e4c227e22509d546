//! All versions of the programme, and which of them was in force when.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::calendar::{day_of, end_of, start_of};
use super::{Dimension, Expiry, Programme};
use crate::earning::Arrival;

/// Versions by the day they begin, earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions(Vec<Programme>);

impl Versions {
    /// In any order. Of two that begin on the same day the one with the later name counts.
    pub fn new(mut versions: Vec<Programme>) -> Self {
        versions.sort_by(|one, other| {
            (one.valid_from, &one.version).cmp(&(other.valid_from, &other.version))
        });
        Self(versions)
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Programme> {
        self.0.iter()
    }

    pub fn on(&self, day: Date) -> Option<&Programme> {
        self.0
            .iter()
            .rev()
            .find(|version| version.valid_from <= day)
    }

    /// The version in force at the moment, in the account's zone.
    pub fn at(&self, time: Timestamp, zone: &TimeZone) -> Option<&Programme> {
        self.on(day_of(time, zone))
    }

    /// Whether an event counts that was reported at `received`: as the version of its own time says, or else the first.
    /// Without any version only what lies in the future does not count.
    pub fn arrival(&self, happened: Timestamp, received: Timestamp, zone: &TimeZone) -> Arrival {
        match self.at(happened, zone).or(self.0.first()) {
            Some(version) => version.arrival.arrival(happened, received),
            None if happened > received => Arrival::TooEarly,
            None => Arrival::InTime,
        }
    }

    /// Whether events of the kind earn anything, count toward a tier or are played with in any version.
    pub fn looks_at(&self, kind: &str) -> bool {
        self.0.iter().any(|version| {
            let mut rules = version.rules.iter().map(|rule| &rule.event);
            let mut spend = version.tiers.spend_from.iter();
            let levels = version.tiers.levels.iter();
            let mut dimensions = levels
                .flat_map(|level| &level.thresholds)
                .map(|threshold| &threshold.dimension);
            rules.any(|event| event.matches(kind))
                || version.plays_with(kind)
                || spend.any(|event| event.matches(kind))
                || dimensions.any(|dimension| {
                    matches!(dimension, Dimension::Activities(event) if event.matches(kind))
                })
        })
    }

    /// The versions still to come after the day.
    pub fn coming(&self, day: Date) -> impl Iterator<Item = &Programme> {
        self.0
            .iter()
            .filter(move |version| version.valid_from > day)
    }

    /// The moments at which versions begin, with them, earliest first.
    pub(crate) fn starts(&self, zone: &TimeZone) -> Vec<(Timestamp, &Programme)> {
        self.0
            .iter()
            .map(|version| (start_of(version.valid_from, zone), version))
            .collect()
    }

    /// When points earned at the moment run out: as the version in force then promised, whatever came later, but never after the
    /// last day of a programme that ends.
    pub fn expires(&self, earned: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let day = day_of(earned, zone);
        let promised = self
            .on(day)
            .or(self.0.first())
            .and_then(|version| version.expiry)
            .map(|expiry| expiry.last_day(day));
        let ending = self
            .0
            .last()
            .and_then(|version| version.ends)
            .map(|ends| ends.redeeming_until);
        let last_day = match (promised, ending) {
            (Some(promised), Some(ending)) => Some(promised.min(ending)),
            (one, other) => one.or(other),
        };
        last_day.map(|day| end_of(day, zone))
    }
}

impl Expiry {
    /// The last day on which points earned on the day are good.
    pub fn last_day(self, earned: Date) -> Date {
        match self {
            Self::RollingMonths(months) => earned.saturating_add(i32::from(months).months()),
            Self::PeriodEnd {
                period,
                keep_periods,
            } => period.last_day_after(earned, keep_periods),
        }
    }
}
