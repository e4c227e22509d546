//! Slows those who guess passwords, and cannot be used to lock a person out.
//!
//! Failed tries are counted by three keys. The **address** (or IPv6 /64) limits one machine that tries many people. The
//! **email** limits many machines that try one person, but only from browsers in which that person never signed in: a known
//! browser carries a device token and is counted by that **device** instead, so strangers cannot slow it. The reset link
//! works whatever the counters say. Counters live in the database and hold for every process.

use jiff::{SignedDuration, Timestamp};
use storage::throttle::{self, Key, Policy};
use storage::{Scope, TokenHash};
use uuid::Uuid;

use crate::address::ClientAddress;
use crate::problem::AppError;
use crate::state::AppState;

/// For one person, or one known browser: five tries are free, then 1 s doubling to a minute.
const PERSON: Policy = Policy {
    free: 5,
    first: SignedDuration::from_secs(1),
    longest: SignedDuration::from_mins(1),
    forget_after: SignedDuration::from_hours(1),
};
/// For one address, behind which a whole company may sit: fifty tries are free.
const ADDRESS: Policy = Policy { free: 50, ..PERSON };

/// The counters that one try is counted by.
pub struct Tries {
    /// Belongs to the person who tries, and is forgotten when the try was right.
    personal: Option<Key>,
    /// Is shared with others: one right try does not wipe it.
    shared: Option<Key>,
    now: Timestamp,
}

impl Tries {
    /// A try to sign in. `known_device` is whose browser it is, when it is the person's own.
    pub fn sign_in(
        email: &str,
        address: ClientAddress,
        known_device: Option<(Uuid, TokenHash)>,
        now: Timestamp,
    ) -> Self {
        match known_device {
            // What others do behind the same address does not hold up a known browser.
            Some((member, device)) => Self {
                personal: Some(Key::device(member, &device)),
                shared: None,
                now,
            },
            None => Self {
                personal: Some(Key::email(email)),
                shared: Some(Key::address(&address.counted())),
                now,
            },
        }
    }

    /// A try of the current password by someone who is signed in: a stolen session must not be able to guess it, and a
    /// stranger's tries to sign in do not count here.
    pub fn of_session(scope: &Scope, now: Timestamp) -> Self {
        let session = TokenHash::of(&scope.session().to_string());
        Self {
            personal: Some(Key::device(scope.member(), &session)),
            shared: None,
            now,
        }
    }

    /// A request by someone unknown that costs a mail or tries a token; each `what` is counted apart.
    pub fn anonymous(what: &str, address: ClientAddress, now: Timestamp) -> Self {
        let shared = Key::address(&format!("{what} {}", address.counted()));
        Self {
            personal: None,
            shared: Some(shared),
            now,
        }
    }

    fn keys(&self) -> Vec<(Key, Policy)> {
        let personal = self.personal.iter().map(|key| (key.clone(), PERSON));
        personal
            .chain(self.shared.iter().map(|key| (key.clone(), ADDRESS)))
            .collect()
    }

    /// Counts the try as failed before it is made, so that many at once do not slip through; refuses it while it must wait.
    pub async fn admit(&self, state: &AppState) -> Result<(), AppError> {
        let keys = &self.keys();
        let wait = state
            .db
            .write(|tx| async move { throttle::admit(&tx, keys, self.now).await });
        match wait.await? {
            None => Ok(()),
            Some(wait) => {
                // Rounded up: whoever waits as long as told must get through.
                let seconds = wait.as_secs().saturating_add(1);
                Err(AppError::TooManyRequests {
                    retry_after: u32::try_from(seconds).unwrap_or(u32::MAX),
                })
            }
        }
    }

    /// Uncounts the try that turned out right.
    pub async fn succeed(&self, state: &AppState) -> Result<(), AppError> {
        let personal = &Vec::from_iter(self.personal.clone());
        let shared = &Vec::from_iter(self.shared.clone());
        let forget = state.db.write(|tx| async move {
            throttle::clear(&tx, personal).await?;
            throttle::take_back(&tx, shared).await
        });
        Ok(forget.await?)
    }
}
