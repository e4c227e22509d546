//! Numbers and text in few bytes.
//!
//! It must not know what they mean. Reading never trusts its input: what cannot be right is an error, never a panic.

mod bits;

pub(crate) use self::bits::{BitReader, BitWriter};

/// The bytes are not what the index was written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a file of the search index is damaged")]
pub struct Damaged;

/// A count as it is written; none comes near to the limit.
pub(crate) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Appends a number in as many bytes as it needs, seven bits each.
pub(crate) fn write_number(mut number: u32, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}

/// Appends a text after its length.
pub(crate) fn write_text(text: &str, into: &mut Vec<u8>) {
    write_number(small(text.len()), into);
    into.extend_from_slice(text.as_bytes());
}

/// Reads what was written, from the front.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn byte(&mut self) -> Result<u8, Damaged> {
        let (first, rest) = self.0.split_first().ok_or(Damaged)?;
        self.0 = rest;
        Ok(*first)
    }

    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(Damaged)?;
        self.0 = rest;
        Ok(bytes)
    }

    pub fn number(&mut self) -> Result<u32, Damaged> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    /// How many things follow; each takes at least one byte, so that a damaged number cannot ask for all memory.
    pub fn count(&mut self) -> Result<usize, Damaged> {
        let count = usize::try_from(self.number()?).map_err(|_| Damaged)?;
        if count > self.0.len() {
            return Err(Damaged);
        }
        Ok(count)
    }

    pub fn text(&mut self) -> Result<&'a str, Damaged> {
        let length = self.count()?;
        str::from_utf8(self.bytes(length)?).map_err(|_| Damaged)
    }

    pub fn word(&mut self) -> Result<u64, Damaged> {
        let bytes = self.bytes(8)?;
        bytes
            .try_into()
            .map(u64::from_le_bytes)
            .map_err(|_| Damaged)
    }
}

#[cfg(test)]
mod tests;
