//! Writes that are safe to repeat: the effect and its answer are kept in one transaction under the caller's key.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Db, Result, Tx};

/// Names one intended write of one person.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    pub person: Uuid,
    pub key: &'a str,
    /// A hash of method, path and body: the same key with another body is a mistake.
    pub fingerprint: &'a [u8; 32],
}

/// The answer that is given again to the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The effect happened now.
    Fresh(Answer),
    /// It had happened before; this is what was answered.
    Replay(Answer),
    /// The key was used for another request.
    Mismatch,
    /// The same request is being worked on.
    InFlight,
}

/// Runs `effect` once per key. When it fails nothing is kept, and the key may be tried again.
pub async fn run<F, Fut>(
    db: &Db,
    attempt: Attempt<'_>,
    now: Timestamp,
    effect: F,
) -> Result<Outcome>
where
    F: FnMut(Tx) -> Fut + Send,
    Fut: Future<Output = Result<Answer>> + Send,
{
    unimplemented!()
}
