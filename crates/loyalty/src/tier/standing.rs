//! Where an account stands at a moment: its tier, what is missing and by when, and what the period's end will bring.

use contract::Tier;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use super::history::{TierChange, highest, history};
use super::level::Sums;
use super::tracker::{Tracker, last_day, last_day_of_rolling};
use super::{Activity, Grant, GrantReason, Override};
use crate::programme::calendar::{day_of, start_of};
use crate::programme::{Dimension, Span, TierLevel, TierRules, Versions};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub tier: Tier,
    /// The last day of the tier as things are; none for the lowest, which does not end.
    pub held_until: Option<Date>,
    /// The tier would have ended and is kept for the days of grace.
    pub is_in_grace: bool,
    /// The vendor's staff gave the tier.
    pub is_overridden: bool,
    /// The days over which is counted now, both included.
    pub counted_from: Date,
    pub counted_to: Date,
    /// What the next tier asks for; none at the highest.
    pub next: Option<Goal>,
    /// What the tier asks for again, to have it longer than `held_until`; none for the lowest.
    pub keep: Option<Goal>,
    pub outlook: Outlook,
    /// Oldest first.
    pub history: Vec<TierChange>,
}

/// What reaches a tier: any one of the parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Goal {
    pub tier: Tier,
    pub parts: Vec<GoalPart>,
    /// The last day that counts; none when counting never begins anew.
    pub by: Option<Date>,
    /// Whether a part is complete.
    pub is_reached: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoalPart {
    pub dimension: Dimension,
    pub have: i64,
    pub need: i64,
    /// Never negative.
    pub missing: i64,
    /// The day on which it is complete at today's pace; none when that is not within the time.
    pub expected_on: Option<Date>,
}

/// What will be if everything goes on at today's pace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outlook {
    /// The last day looked at: the end of the period.
    pub until: Date,
    /// The sums that the days up to then would bring.
    pub sums: Vec<(Dimension, i64)>,
    /// The tier on the day after.
    pub tier: Tier,
}

/// The days over which is counted, and how far they are gone.
struct Days {
    first: Date,
    last: Date,
    /// At least one.
    gone: i64,
    all: i64,
}

/// Where the account stands; none before the first version. Activities may stand in any order; later ones than `now` are left
/// out.
pub fn standing(
    versions: &Versions,
    activities: &[Activity],
    overrides: &[Override],
    zone: &TimeZone,
    now: Timestamp,
) -> Option<Standing> {
    let mut tracker = Tracker::new(versions, overrides, zone);
    let mut past: Vec<&Activity> = activities.iter().filter(|had| had.time <= now).collect();
    past.sort_by_key(|activity| activity.time);
    for activity in past {
        tracker.record(activity.clone());
    }
    tracker.advance(now);
    of_tracker(&tracker, zone, now)
}

fn of_tracker(tracker: &Tracker<'_>, zone: &TimeZone, now: Timestamp) -> Option<Standing> {
    let rules = tracker.rules()?;
    let today = day_of(now, zone);
    let days = Days::of(rules, today);
    let from = start_of(days.first, zone);
    let within = tracker.activities().iter().filter(|had| had.time >= from);
    let sums = rules.sum(within);
    let held = highest(tracker.grants(), now).filter(|grant| grant.tier > rules.lowest());
    let tier = held.map_or(rules.lowest(), |grant| grant.tier);
    let by = matches!(rules.span, Span::Calendar(_)).then_some(days.last);
    let next = rules.levels.iter().find(|level| level.tier > tier);
    let keep = held.and_then(|_| rules.level(tier));
    let held_until = held.map(|grant| last_moment_day(grant.until, zone));
    Some(Standing {
        tier,
        held_until,
        is_in_grace: held.is_some_and(|grant| grant.ends <= now),
        is_overridden: held.is_some_and(|grant| grant.reason == GrantReason::Override),
        counted_from: days.first,
        counted_to: days.last,
        next: next.map(|level| goal(level, &sums, &days, by)),
        keep: keep.map(|level| goal(level, &sums, &days, by.or(held_until))),
        outlook: outlook(rules, tracker.grants(), &sums, &days, zone),
        history: history(tracker.grants(), rules.lowest(), now),
    })
}

/// The day that holds the last moment before this one.
fn last_moment_day(until: Timestamp, zone: &TimeZone) -> Date {
    day_of(until.saturating_sub(1.nanosecond()).unwrap_or(until), zone)
}

impl Days {
    fn of(rules: &TierRules, today: Date) -> Self {
        let (first, last, begun) = match rules.span {
            Span::Calendar(period) => {
                let first = period.start(today);
                (first, period.last_day_after(today, 0), first)
            }
            Span::RollingMonths(months) => {
                let first = today
                    .saturating_sub(i32::from(months).months())
                    .saturating_add(1.day());
                // The window ends today, whatever came before it: the same pace brings the same sum again.
                (first, today, first)
            }
        };
        Self {
            first,
            last,
            gone: days_between(begun, today) + 1,
            all: days_between(first, last) + 1,
        }
    }

    /// What a sum becomes by the last day at the same pace.
    fn expected(&self, sum: i64) -> i64 {
        let expected = i128::from(sum) * i128::from(self.all) / i128::from(self.gone);
        i64::try_from(expected).unwrap_or(i64::MAX)
    }

    /// The day on which a sum reaches what is needed at the same pace.
    fn expected_on(&self, have: i64, need: i64) -> Option<Date> {
        if have <= 0 {
            return None;
        }
        let (need_days, have_days) = (i128::from(need) * i128::from(self.gone), i128::from(have));
        let days = i64::try_from((need_days + have_days - 1) / have_days).ok()?;
        let is_within = days <= self.all && need > have;
        is_within.then(|| self.first.saturating_add((days - 1).days()))
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days()))
}

fn goal(level: &TierLevel, sums: &Sums, days: &Days, by: Option<Date>) -> Goal {
    let parts: Vec<GoalPart> = level
        .thresholds
        .iter()
        .map(|threshold| {
            let have = sums.get(&threshold.dimension).copied().unwrap_or(0);
            GoalPart {
                dimension: threshold.dimension.clone(),
                have,
                need: threshold.at,
                missing: (threshold.at - have).max(0),
                expected_on: days
                    .expected_on(have, threshold.at)
                    .filter(|_| days.last > days.first && by == Some(days.last)),
            }
        })
        .collect();
    Goal {
        tier: level.tier,
        is_reached: parts.iter().any(|part| part.missing == 0),
        parts,
        by,
    }
}

fn outlook(
    rules: &TierRules,
    grants: &[Grant],
    sums: &Sums,
    days: &Days,
    zone: &TimeZone,
) -> Outlook {
    let expected: Sums = sums
        .iter()
        .map(|(dimension, sum)| (dimension.clone(), days.expected(*sum)))
        .collect();
    let day_after = days.last.saturating_add(1.day());
    let at_pace = rules.reached(&expected);
    let stays = match rules.span {
        Span::Calendar(period) => last_day(rules, period, days.first),
        Span::RollingMonths(months) => last_day_of_rolling(days.last, months),
    };
    let last_day = stays.saturating_add(i64::from(rules.grace_days).days());
    let reached = if last_day >= day_after {
        at_pace
    } else {
        rules.lowest()
    };
    let granted =
        highest(grants, start_of(day_after, zone)).map_or(rules.lowest(), |grant| grant.tier);
    Outlook {
        until: days.last,
        sums: expected.into_iter().collect(),
        tier: granted.max(reached),
    }
}
