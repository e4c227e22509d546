//! Ascending lists of numbers in nearly as few bits as they can be told in: binary interpolative coding.
//!
//! The middle number comes first, in as many bits as its bounds leave open; it bounds both halves, and so on. Lists that
//! come in clusters, as the articles of one subject do, cost the least.

use super::Damaged;

/// Writes bits, lowest first.
#[derive(Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl BitWriter {
    /// The lowest `width` bits, at most 32.
    pub fn write(&mut self, bits: u32, width: u32) {
        self.pending |= u64::from(bits) << self.count;
        self.count += width;
        while self.count >= 8 {
            self.bytes.push(self.pending.to_le_bytes()[0]);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    /// A number below `choices` in the fewest bits that tell them all apart.
    fn write_below(&mut self, value: u32, choices: u32) {
        let (width, short) = truncated(choices);
        if value < short {
            self.write(value, width);
        } else {
            // The bit that tells the long codes apart comes last, so that the reader needs no second look.
            let long = value + short;
            self.write(long >> 1, width);
            self.write(long & 1, 1);
        }
    }

    /// An ascending list of numbers below `limit`; the reader must know its length.
    pub fn write_ascending(&mut self, list: &[u32], limit: u32) {
        self.write_between(list, 0, limit);
    }

    /// `low..high` holds every number of the list.
    fn write_between(&mut self, list: &[u32], low: u32, high: u32) {
        let Ok(count) = u32::try_from(list.len()) else {
            return;
        };
        if count == 0 || count == high - low {
            return;
        }
        let middle = list.len() / 2;
        let value = list[middle];
        let before = count / 2;
        let after = count - before - 1;
        self.write_below(value - low - before, high - low - before - after);
        self.write_between(&list[..middle], low, value);
        self.write_between(&list[middle + 1..], value + 1, high);
    }

    pub fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push(self.pending.to_le_bytes()[0]);
        }
        self.bytes
    }
}

/// Width of the short codes, and how many there are.
fn truncated(choices: u32) -> (u32, u32) {
    let width = choices.max(1).ilog2();
    // With 2^width choices exactly, every code is short.
    let short = (2_u64 << width) - u64::from(choices.max(1));
    (width, u32::try_from(short).unwrap_or(u32::MAX))
}

#[derive(Debug)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    pending: u64,
    count: u32,
}

impl<'a> BitReader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            pending: 0,
            count: 0,
        }
    }

    /// At most 32 bits; zeros after the end, which only damaged input reaches.
    fn read(&mut self, width: u32) -> u32 {
        while self.count < width {
            let (first, rest) = self.bytes.split_first().unwrap_or((&0, &[]));
            self.pending |= u64::from(*first) << self.count;
            self.bytes = rest;
            self.count += 8;
        }
        let value = self.pending & ((1 << width) - 1);
        self.pending >>= width;
        self.count -= width;
        u32::try_from(value).unwrap_or(0)
    }

    fn read_below(&mut self, choices: u32) -> u32 {
        let (width, short) = truncated(choices);
        let value = self.read(width);
        if value < short {
            value
        } else {
            // Damaged input alone makes the number too large.
            ((value << 1 | self.read(1)) - short).min(choices - 1)
        }
    }

    /// Appends the list of `count` ascending numbers below `limit`.
    pub fn read_ascending(
        &mut self,
        count: usize,
        limit: u32,
        into: &mut Vec<u32>,
    ) -> Result<(), Damaged> {
        let count = u32::try_from(count).map_err(|_| Damaged)?;
        if count > limit {
            return Err(Damaged);
        }
        self.read_between(count, 0, limit, into);
        Ok(())
    }

    fn read_between(&mut self, count: u32, low: u32, high: u32, into: &mut Vec<u32>) {
        if count == 0 {
            return;
        }
        if count == high - low {
            into.extend(low..high);
            return;
        }
        let before = count / 2;
        let after = count - before - 1;
        let value = low + before + self.read_below(high - low - before - after);
        self.read_between(before, low, value, into);
        into.push(value);
        self.read_between(after, value + 1, high, into);
    }
}
