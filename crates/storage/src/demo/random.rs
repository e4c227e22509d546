//! Chance that comes out the same every time: `SplitMix64`, seeded by what it is drawn for. Not for secrets.

pub(super) struct Random(u64);

impl Random {
    /// A generator for one thing, such as one person on one day: what is drawn for another does not shift it.
    pub(super) fn of(about: &[u64]) -> Self {
        about.iter().fold(Self(0x6b69_7a75_6e61), |random, part| {
            let mut mixed = Self(random.0 ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            Self(mixed.next())
        })
    }

    /// From 0 to `end`, without `end` itself. `end` must not be zero.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// From `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// Whether something of this many in ten thousand happens.
    pub(super) fn happens(&mut self, in_ten_thousand: u64) -> bool {
        self.below(10_000) < in_ten_thousand
    }

    pub(super) fn choose<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.next() % u64::try_from(from.len().max(1)).unwrap_or(1))
            .unwrap_or(0);
        from.get(index)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
