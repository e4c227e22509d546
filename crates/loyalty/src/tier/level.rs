//! Sums toward thresholds, and which tier they reach.

use std::collections::BTreeMap;

use contract::Tier;

use super::Activity;
use crate::programme::{Dimension, Threshold, TierRules};

pub(super) type Sums = BTreeMap<Dimension, i64>;

impl TierRules {
    /// How much an activity adds to what the dimension counts.
    pub(super) fn contribution(&self, dimension: &Dimension, activity: &Activity) -> i64 {
        match dimension {
            Dimension::Points => activity.points,
            Dimension::Spend(currency) => activity
                .money
                .filter(|money| money.currency() == *currency)
                .filter(|_| {
                    self.spend_from
                        .iter()
                        .any(|kind| kind.matches(&activity.kind))
                })
                .map_or(0, |money| money.amount()),
            Dimension::Activities(kind) if kind.matches(&activity.kind) => activity.events,
            Dimension::Activities(_) => 0,
        }
    }

    /// Everything that some threshold counts.
    pub(super) fn dimensions(&self) -> impl Iterator<Item = &Dimension> {
        self.thresholds().map(|(_, threshold)| &threshold.dimension)
    }

    pub(super) fn thresholds(&self) -> impl Iterator<Item = (Tier, &Threshold)> {
        self.levels.iter().flat_map(|level| {
            let tier = level.tier;
            level
                .thresholds
                .iter()
                .map(move |threshold| (tier, threshold))
        })
    }

    pub(super) fn sum<'a>(&self, activities: impl Iterator<Item = &'a Activity>) -> Sums {
        let mut sums: Sums = self
            .dimensions()
            .map(|dimension| (dimension.clone(), 0))
            .collect();
        for activity in activities {
            self.add(&mut sums, activity);
        }
        sums
    }

    pub(super) fn add(&self, sums: &mut Sums, activity: &Activity) {
        for (dimension, sum) in sums {
            *sum = sum.saturating_add(self.contribution(dimension, activity));
        }
    }

    /// The highest tier that the sums reach.
    pub(super) fn reached(&self, sums: &Sums) -> Tier {
        self.thresholds()
            .filter(|(_, threshold)| is_reached(threshold, sums))
            .map(|(tier, _)| tier)
            .max()
            .unwrap_or(self.lowest())
    }
}

pub(super) fn is_reached(threshold: &Threshold, sums: &Sums) -> bool {
    sums.get(&threshold.dimension)
        .is_some_and(|sum| *sum >= threshold.at)
}
