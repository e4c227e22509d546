//! Answers counted by account, and in groups that are large enough to hide in.

use std::collections::BTreeMap;

use serde::Serialize;

use super::distribution::Distribution;
use super::summary::{Reach, Summary};
use crate::score::Score;

/// A group of fewer answers is not shown: its members could be guessed.
pub const LEAST_SHOWN: u64 = 5;

/// Counts by account. A row of a database's own counting is one call of `add`, so that a million answers need not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<A: Ord>(BTreeMap<A, Distribution>);

/// What is shown of one group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cell {
    Shown(Summary),
    /// Too few answers, or so few in another group that they could be reckoned from this one and the total.
    Hidden,
    /// Nobody has answered, which tells nothing about anybody.
    Empty,
}

impl<A: Ord> Default for Tally<A> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<A: Ord> Tally<A> {
    pub fn add(&mut self, account: A, score: Score, times: u64) {
        if times > 0 {
            self.0.entry(account).or_default().add(score, times);
        }
    }

    pub fn total(&self) -> Distribution {
        let mut total = Distribution::default();
        for counted in self.0.values() {
            total.merge(counted);
        }
        total
    }

    /// Accounts with at least one answer.
    pub fn accounts(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    pub fn distributions(&self) -> impl Iterator<Item = &Distribution> {
        self.0.values()
    }

    /// Shown by itself, without groups beside it.
    pub fn cell(&self, reach: Reach) -> Cell {
        match self.total().answers() {
            0 => Cell::Empty,
            answers if answers < LEAST_SHOWN => Cell::Hidden,
            _ => Summary::of(self, reach).map_or(Cell::Empty, Cell::Shown),
        }
    }
}

/// Groups by any key, in the key's order.
///
/// A group below [`LEAST_SHOWN`] is hidden. When all hidden groups together are below it too, what is hidden would be the
/// total less what is shown; so the smallest shown group is hidden as well, until enough are.
pub fn by_group<K: Ord, A: Ord>(groups: BTreeMap<K, (Tally<A>, Reach)>) -> BTreeMap<K, Cell> {
    let sizes: Vec<u64> = groups
        .values()
        .map(|(tally, _)| tally.total().answers())
        .collect();
    let hidden = hidden(&sizes);
    groups
        .into_iter()
        .zip(hidden)
        .map(|((key, (tally, reach)), is_hidden)| {
            let cell = if is_hidden {
                Cell::Hidden
            } else {
                tally.cell(reach)
            };
            (key, cell)
        })
        .collect()
}

fn hidden(sizes: &[u64]) -> Vec<bool> {
    let mut hidden: Vec<bool> = sizes
        .iter()
        .map(|size| (1..LEAST_SHOWN).contains(size))
        .collect();
    loop {
        let sum = sizes
            .iter()
            .zip(&hidden)
            .filter(|(_, is_hidden)| **is_hidden)
            .fold(0_u64, |sum, (size, _)| sum.saturating_add(*size));
        if sum == 0 || sum >= LEAST_SHOWN {
            return hidden;
        }
        let smallest = (0..sizes.len())
            .filter(|index| !hidden[*index] && sizes[*index] > 0)
            .min_by_key(|index| sizes[*index]);
        match smallest {
            Some(index) => hidden[index] = true,
            None => return hidden,
        }
    }
}
