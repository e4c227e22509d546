//! Slows down whoever guesses passwords. Kept in the database, so several processes count together.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{Db, Result, TokenHash, Tx};

/// What is counted, hashed: the table tells nobody which addresses were tried.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// Tries for one e-mail address, whether or not it is known.
    pub fn email(email: &str) -> Self {
        unimplemented!()
    }

    /// Tries from one network address.
    pub fn address(address: &str) -> Self {
        unimplemented!()
    }

    /// Tries from a browser that has signed in as this person before.
    pub fn device(member: Uuid, device: &TokenHash) -> Self {
        unimplemented!()
    }
}

/// How the wait grows: after `free` failures the next try waits `first`, then twice as long each time, up to `longest`.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    pub free: u32,
    pub first: SignedDuration,
    pub longest: SignedDuration,
    /// Failures are forgotten after this long without another.
    pub forget_after: SignedDuration,
}

/// Lets a try pass or says how long it must wait (`Some`). A try that passes is counted as failed at once, so that many at
/// the same time do not slip through; [`clear`] or [`take_back`] it when it turns out right.
pub async fn admit(
    tx: &Tx,
    keys: &[(Key, Policy)],
    now: Timestamp,
) -> Result<Option<SignedDuration>> {
    unimplemented!()
}

/// How long the next try must wait, without counting one.
pub async fn wait(db: &Db, keys: &[Key], now: Timestamp) -> Result<Option<SignedDuration>> {
    unimplemented!()
}

/// Forgets the failures, after a right password.
pub async fn clear(tx: &Tx, keys: &[Key]) -> Result<()> {
    unimplemented!()
}

/// Uncounts one try, for keys that one right password must not wipe (the network address: else an attacker clears it by
/// signing in as oneself now and then).
pub async fn take_back(tx: &Tx, keys: &[Key]) -> Result<()> {
    unimplemented!()
}
