//! Leagues: companies are compared with companies of a similar size alone.

/// With fewer companies there is nothing to compare.
pub const SMALLEST_LEAGUE: usize = 2;

/// How many active people the companies of a league have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeatBand {
    pub from: u32,
    /// The largest number that belongs to it; none for the largest companies.
    pub to: Option<u32>,
}

const BANDS: [SeatBand; 5] = [
    SeatBand::new(1, Some(9)),
    SeatBand::new(10, Some(49)),
    SeatBand::new(50, Some(249)),
    SeatBand::new(250, Some(999)),
    SeatBand::new(1_000, None),
];

impl SeatBand {
    const fn new(from: u32, to: Option<u32>) -> Self {
        Self { from, to }
    }

    /// The band of a company with so many active people; nothing for one without any.
    pub fn of(seats: u32) -> Option<Self> {
        BANDS.into_iter().find(|band| band.holds(seats))
    }

    pub fn holds(self, seats: u32) -> bool {
        self.from <= seats && self.to.is_none_or(|to| seats <= to)
    }
}
