//! Whole points, and arithmetic that says so rather than wrap around.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number of points: a balance, or what moves between two wallets.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Points(i64);

/// A sum left the range of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more points than can be counted")]
pub struct Overflow;

impl Points {
    pub const ZERO: Self = Self(0);
    pub const MAX: Self = Self(i64::MAX);

    pub const fn new(points: i64) -> Self {
        Self(points)
    }

    pub const fn get(self) -> i64 {
        self.0
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    pub fn negated(self) -> Result<Self, Overflow> {
        self.0.checked_neg().map(Self).ok_or(Overflow)
    }

    pub fn sum(all: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        all.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_leave_the_range_are_refused() {
        let most = Points::MAX;
        assert_eq!(most.plus(Points::new(1)), Err(Overflow));
        assert_eq!(Points::new(-2).minus(most), Err(Overflow));
        assert_eq!(Points::new(i64::MIN).negated(), Err(Overflow));
        assert_eq!(
            Points::sum([most, Points::new(-1)]),
            Ok(Points::new(i64::MAX - 1))
        );
        assert_eq!(Points::sum([most, most]), Err(Overflow));
    }

    #[test]
    fn they_are_plain_numbers_on_the_wire() {
        assert_eq!(serde_json::to_string(&Points::new(-7)).unwrap(), "-7");
        assert!(serde_json::from_str::<Points>("1.5").is_err());
        assert!(serde_json::from_str::<Points>("9223372036854775808").is_err());
    }
}
