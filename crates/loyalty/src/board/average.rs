//! Points by active seat, so that the size of a team or of a company does not win.

use std::cmp::Ordering;

/// So many points of so many seats. Compared exactly, without a division.
#[derive(Clone, Copy, Debug)]
pub struct Average {
    points: i64,
    seats: u32,
}

impl Average {
    /// Nothing without a seat.
    pub const fn new(points: i64, seats: u32) -> Option<Self> {
        if seats == 0 {
            None
        } else {
            Some(Self { points, seats })
        }
    }

    /// Points by seat in tenths, half a tenth rounded up.
    pub fn tenths(self) -> i64 {
        let seats = i128::from(self.seats);
        let tenths = (i128::from(self.points) * 20 + seats).div_euclid(2 * seats);
        i64::try_from(tenths).unwrap_or(i64::MAX)
    }
}

impl Ord for Average {
    fn cmp(&self, other: &Self) -> Ordering {
        let one = i128::from(self.points) * i128::from(other.seats);
        let two = i128::from(other.points) * i128::from(self.seats);
        one.cmp(&two)
    }
}

impl PartialOrd for Average {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Average {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Average {}

/// Sorts by average, the highest first, and gives each its rank: 1, 2, 2, 4.
pub fn ranked<T>(mut all: Vec<(Average, T)>) -> Vec<(usize, Average, T)> {
    all.sort_by_key(|(average, _)| std::cmp::Reverse(*average));
    let mut ranked: Vec<(usize, Average, T)> = Vec::with_capacity(all.len());
    for (index, (average, what)) in all.into_iter().enumerate() {
        let rank = match ranked.last() {
            Some((rank, last, _)) if *last == average => *rank,
            _ => index + 1,
        };
        ranked.push((rank, average, what));
    }
    ranked
}
