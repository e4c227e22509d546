//! Follows an account through time, one activity after the other, and grants tiers as they are reached.

use contract::Tier;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::level::{Sums, is_reached};
use super::{Activity, Grant, GrantReason, Override};
use crate::programme::calendar::{day_of, end_of, start_of};
use crate::programme::{Dimension, Period, Programme, Span, TierRules, Versions};

/// Activities must come in the order of their time.
#[derive(Clone, Debug)]
pub struct Tracker<'a> {
    zone: &'a TimeZone,
    /// Versions that have not begun yet, the next one last.
    coming: Vec<(Timestamp, &'a Programme)>,
    programme: Option<&'a Programme>,
    activities: Vec<Activity>,
    counting: Counting,
    grants: Vec<Grant>,
}

/// What has been summed up so far, as the rules in force ask.
#[derive(Clone, Debug)]
enum Counting {
    Nothing,
    /// Since the first day of the period.
    Calendar {
        first: Date,
        sums: Sums,
    },
    /// For each threshold the shortest stretch of latest activities that reaches it.
    Rolling(Vec<Stretch>),
}

#[derive(Clone, Debug)]
struct Stretch {
    tier: Tier,
    dimension: Dimension,
    at: i64,
    /// The oldest activity that is needed.
    from: usize,
    sum: i64,
}

impl<'a> Tracker<'a> {
    pub fn new(versions: &'a Versions, overrides: &[Override], zone: &'a TimeZone) -> Self {
        let mut coming = versions.starts(zone);
        coming.reverse();
        let grants = overrides
            .iter()
            .map(|given| Grant {
                tier: given.tier,
                from: given.from,
                ends: given.until,
                until: given.until,
                reason: GrantReason::Override,
            })
            .collect();
        Self {
            zone,
            coming,
            programme: None,
            activities: Vec::new(),
            counting: Counting::Nothing,
            grants,
        }
    }

    /// Puts the versions in force that begin up to the moment. What is there already may reach a tier of theirs.
    pub fn advance(&mut self, to: Timestamp) {
        while let Some((start, programme)) = self.coming.last().copied()
            && start <= to
        {
            self.coming.pop();
            self.programme = Some(programme);
            self.begin(&programme.tiers, start);
            self.grant(start);
        }
    }

    /// Counts an activity, after everything before it.
    pub fn record(&mut self, activity: Activity) {
        let time = activity.time;
        self.advance(time);
        self.activities.push(activity);
        if let Some(rules) = self.rules() {
            self.count_last(rules);
            self.grant(time);
        }
    }

    /// The tier at a moment up to which the account was followed.
    pub fn tier_at(&self, time: Timestamp) -> Tier {
        let lowest = self.rules().map_or(Tier::Bronze, TierRules::lowest);
        self.grants
            .iter()
            .filter(|grant| grant.holds_at(time))
            .map(|grant| grant.tier)
            .max()
            .map_or(lowest, |tier| tier.max(lowest))
    }

    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    pub(super) fn activities(&self) -> &[Activity] {
        &self.activities
    }

