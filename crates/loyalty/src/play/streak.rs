//! Working weeks in a row, with weeks that may be missed.
//!
//! A week is Monday to Friday in the account's zone; what is done at a weekend is as welcome and counts for nothing, so that nobody
//! has to. A missed week takes a freeze of its year while there are any; it makes the row neither longer nor shorter.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan as _};

use super::Person;
use crate::earning::in_order;
use crate::programme::StreakRules;
use crate::programme::calendar::day_of;

/// A row of weeks as it stands on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// Weeks in a row up to now; zero when the row has ended.
    pub weeks: u32,
    /// The longest row ever.
    pub longest: u32,
    /// Whether this week counts already.
    pub is_this_week_kept: bool,
    /// Of this year.
    pub freezes_left: u16,
    /// Every week that was kept, the first one first.
    pub kept: Vec<KeptWeek>,
    /// The Mondays of weeks that took a freeze.
    pub frozen: Vec<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptWeek {
    pub monday: Date,
    /// When the last of the days that were needed began to count.
    pub at: Timestamp,
    /// How many weeks the row had with this one.
    pub weeks: u32,
}

/// A row that reached a multiple of `every_weeks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milestone {
    pub monday: Date,
    pub at: Timestamp,
    pub weeks: u32,
}

/// What a week was in the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekState {
    Kept,
    Frozen,
    Missed,
}

/// The row of one person. `today` is a day of the account's.
pub fn streak(rules: &StreakRules, person: &Person<'_>, today: Date) -> Streak {
    let mut row = Row {
        rules,
        streak: Streak::default(),
        current: 0,
        used: BTreeMap::new(),
    };
    for (monday, at) in kept_weeks(rules, person) {
        row.keep(monday, at);
    }
    row.finish(today)
}

impl Streak {
    /// The rows that are worth something, no more of a year than the rules let through.
    pub fn milestones(&self, rules: &StreakRules) -> Vec<Milestone> {
        let every = u32::from(rules.every_weeks).max(1);
        let mut of_year: BTreeMap<i16, u16> = BTreeMap::new();
        let reached = self.kept.iter().filter(|week| week.weeks % every == 0);
        reached
            .filter(|week| {
                let count = of_year.entry(year_of(week.monday)).or_default();
                *count += 1;
                *count <= rules.most_per_year
            })
            .map(|week| Milestone {
                monday: week.monday,
                at: week.at,
                weeks: week.weeks,
            })
            .collect()
    }

    /// When the row first had so many weeks.
    pub fn reached(&self, weeks: u16) -> Option<KeptWeek> {
        let found = self.kept.iter().find(|week| week.weeks >= u32::from(weeks));
        found.copied()
    }

    pub fn week(&self, monday: Date) -> WeekState {
        if self.kept.iter().any(|week| week.monday == monday) {
            WeekState::Kept
        } else if self.frozen.contains(&monday) {
            WeekState::Frozen
        } else {
            WeekState::Missed
        }
    }
}

/// The first day of the week that the day lies in.
pub fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().since(Weekday::Monday)).days())
}

/// The year that a week belongs to, as ISO 8601 counts weeks: that of its Thursday.
fn year_of(monday: Date) -> i16 {
    monday.saturating_add(3.days()).year()
}

/// The weeks with enough working days, and when each had them.
fn kept_weeks(rules: &StreakRules, person: &Person<'_>) -> BTreeMap<Date, Timestamp> {
    let mut days: BTreeMap<Date, BTreeSet<Date>> = BTreeMap::new();
    let mut kept = BTreeMap::new();
    for event in in_order(person.events) {
        let day = day_of(event.time, person.zone);
        let is_working = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let is_of_streak = rules.events.iter().any(|kind| kind.matches(&event.kind));
        if !is_working || !is_of_streak {
            continue;
        }
        let of_week = days.entry(monday(day)).or_default();
        of_week.insert(day);
        if of_week.len() >= usize::from(rules.days) {
            kept.entry(monday(day)).or_insert(event.time);
        }
    }
    kept
}

/// Weeks are added from the first to the last.
struct Row<'a> {
    rules: &'a StreakRules,
    streak: Streak,
    current: u32,
    /// Freezes by year.
    used: BTreeMap<i16, u16>,
}

impl Row<'_> {
    fn keep(&mut self, monday: Date, at: Timestamp) {
        let before = self.streak.kept.last().map(|week| week.monday);
        let goes_on = before.is_some_and(|before| self.bridge(before, monday));
        self.current = if goes_on { self.current + 1 } else { 1 };
        self.streak.longest = self.streak.longest.max(self.current);
        self.streak.kept.push(KeptWeek {
            monday,
            at,
            weeks: self.current,
        });
    }

    /// Takes a freeze for every week between the two, or none when they are too many.
    fn bridge(&mut self, before: Date, monday: Date) -> bool {
        let mut used = self.used.clone();
        let mut missed = Vec::new();
        let mut week = next(before);
        while week < monday {
            let of_year = used.entry(year_of(week)).or_default();
            if *of_year >= self.rules.freezes {
                return false;
            }
            *of_year += 1;
            missed.push(week);
            week = next(week);
        }
        self.used = used;
        self.streak.frozen.extend(missed);
        true
    }

    fn finish(mut self, today: Date) -> Streak {
        let this_week = monday(today);
        if let Some(last) = self.streak.kept.last().map(|week| week.monday) {
            self.streak.is_this_week_kept = last >= this_week;
            let is_going_on = last >= this_week || self.bridge(last, this_week);
            self.streak.weeks = if is_going_on { self.current } else { 0 };
        }
        let used = self.used.get(&year_of(this_week)).copied().unwrap_or(0);
        self.streak.freezes_left = self.rules.freezes.saturating_sub(used);
        self.streak
    }
}

fn next(monday: Date) -> Date {
    monday.saturating_add(1.week())
}
