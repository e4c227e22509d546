//! Where a company stands between two tiers, in sentences.

use contract::{Counts, GoalPart, Locale, Tier, TierGoal, TierStanding};

use super::movement::{self, Kind};
use crate::format::{self, Style};

pub fn name(locale: Locale, tier: Tier) -> String {
    match tier {
        Tier::Bronze => say!(locale, tier.bronze),
        Tier::Silver => say!(locale, tier.silver),
        Tier::Gold => say!(locale, tier.gold),
    }
}

/// Which sentences a standing deserves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Something is missing to the next tier.
    Climbing(&'a TierGoal),
    /// The highest tier, and what there is carries it on.
    TopKept,
    /// The highest tier; so much carries it on.
    TopToKeep(&'a TierGoal),
}

pub fn standing(tier: &TierStanding) -> Standing<'_> {
    match (&tier.next, &tier.keep) {
        (Some(next), _) => Standing::Climbing(next),
        (None, Some(keep)) if !keep.is_reached => Standing::TopToKeep(keep),
        (None, _) => Standing::TopKept,
    }
}

/// The part of what counts that is nearest to its end; none where there is nothing to reach.
pub fn ring(tier: &TierStanding) -> Option<&GoalPart> {
    let goal = tier.next.as_ref().or(tier.keep.as_ref())?;
    goal.parts
        .iter()
        .max_by_key(|part| i128::from(part.have) * 1_000 / i128::from(part.need.max(1)))
}

/// The sentence that matters and the one that explains it.
pub fn sentences(locale: Locale, tier: &TierStanding) -> (String, String) {
    let current = || name(locale, tier.current);
    let day = |day: &str| format::date(locale, day, Style::Day);
    match standing(tier) {
        Standing::Climbing(goal) => {
            let (ways, next) = (missing(locale, goal), name(locale, goal.tier));
            let first = if let Some(by) = &goal.by {
                say!(
                    locale,
                    home.to_next,
                    points = ways,
                    tier = next,
                    date = day(by)
                )
            } else {
                say!(locale, home.to_next_ever, points = ways, tier = next)
            };
            (first, pace(locale, goal))
        }
        Standing::TopKept => (
            say!(locale, home.top, tier = current()),
            say!(locale, home.kept),
        ),
        Standing::TopToKeep(goal) => {
            let by = goal.by.as_deref().unwrap_or(&tier.counted_to);
            let keep = say!(
                locale,
                home.keep,
                points = missing(locale, goal),
                date = day(by),
                tier = current()
            );
            (say!(locale, home.top, tier = current()), keep)
        }
    }
}

/// When the goal is reached at today's pace; empty where no day says so.
fn pace(locale: Locale, goal: &TierGoal) -> String {
    let expected = goal
        .parts
        .iter()
        .filter_map(|part| part.expected_on.as_ref());
    match (expected.min(), &goal.by) {
        (Some(on), _) => {
            say!(
                locale,
                home.pace_on,
                date = format::date(locale, on, Style::Day)
            )
        }
        (None, Some(by)) => {
            say!(
                locale,
                home.pace_late,
                date = format::date(locale, by, Style::Day)
            )
        }
        (None, None) => String::new(),
    }
}

/// `1,240 points or 2 lessons`
pub fn missing(locale: Locale, goal: &TierGoal) -> String {
    let ways = goal
        .parts
        .iter()
        .map(|part| amount(locale, &part.counts, part.missing));
    ways.reduce(|one, other| say!(locale, tier.or, one = one, other = other))
        .unwrap_or_default()
}

/// So much of what a goal counts: points, money, or so many of a kind.
pub fn amount(locale: Locale, counts: &Counts, amount: i64) -> String {
    if let Some(currency) = &counts.currency {
        return format::money(locale, amount, currency);
    }
    let Some(event) = &counts.event else {
        return points(locale, amount);
    };
    let count = i32::try_from(amount).unwrap_or(i32::MAX);
    let n = format::number(locale, amount);
    match movement::kind(event) {
        Kind::Lesson => say!(locale, tier.lessons, count = count, n = n),
        Kind::Purchase => say!(locale, tier.orders, count = count, n = n),
        Kind::Usage => say!(locale, tier.uses, count = count, n = n),
        Kind::Referral => say!(locale, tier.referrals, count = count, n = n),
        Kind::Survey => say!(locale, tier.answers, count = count, n = n),
        _ => say!(
            locale,
            tier.times,
            count = count,
            n = n,
            what = event.clone()
        ),
    }
}

/// `1,240 points`
pub fn points(locale: Locale, count: i64) -> String {
    let plural = i32::try_from(count).unwrap_or(i32::MAX);
    say!(
        locale,
        shell.points,
        count = plural,
        n = format::number(locale, count)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(tier: Tier, have: i64, need: i64) -> TierGoal {
        let missing = (need - have).max(0);
        TierGoal {
            tier,
            by: Some("2026-12-31".to_owned()),
            is_reached: missing == 0,
            parts: vec![GoalPart {
                counts: Counts::default(),
                have,
                need,
                missing,
                expected_on: None,
            }],
        }
    }

    fn stands(current: Tier, next: Option<TierGoal>, keep: Option<TierGoal>) -> TierStanding {
        TierStanding {
            current,
            held_until: None,
            is_in_grace: false,
            is_given: false,
            counted_from: "2026-01-01".to_owned(),
            counted_to: "2026-12-31".to_owned(),
            next,
            keep,
            outlook: current,
        }
    }

    #[test]
    fn below_the_top_something_is_missing_to_the_next_tier() {
        let next = goal(Tier::Gold, 8_760, 10_000);
        let tier = stands(Tier::Silver, Some(next.clone()), None);
        assert_eq!(standing(&tier), Standing::Climbing(&next));
        assert_eq!(next.parts[0].missing, 1_240);
    }

    #[test]
    fn at_the_top_what_there_is_keeps_the_tier_or_does_not_yet() {
        let kept = stands(Tier::Gold, None, Some(goal(Tier::Gold, 10_000, 10_000)));
        assert_eq!(standing(&kept), Standing::TopKept);
        let keep = goal(Tier::Gold, 9_000, 10_000);
        let to_keep = stands(Tier::Gold, None, Some(keep.clone()));
        assert_eq!(standing(&to_keep), Standing::TopToKeep(&keep));
        assert_eq!(
            standing(&stands(Tier::Bronze, None, None)),
            Standing::TopKept
        );
    }

    #[test]
    fn the_ring_shows_the_way_that_is_nearest_to_its_end() {
        let mut next = goal(Tier::Gold, 5_000, 10_000);
        next.parts.push(GoalPart {
            counts: Counts {
                currency: None,
                event: Some("lesson.finished".to_owned()),
            },
            have: 9,
            need: 10,
            missing: 1,
            expected_on: None,
        });
        let tier = stands(Tier::Silver, Some(next), None);
        assert_eq!(
            ring(&tier).map(|part| (part.have, part.need)),
            Some((9, 10))
        );
        let top = stands(Tier::Gold, None, Some(goal(Tier::Gold, 5, 10_000)));
        assert_eq!(
            ring(&top).map(|part| (part.have, part.need)),
            Some((5, 10_000))
        );
        assert_eq!(ring(&stands(Tier::Bronze, None, None)), None);
    }
}