    pub(super) fn rules(&self) -> Option<&'a TierRules> {
        self.programme.map(|programme| &programme.tiers)
    }

    /// Sums up anew what the rules count.
    fn begin(&mut self, rules: &TierRules, start: Timestamp) {
        match rules.span {
            Span::Calendar(period) => {
                let first = period.start(day_of(start, self.zone));
                let from = start_of(first, self.zone);
                let within = self.activities.iter().filter(|had| had.time >= from);
                let sums = rules.sum(within);
                self.counting = Counting::Calendar { first, sums };
            }
            Span::RollingMonths(_) => {
                let mut stretches: Vec<Stretch> = rules
                    .thresholds()
                    .map(|(tier, threshold)| Stretch {
                        tier,
                        dimension: threshold.dimension.clone(),
                        at: threshold.at,
                        from: 0,
                        sum: 0,
                    })
                    .collect();
                for index in 0..self.activities.len() {
                    for stretch in &mut stretches {
                        stretch.take(rules, &self.activities[..=index]);
                    }
                }
                self.counting = Counting::Rolling(stretches);
            }
        }
    }

    fn count_last(&mut self, rules: &TierRules) {
        let Some(last) = self.activities.last() else {
            return;
        };
        match &mut self.counting {
            Counting::Nothing => {}
            Counting::Calendar { first, sums } => {
                if let Span::Calendar(period) = rules.span {
                    let start = period.start(day_of(last.time, self.zone));
                    if start != *first {
                        *first = start;
                        *sums = rules.sum(std::iter::empty());
                    }
                }
                rules.add(sums, last);
            }
            Counting::Rolling(stretches) => {
                for stretch in stretches {
                    stretch.take(rules, &self.activities);
                }
            }
        }
    }

    /// Grants what the sums reach at the moment.
    fn grant(&mut self, now: Timestamp) {
        let Some(programme) = self.programme else {
            return;
        };
        let rules = &programme.tiers;
        let today = day_of(now, self.zone);
        let reached: Vec<(Tier, Dimension, Date)> = match (&self.counting, rules.span) {
            (Counting::Calendar { sums, first }, Span::Calendar(period)) => {
                let last_day = last_day(rules, period, *first);
                rules
                    .thresholds()
                    .filter(|(_, threshold)| is_reached(threshold, sums))
                    .map(|(tier, threshold)| (tier, threshold.dimension.clone(), last_day))
                    .collect()
            }
            (Counting::Rolling(stretches), Span::RollingMonths(months)) => stretches
                .iter()
                .filter(|stretch| stretch.sum >= stretch.at)
                .filter_map(|stretch| {
                    let oldest = self.activities.get(stretch.from)?;
                    let last_day = last_day_of_rolling(day_of(oldest.time, self.zone), months);
                    let has = (stretch.tier, stretch.dimension.clone(), last_day);
                    (last_day >= today).then_some(has)
                })
                .collect(),
            _ => Vec::new(),
        };
        for (tier, dimension, last_day) in reached {
            let reason = GrantReason::Reached {
                dimension,
                version: programme.version.clone(),
            };
            self.extend(tier, reason, now, last_day, rules.grace_days);
        }
    }

    /// Makes the grant longer that still holds, or a new one.
    fn extend(
        &mut self,
        tier: Tier,
        reason: GrantReason,
        now: Timestamp,
        last_day: Date,
        grace: u16,
    ) {
        let ends = end_of(last_day, self.zone);
        let until = end_of(last_day.saturating_add(i64::from(grace).days()), self.zone);
        let held = self.grants.iter_mut().rev().find(|grant| {
            grant.tier == tier && grant.reason != GrantReason::Override && grant.until >= now
        });
        match held {
            Some(grant) => {
                grant.ends = grant.ends.max(ends);
                grant.until = grant.until.max(until);
            }
            None => self.grants.push(Grant {
                tier,
                from: now,
                ends,
                until,
                reason,
            }),
        }
    }
}

impl Stretch {
    /// Takes in the last activity, and lets go of the oldest that are not needed.
    fn take(&mut self, rules: &TierRules, activities: &[Activity]) {
        let worth = |activity: &Activity| rules.contribution(&self.dimension, activity);
        let Some(last) = activities.last() else {
            return;
        };
        self.sum = self.sum.saturating_add(worth(last));
        while let Some(oldest) = activities.get(self.from)
            && self.from + 1 < activities.len()
            && self.sum - worth(oldest) >= self.at
        {
            self.sum -= worth(oldest);
            self.from += 1;
        }
    }
}

/// The last day of a tier that was reached in the period, without grace.
pub(super) fn last_day(rules: &TierRules, period: Period, first: Date) -> Date {
    period.last_day_after(first, rules.keep_periods)
}

/// The last day on which an activity of the day counts.
pub(super) fn last_day_of_rolling(day: Date, months: u16) -> Date {
    day.saturating_add(i32::from(months).months())
        .saturating_sub(1.day())
}
