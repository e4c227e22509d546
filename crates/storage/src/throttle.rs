//! Slows down whoever guesses passwords. Kept in the database, so several processes count together.

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{execute, for_update, row};
use crate::entity::column::Moment;
use crate::{Db, Result, TokenHash, Tx};

/// What is counted, hashed: the table tells nobody which addresses were tried.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

/// How the wait grows: after `free` failures the next try waits `first`, then twice as long each time, up to `longest`.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    pub free: u32,
    pub first: SignedDuration,
    pub longest: SignedDuration,
    /// Failures are forgotten after this long without another.
    pub forget_after: SignedDuration,
}

impl Key {
    /// Tries for one e-mail address, whether or not it is known.
    pub fn email(email: &str) -> Self {
        Self::hashed("email", email.trim().to_lowercase().as_bytes())
    }

    /// Tries from one network address.
    pub fn address(address: &str) -> Self {
        Self::hashed("address", address.as_bytes())
    }

    /// Tries from a browser that has signed in as this person before.
    pub fn device(member: Uuid, device: &TokenHash) -> Self {
        Self::hashed(
            "device",
            &[member.as_bytes().as_slice(), device.as_bytes()].concat(),
        )
    }

    fn hashed(kind: &str, value: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(kind)
            .chain_update([0])
            .chain_update(value)
            .finalize();
        Self(
            digest
                .iter()
                .fold(format!("{kind}:"), |text, byte| format!("{text}{byte:02x}")),
        )
    }
}

impl Policy {
    fn wait_after(&self, failures: u32) -> SignedDuration {
        let Some(beyond) = failures.checked_sub(self.free.max(1)) else {
            return SignedDuration::ZERO;
        };
        let doubled = 2_i32
            .checked_pow(beyond)
            .and_then(|factor| self.first.checked_mul(factor));
        doubled.map_or(self.longest, |wait| wait.min(self.longest))
    }
}

/// Lets a try pass or says how long it must wait (`Some`). A try that passes is counted as failed at once, so that many at
/// the same time do not slip through; [`clear`] or [`take_back`] it when it turns out right.
pub async fn admit(
    tx: &Tx,
    keys: &[(Key, Policy)],
    now: Timestamp,
) -> Result<Option<SignedDuration>> {
    // In one order always, so that two tries never wait for each other.
    let mut keys: Vec<&(Key, Policy)> = keys.iter().collect();
    keys.sort_by(|one, other| one.0.cmp(&other.0));
    // Whoever must wait leaves no row behind: else a stranger could fill the table with addresses.
    let mut named = Vec::with_capacity(keys.len());
    for (key, _) in &keys {
        named.push(key);
    }
    if let Some(wait) = longest_wait(tx.connection(), &named, now).await? {
        return Ok(Some(wait));
    }
    let mut counted = Vec::with_capacity(keys.len());
    let mut longest = None;
    for (key, policy) in keys {
        let found = take(tx, key, now).await?;
        longest = longest.max(found.wait(now));
        let before = if now.duration_since(found.updated_at.0) > policy.forget_after {
            0
        } else {
            u32::try_from(found.failures).unwrap_or(0)
        };
        counted.push((key, policy, before.saturating_add(1)));
    }
    if longest.is_some() {
        return Ok(longest);
    }
    for (key, policy, failures) in counted {
        count(tx, key, failures, now + policy.wait_after(failures), now).await?;
    }
    Ok(None)
}

/// How long the next try must wait, without counting one.
pub async fn wait(db: &Db, keys: &[Key], now: Timestamp) -> Result<Option<SignedDuration>> {
    longest_wait(db.reader(), &sorted(keys), now).await
}

/// Forgets the failures, after a right password.
pub async fn clear(tx: &Tx, keys: &[Key]) -> Result<()> {
    for key in sorted(keys) {
        execute(
            tx.connection(),
            "DELETE FROM throttle WHERE key = $1",
            [key.0.as_str().into()],
        )
        .await?;
    }
    Ok(())
}

/// Uncounts one try, for keys that one right password must not wipe (the network address: else an attacker clears it by
/// signing in as oneself now and then).
pub async fn take_back(tx: &Tx, keys: &[Key]) -> Result<()> {
    let sql = "UPDATE throttle SET failures = failures - 1, next_at = updated_at WHERE key = $1 AND failures > 0";
    for key in sorted(keys) {
        execute(tx.connection(), sql, [key.0.as_str().into()]).await?;
    }
    Ok(())
}

const SELECT: &str = "SELECT failures, next_at, updated_at FROM throttle WHERE key = $1";

#[derive(FromQueryResult)]
struct Counted {
    failures: i32,
    next_at: Moment,
    updated_at: Moment,
}

impl Counted {
    /// A try that asked nobody to wait holds up no other, also when that one's clock is a little behind.
    fn wait(&self, now: Timestamp) -> Option<SignedDuration> {
        let wait = self.next_at.0.duration_since(now);
        (self.next_at > self.updated_at && wait > SignedDuration::ZERO).then_some(wait)
    }
}

async fn longest_wait(
    connection: &impl ConnectionTrait,
    keys: &[&Key],
    now: Timestamp,
) -> Result<Option<SignedDuration>> {
    let mut longest = None;
    for key in keys {
        let found: Option<Counted> = row(connection, SELECT, [key.0.as_str().into()]).await?;
        longest = longest.max(found.and_then(|found| found.wait(now)));
    }
    Ok(longest)
}

/// The row of a key, made if there is none, and kept from others until the transaction ends: a row that is not there yet
/// could not be locked, and the first tries of many would all count as the first.
async fn take(tx: &Tx, key: &Key, now: Timestamp) -> Result<Counted> {
    let insert = "
        INSERT INTO throttle (key, failures, next_at, updated_at) VALUES ($1, 0, $2, $2) ON CONFLICT (key) DO NOTHING";
    let select = format!("{SELECT}{}", for_update(tx.connection()));
    loop {
        let values = [key.0.as_str().into(), now.as_microsecond().into()];
        execute(tx.connection(), insert, values).await?;
        // Between the two another may have cleared the key.
        if let Some(found) = row(tx.connection(), &select, [key.0.as_str().into()]).await? {
            return Ok(found);
        }
    }
}

async fn count(
    tx: &Tx,
    key: &Key,
    failures: u32,
    next_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE throttle SET failures = $1, next_at = $2, updated_at = $3 WHERE key = $4";
    let values = [
        i32::try_from(failures).unwrap_or(i32::MAX).into(),
        next_at.as_microsecond().into(),
        now.as_microsecond().into(),
        key.0.as_str().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

fn sorted(keys: &[Key]) -> Vec<&Key> {
    let mut keys: Vec<&Key> = keys.iter().collect();
    keys.sort();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_limit() {
        let policy = Policy {
            free: 3,
            first: SignedDuration::from_secs(1),
            longest: SignedDuration::from_secs(60),
            forget_after: SignedDuration::from_hours(1),
        };
        let waits: Vec<i64> = [1, 2, 3, 4, 5, 8, 9, 10, 4_000_000]
            .map(|n| policy.wait_after(n).as_secs())
            .to_vec();
        assert_eq!(waits, [0, 0, 1, 2, 4, 32, 60, 60, 60]);
    }
}
