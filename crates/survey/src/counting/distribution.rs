//! How often each score was given.

use serde::{Deserialize, Serialize};

use crate::score::{Group, Score};

/// Counts by score, 0 to 10.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Distribution([u64; 11]);

/// % promoters − % detractors, as an exact fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NetScore {
    /// Promoters less detractors.
    pub net: i64,
    /// All answers; never zero.
    pub of: u64,
}

impl Distribution {
    pub fn add(&mut self, score: Score, times: u64) {
        let count = &mut self.0[usize::from(score.value())];
        *count = count.saturating_add(times);
    }

    pub fn merge(&mut self, other: &Self) {
        for score in Score::ALL {
            self.add(score, other.count(score));
        }
    }

    pub fn count(&self, score: Score) -> u64 {
        self.0[usize::from(score.value())]
    }

    pub fn of_group(&self, group: Group) -> u64 {
        Score::ALL
            .into_iter()
            .filter(|score| score.group() == group)
            .fold(0, |sum, score| sum.saturating_add(self.count(score)))
    }

    pub fn answers(&self) -> u64 {
        self.0
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Nothing while nobody has answered.
    pub fn score(&self) -> Option<NetScore> {
        let of = self.answers();
        let signed = |group| i64::try_from(self.of_group(group)).unwrap_or(i64::MAX);
        (of > 0).then(|| NetScore {
            net: signed(Group::Promoter) - signed(Group::Detractor),
            of,
        })
    }
}

impl FromIterator<Score> for Distribution {
    fn from_iter<I: IntoIterator<Item = Score>>(scores: I) -> Self {
        let mut counted = Self::default();
        for score in scores {
            counted.add(score, 1);
        }
        counted
    }
}

impl NetScore {
    /// −100 to 100.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of people are far below 2^53"
    )]
    pub fn value(self) -> f64 {
        100.0 * self.net as f64 / self.of.max(1) as f64
    }

    /// Rounded to a whole number, halves away from zero: so that what is shown never depends on floats.
    pub fn rounded(self) -> i64 {
        let of = i128::from(self.of.max(1));
        let doubled = 200 * i128::from(self.net);
        let rounded = (doubled.abs() + of) / (2 * of) * doubled.signum();
        i64::try_from(rounded).unwrap_or_default()
    }
}
