//! Where a company stands between two tiers, in sentences.

use contract::{Locale, Tier, TierProgress};

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
pub enum Standing {
    /// Points are missing to the next tier; with the day of arrival at today's pace, if within the period.
    Climbing {
        missing: i64,
        next: Tier,
        expected_on: Option<String>,
    },
    /// The highest tier, and this period's points carry it on.
    TopKept,
    /// The highest tier from last period; so many points carry it on.
    TopToKeep { missing: i64 },
}

pub fn standing(progress: &TierProgress) -> Standing {
    match (progress.next, progress.next_at) {
        (Some(next), Some(next_at)) => Standing::Climbing {
            missing: (next_at - progress.points).max(0),
            next,
            expected_on: progress.expected_on.clone(),
        },
        _ if progress.points >= progress.current_at => Standing::TopKept,
        _ => Standing::TopToKeep {
            missing: progress.current_at - progress.points,
        },
    }
}

/// What the ring is full of: the points, and what they count toward.
pub fn ring(progress: &TierProgress) -> (i64, i64) {
    (
        progress.points,
        progress.next_at.unwrap_or(progress.current_at),
    )
}

/// The sentence that matters and the one that explains it.
pub fn sentences(locale: Locale, progress: &TierProgress) -> (String, String) {
    let points = |count: i64| points(locale, count);
    let until = format::date(locale, &progress.period_ends, Style::Day);
    match standing(progress) {
        Standing::Climbing {
            missing,
            next,
            expected_on,
        } => {
            let first = say!(
                locale,
                home.to_next,
                points = points(missing),
                tier = name(locale, next),
                date = until
            );
            let second = match expected_on {
                Some(day) => say!(
                    locale,
                    home.pace_on,
                    date = format::date(locale, &day, Style::Day)
                ),
                None => say!(locale, home.pace_late),
            };
            (first, second)
        }
        Standing::TopKept => (
            say!(locale, home.top, tier = name(locale, progress.current)),
            say!(locale, home.kept),
        ),
        Standing::TopToKeep { missing } => {
            let tier = name(locale, progress.current);
            let keep = say!(
                locale,
                home.keep,
                points = points(missing),
                date = until,
                tier = tier.clone()
            );
            (say!(locale, home.top, tier = tier), keep)
        }
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

    fn progress(
        current: Tier,
        next: Option<(Tier, i64)>,
        points: i64,
        current_at: i64,
    ) -> TierProgress {
        TierProgress {
            current,
            next: next.map(|(tier, _)| tier),
            points,
            next_at: next.map(|(_, at)| at),
            current_at,
            period_ends: "2026-12-31".to_owned(),
            expected_on: None,
            benefits: Vec::new(),
        }
    }

    #[test]
    fn below_the_top_points_are_missing_to_the_next_tier() {
        let standing = standing(&progress(
            Tier::Silver,
            Some((Tier::Gold, 10_000)),
            8_760,
            4_000,
        ));
        assert_eq!(
            standing,
            Standing::Climbing {
                missing: 1_240,
                next: Tier::Gold,
                expected_on: None
            }
        );
    }

    #[test]
    fn at_the_top_the_points_of_the_period_keep_the_tier_or_do_not_yet() {
        assert_eq!(
            standing(&progress(Tier::Gold, None, 10_000, 10_000)),
            Standing::TopKept
        );
        assert_eq!(
            standing(&progress(Tier::Gold, None, 9_000, 10_000)),
            Standing::TopToKeep { missing: 1_000 }
        );
    }

    #[test]
    fn the_ring_counts_toward_the_next_tier_or_toward_keeping_the_highest() {
        assert_eq!(
            ring(&progress(
                Tier::Silver,
                Some((Tier::Gold, 10_000)),
                5,
                4_000
            )),
            (5, 10_000)
        );
        assert_eq!(ring(&progress(Tier::Gold, None, 5, 10_000)), (5, 10_000));
    }
}
