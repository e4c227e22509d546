//! Scores one after another, by month, by wave, or by any key with an order.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::interval::{Change, compare};
use super::summary::Reach;
use super::tally::{Cell, Tally, by_group};
use crate::calendar::day_of;

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

/// One place of a trend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point<K> {
    pub key: K,
    pub cell: Cell,
    /// Against the last point before it that is shown.
    pub change: Change,
}

impl Month {
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The month in which a moment lies.
    pub fn at(time: Timestamp, zone: &TimeZone) -> Self {
        Self::of(day_of(time, zone))
    }

    #[must_use]
    pub fn next(self) -> Self {
        if self.month < 12 {
            return Self {
                month: self.month + 1,
                ..self
            };
        }
        Self {
            year: self.year.saturating_add(1),
            month: 1,
        }
    }

    /// Both ends are part of it, so that a month without answers has its place.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |month| {
            let next = month.next();
            (next > *month).then_some(next)
        })
        .take_while(move |month| *month <= last)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

/// Groups in the order of their keys, each compared with the one shown before it.
pub fn trend<K: Ord, A: Ord>(groups: BTreeMap<K, (Tally<A>, Reach)>) -> Vec<Point<K>> {
    let populations: Vec<u64> = groups.values().map(|(_, reach)| reach.members).collect();
    let mut before = None;
    by_group(groups)
        .into_iter()
        .zip(populations)
        .map(|((key, cell), members)| {
            let Cell::Shown(summary) = &cell else {
                let change = Change::NotComparable;
                return Point { key, cell, change };
            };
            let answers = summary.distribution.answers();
            let now = (summary.distribution, Some(members.max(answers)));
            let change = before.map_or(Change::NotComparable, |(counted, population)| {
                compare((&counted, population), (&now.0, now.1))
            });
            before = Some(now);
            Point { key, cell, change }
        })
        .collect()
}
