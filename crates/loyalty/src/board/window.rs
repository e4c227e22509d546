//! The windows in which points are ranked: stretches of the calendar in the company's time zone.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::programme::Period;
use crate::programme::calendar::{day_of, start_of};

/// No fact of the programme is older, and none is dated later than the last.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// From Monday, as ISO 8601 counts weeks.
    Week,
    Month,
    Quarter,
    Year,
    /// Everything that was ever earned.
    All,
}

/// One window, by its kind and its first day. Written as `2026-W10`, `2026-03`, `2026-Q1`, `2026` or `all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window {
    kind: Kind,
    first: Date,
}

/// A text that names no window, or one that has not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such window")]
pub struct NoSuchWindow;

/// How points came into the window that their event lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Timing {
    /// Booked before the window closed: part of how it stood then, for ever.
    InTime,
    /// Booked after it had closed: a revision.
    Late,
}

impl Kind {
    pub const ALL: [Self; 5] = [
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::All,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::All => "all",
        }
    }

    fn first_day(self, day: Date) -> Date {
        match self {
            Self::Week => {
                let since = i64::from(day.weekday().since(Weekday::Monday));
                day.saturating_sub(since.days())
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => Period::Quarter.start(day),
            Self::Year => day.first_of_year(),
            Self::All => date(2000, 1, 1),
        }
    }
}

impl Window {
    pub fn containing(kind: Kind, day: Date) -> Self {
        Self {
            kind,
            first: kind.first_day(day),
        }
    }

    /// The window that a moment lies in, on the calendar of the zone.
    pub fn at(kind: Kind, time: Timestamp, zone: &TimeZone) -> Self {
        Self::containing(kind, day_of(time, zone))
    }

    /// Reads the name of a window, or a kind for the one that `today` lies in. A window that begins later does not exist yet.
    pub fn parse(text: &str, today: Date) -> Result<Self, NoSuchWindow> {
        if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.word() == text) {
            return Ok(Self::containing(kind, today));
        }
        let window = Self::from_str(text)?;
        if window.first > today {
            return Err(NoSuchWindow);
        }
        Ok(window)
    }

    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// The first day; of [`Kind::All`] one before all others.
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day; none for the window that never closes.
    pub fn last(self) -> Option<Date> {
        Some(self.after()?.saturating_sub(1.day()))
    }

    /// The moment from which on nothing happens in it any more.
    pub fn ends_at(self, zone: &TimeZone) -> Option<Timestamp> {
        self.after().map(|day| start_of(day, zone))
    }

    pub fn is_closed(self, now: Timestamp, zone: &TimeZone) -> bool {
        self.ends_at(zone).is_some_and(|end| end <= now)
    }

    pub fn holds(self, day: Date) -> bool {
        Self::containing(self.kind, day) == self
    }

    /// How points count that were booked at `booked`, of an event that happened at `occurred`; nothing when it lies outside.
    pub fn timing(self, occurred: Timestamp, booked: Timestamp, zone: &TimeZone) -> Option<Timing> {
        if !self.holds(day_of(occurred, zone)) {
            return None;
        }
        Some(if self.is_closed(booked, zone) {
            Timing::Late
        } else {
            Timing::InTime
        })
    }

    /// The one before of the same kind.
    pub fn previous(self) -> Option<Self> {
        let before = self.first.yesterday().ok()?;
        let is_one = self.kind != Kind::All && YEARS.contains(&before.year());
        is_one.then(|| Self::containing(self.kind, before))
    }

    /// The one after of the same kind, whether it has begun or not.
    pub fn next(self) -> Option<Self> {
        self.after().map(|day| Self::containing(self.kind, day))
    }

    /// The months of which it consists; none for a week, which is counted by itself.
    pub fn months(self) -> Option<std::ops::Range<Date>> {
        match self.kind {
            Kind::Week => None,
            // As text the days of years with four digits stand in their order.
            Kind::All => Some(date(1, 1, 1)..Date::MAX),
            _ => self.after().map(|after| self.first..after),
        }
    }

    /// The first day after it.
    fn after(self) -> Option<Date> {
        let later = match self.kind {
            Kind::Week => 7.days(),
            Kind::Month => 1.month(),
            Kind::Quarter => 3.months(),
            Kind::Year => 1.year(),
            Kind::All => return None,
        };
        Some(self.first.saturating_add(later))
    }
}

impl FromStr for Window {
    type Err = NoSuchWindow;

    fn from_str(text: &str) -> Result<Self, NoSuchWindow> {
        let window = read(text).ok_or(NoSuchWindow)?;
        // One window has one name: `2026-3` and `02026` are none.
        let is_one = window.to_string() == text && YEARS.contains(&window.first.year());
        if is_one {
            Ok(window)
        } else {
            Err(NoSuchWindow)
        }
    }
}

fn read(text: &str) -> Option<Window> {
    let of = |kind, day: Option<Date>| day.map(|day| Window::containing(kind, day));
    if text == Kind::All.word() {
        return of(Kind::All, Some(date(2000, 1, 1)));
    }
    let (year, part) = match text.split_once('-') {
        Some((year, part)) => (year.parse().ok()?, Some(part)),
        None => (text.parse().ok()?, None),
    };
    let Some(part) = part else {
        return of(Kind::Year, Date::new(year, 1, 1).ok());
    };
    if let Some(week) = part.strip_prefix('W') {
        let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
        return of(Kind::Week, Some(monday.date()));
    }
    if let Some(quarter) = part.strip_prefix('Q') {
        let quarter: i8 = quarter.parse().ok().filter(|one| (1..=4).contains(one))?;
        return of(Kind::Quarter, Date::new(year, quarter * 3 - 2, 1).ok());
    }
    of(Kind::Month, Date::new(year, part.parse().ok()?, 1).ok())
}

impl fmt::Display for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        match self.kind {
            Kind::Week => {
                let week = self.first.iso_week_date();
                write!(formatter, "{:04}-W{:02}", week.year(), week.week())
            }
            Kind::Month => write!(formatter, "{year:04}-{:02}", self.first.month()),
            Kind::Quarter => {
                let quarter = (self.first.month() - 1) / 3 + 1;
                write!(formatter, "{year:04}-Q{quarter}")
            }
            Kind::Year => write!(formatter, "{year:04}"),
            Kind::All => formatter.write_str(Kind::All.word()),
        }
    }
}
