//! Exact fractions: points are computed without a floating point, so that everyone who counts again gets the same number.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// More digits than this are no number that a person wrote.
const MOST_DIGITS: usize = 15;

/// A fraction in lowest terms. The denominator is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(i64, i64)", into = "(i64, i64)")]
pub struct Ratio {
    numerator: i64,
    denominator: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RatioProblem {
    #[error("divides by zero")]
    DividesByZero,
    #[error("is not a number")]
    NotANumber,
    #[error("has more than {MOST_DIGITS} digits")]
    TooLong,
}

/// How a part of a point becomes whole points. Amounts are never negative, so down is toward zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Down.
    Floor,
    /// To the nearest; a half to the even neighbour.
    HalfEven,
    /// Up.
    Ceil,
}

impl Ratio {
    pub const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    pub fn new(numerator: i64, denominator: i64) -> Result<Self, RatioProblem> {
        if denominator == 0 {
            return Err(RatioProblem::DividesByZero);
        }
        let divisor = common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let sign = if denominator < 0 { -1 } else { 1 };
        let part = |number: i64| {
            i64::try_from(sign * i128::from(number) / i128::from(divisor))
                .map_err(|_| RatioProblem::TooLong)
        };
        Ok(Self {
            numerator: part(numerator)?,
            denominator: part(denominator)?,
        })
    }

    pub const fn whole(number: i64) -> Self {
        Self {
            numerator: number,
            denominator: 1,
        }
    }

    /// A decimal number as JSON and TOML write it, such as `1.5`, `-3` or `2e3`.
    pub fn from_decimal(text: &str) -> Result<Self, RatioProblem> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent),
            None => (text, "0"),
        };
        let exponent: i32 = exponent.parse().map_err(|_| RatioProblem::NotANumber)?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(&digits);
        if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(RatioProblem::NotANumber);
        }
        let number: i64 = digits.parse().map_err(|_| RatioProblem::TooLong)?;
        let places = i32::try_from(fraction.len()).map_err(|_| RatioProblem::TooLong)?;
        let shift = exponent
            .checked_sub(places)
            .filter(|shift| shift.unsigned_abs() as usize <= MOST_DIGITS)
            .ok_or(RatioProblem::TooLong)?;
        let power = 10_i64.pow(shift.unsigned_abs());
        if shift < 0 {
            Self::new(number, power)
        } else {
            let number = number.checked_mul(power).ok_or(RatioProblem::TooLong)?;
            Ok(Self::whole(number))
        }
    }

    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// The whole number, if it is one.
    pub fn as_whole(self) -> Option<i64> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// The product, none when it leaves what a fraction can hold.
    pub fn times(self, other: Self) -> Option<Self> {
        // Across before multiplying, so that 1/3 of 3/1000000000000 is not lost to a large middle.
        let first = Self::new(self.numerator, other.denominator).ok()?;
        let second = Self::new(other.numerator, self.denominator).ok()?;
        Self::new(
            first.numerator.checked_mul(second.numerator)?,
            first.denominator.checked_mul(second.denominator)?,
        )
        .ok()
    }

    /// So much of the number, rounded once; none when it is no `i64`.
    pub fn of(self, number: i64, rounding: Rounding) -> Option<i64> {
        let product = i128::from(number) * i128::from(self.numerator);
        let denominator = i128::from(self.denominator);
        let (down, rest) = (
            product.div_euclid(denominator),
            product.rem_euclid(denominator),
        );
        let goes_up = match rounding {
            Rounding::Floor => false,
            Rounding::Ceil => rest > 0,
            Rounding::HalfEven => match (rest * 2).cmp(&denominator) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal => down.rem_euclid(2) == 1,
            },
        };
        i64::try_from(down + i128::from(goes_up)).ok()
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        let right = i128::from(other.numerator) * i128::from(self.denominator);
        left.cmp(&right)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

impl TryFrom<(i64, i64)> for Ratio {
    type Error = RatioProblem;

    fn try_from((numerator, denominator): (i64, i64)) -> Result<Self, Self::Error> {
        Self::new(numerator, denominator)
    }
}

impl From<Ratio> for (i64, i64) {
    fn from(ratio: Ratio) -> Self {
        (ratio.numerator, ratio.denominator)
    }
}

/// The greatest number that divides both; 1 when both are zero.
fn common_divisor(mut left: u64, mut right: u64) -> u64 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_in_lowest_terms_with_the_sign_above() {
        let ratio = Ratio::new(6, -4).expect("is a fraction");
        assert_eq!((ratio.numerator(), ratio.denominator()), (-3, 2));
        assert_eq!(Ratio::new(1, 0), Err(RatioProblem::DividesByZero));
        assert_eq!(Ratio::new(i64::MIN, -1), Err(RatioProblem::TooLong));
        assert_eq!(
            Ratio::new(i64::MIN, i64::MIN),
            Ok(Ratio::ONE),
            "the edge does not overflow"
        );
    }

    #[test]
    fn reads_decimals_exactly() {
        let read = |text| Ratio::from_decimal(text).map(|ratio| ratio.to_string());
        assert_eq!(read("4.5").as_deref(), Ok("9/2"));
        assert_eq!(read("-0.25").as_deref(), Ok("-1/4"));
        assert_eq!(read("2e3").as_deref(), Ok("2000"));
        assert_eq!(read("1e400"), Err(RatioProblem::TooLong));
        for text in [
            "", "-", ".", "1.2.3", "one", "1e", "1e1.5", "--1", "1.-5", "nan",
        ] {
            assert_eq!(read(text), Err(RatioProblem::NotANumber), "{text}");
        }
    }

    #[test]
    fn rounds_halves_as_asked() {
        let half = Ratio::new(1, 2).expect("is a fraction");
        let all = |number| {
            [Rounding::Floor, Rounding::HalfEven, Rounding::Ceil]
                .map(|rounding| half.of(number, rounding).expect("is small"))
        };
        assert_eq!(all(1), [0, 0, 1]);
        assert_eq!(all(3), [1, 2, 2]);
        assert_eq!(all(4), [2, 2, 2]);
        assert_eq!(all(-1), [-1, 0, 0]);
        assert_eq!(Ratio::whole(2).of(i64::MAX, Rounding::Floor), None);
    }
}
