//! Entries of the book, and the chain of hashes through them.
//!
//! An entry's hash covers the hash before it and a digest of its own content. The digest stands between so that one
//! holder's statement can show another's entry as a digest alone: the chain holds, and nothing is given away. Ids are
//! random, so a digest cannot be guessed back into a content.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::transfer::Transfer;
use crate::Points;

/// Tells the canonical form of today from any later one.
const FORM: u8 = 1;

/// A SHA-256; hexadecimal on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Digest(pub [u8; 32]);

/// A transfer in its place in the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// 1, 2, 3 … within the account.
    pub position: u64,
    /// When it was entered; never before the entry before it.
    pub booked_at: Timestamp,
    #[serde(flatten)]
    pub transfer: Transfer,
    /// What the giving wallet held afterwards, when it is a holder's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debit_balance: Option<Points>,
    /// What the receiving wallet held afterwards, when it is a holder's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_balance: Option<Points>,
    pub hash: Digest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 64 hexadecimal digits")]
pub struct NotADigest;

impl Digest {
    /// Where the chain of an account begins.
    pub fn genesis(account: Uuid) -> Self {
        let hash = Sha256::new()
            .chain_update(b"kizuna ledger")
            .chain_update([FORM])
            .chain_update(account.as_bytes());
        Self(hash.finalize().into())
    }

    /// The hash of an entry with this content after the entry with this hash.
    #[must_use]
    pub fn followed_by(self, content: Self) -> Self {
        let hash = Sha256::new().chain_update(self.0).chain_update(content.0);
        Self(hash.finalize().into())
    }
}

impl Entry {
    /// The digest of everything that the entry says, without its hash.
    pub fn content(&self) -> Digest {
        let transfer = &self.transfer;
        let mut form = Canonical(Vec::with_capacity(256));
        form.0.push(FORM);
        form.number(self.position.cast_signed());
        form.number(self.booked_at.as_microsecond());
        form.bytes(transfer.id.0.as_bytes());
        form.bytes(transfer.debit.to_string().as_bytes());
        form.bytes(transfer.credit.to_string().as_bytes());
        form.number(transfer.points.get());
        form.bytes(transfer.purpose.word().as_bytes());
        form.number(transfer.occurred_at.as_microsecond());
        let expires_at = transfer.expires_at.map(Timestamp::as_microsecond);
        form.maybe(expires_at.map(i64::to_be_bytes).as_ref());
        form.maybe(transfer.event.as_ref().map(Uuid::as_bytes));
        form.maybe(transfer.hold.as_ref().map(|hold| hold.0.as_bytes()));
        form.maybe(transfer.lot.as_ref().map(|lot| lot.0.as_bytes()));
        form.maybe(transfer.why.as_ref());
        let balance = |points: Option<Points>| points.map(|points| points.get().to_be_bytes());
        form.maybe(balance(self.debit_balance).as_ref());
        form.maybe(balance(self.credit_balance).as_ref());
        Digest(Sha256::digest(&form.0).into())
    }
}

/// Bytes in which no field can be taken for another: each says how long it is.
struct Canonical(Vec<u8>);

impl Canonical {
    fn number(&mut self, number: i64) {
        self.0.extend(number.to_be_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u64).to_be_bytes());
        self.0.extend(bytes);
    }

    fn maybe(&mut self, bytes: Option<impl AsRef<[u8]>>) {
        match bytes {
            Some(bytes) => {
                self.0.push(1);
                self.bytes(bytes.as_ref());
            }
            None => self.0.push(0),
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(NotADigest);
        }
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| NotADigest)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NotADigest)?;
        }
        Ok(Self(bytes))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = NotADigest;

    fn try_from(text: String) -> Result<Self, NotADigest> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Holder, Purpose, TransferId, Wallet};
    use super::*;

    fn entry() -> Entry {
        Entry {
            position: 3,
            booked_at: "2026-11-24T09:00:00Z".parse().unwrap(),
            transfer: Transfer {
                id: TransferId(Uuid::from_u128(1)),
                debit: Wallet::Issued,
                credit: Wallet::Of(Holder::Account),
                points: Points::new(120),
                purpose: Purpose::Earned,
                occurred_at: "2026-11-23T09:00:00Z".parse().unwrap(),
                expires_at: None,
                event: Some(Uuid::from_u128(2)),
                hold: None,
                lot: None,
                why: None,
            },
            debit_balance: None,
            credit_balance: Some(Points::new(500)),
            hash: Digest::genesis(Uuid::nil()),
        }
    }

    /// Statements that were downloaded must still verify in ten years: these bytes are a promise.
    #[test]
    fn the_canonical_form_never_changes() {
        let account = Uuid::from_u128(0x0193_5a4e);
        assert_eq!(
            Digest::genesis(account).to_string(),
            "8a660268b189df0a198bc0052e642071878853a5f229a158bc9d92727ad00aa5"
        );
        assert_eq!(
            entry().content().to_string(),
            "b0d1dfeb5dffbe0630ff40b72ac4205f061b4169300325ab455ab2d171fad8d0"
        );
    }

    #[test]
    fn fields_that_are_absent_cannot_be_taken_for_others() {
        let mut other = entry();
        other.transfer.hold = other.transfer.event.take().map(super::super::HoldId);
        assert_ne!(other.content(), entry().content());
    }

    #[test]
    fn digests_are_read_as_they_are_written() {
        let digest = entry().content();
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!("zz".repeat(32).parse::<Digest>(), Err(NotADigest));
        assert_eq!("é".repeat(32).parse::<Digest>(), Err(NotADigest));
    }
}
