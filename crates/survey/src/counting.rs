//! What many answers say together: distribution, score with its interval, rates, comparison, groups and trends.
//!
//! What can be exact is exact: counts are integers and the score is a fraction until it is shown. No number is ever NaN.

mod distribution;
mod interval;
mod summary;
mod tally;
mod trend;

pub use distribution::{Distribution, NetScore};
pub use interval::{Change, Interval, compare, interval};
pub use summary::{AccountWeighted, Fraction, Reach, Summary};
pub use tally::{Cell, LEAST_SHOWN, Tally, by_group};
pub use trend::{Month, Point, trend};

#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;
