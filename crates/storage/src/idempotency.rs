//! Writes that are safe to repeat: the effect and its answer are kept in one transaction under the caller's key.

use jiff::Timestamp;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{TRIES, execute, is_worth_another_try, row, statement};
use crate::{DatabaseKind, Db, Error, Result, Tx};

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
    mut effect: F,
) -> Result<Outcome>
where
    F: FnMut(Tx) -> Fut + Send,
    Fut: Future<Output = Result<Answer>> + Send,
{
    let lock = attempt.lock();
    let Some(_taken) = db.take_key(lock) else {
        return Ok(Outcome::InFlight);
    };
    let mut tries = 1;
    loop {
        let tx = db.begin().await?;
        let outcome = async {
            if db.kind() == DatabaseKind::Postgres && !is_lock_ours(&tx, lock).await? {
                return Ok(Outcome::InFlight);
            }
            if let Some(before) = earlier(&tx, attempt).await? {
                return Ok(before);
            }
            let answer = effect(tx.clone()).await?;
            keep(&tx, attempt, &answer, now).await?;
            Ok(Outcome::Fresh(answer))
        }
        .await;
        match tx.end(outcome).await {
            Err(error) if tries < TRIES && is_worth_another_try(&error) => tries += 1,
            done => return done,
        }
    }
}

impl Attempt<'_> {
    /// The number that stands for person and key where a lock is named by a number.
    fn lock(&self) -> i64 {
        let digest = Sha256::new()
            .chain_update(self.person.as_bytes())
            .chain_update(self.key)
            .finalize();
        digest
            .iter()
            .take(8)
            .fold(0, |number, byte| (number << 8) | i64::from(*byte))
    }
}

/// Takes the lock among all processes until the transaction ends.
async fn is_lock_ours(tx: &Tx, lock: i64) -> Result<bool> {
    let connection = tx.connection();
    let sql = "SELECT pg_try_advisory_xact_lock($1)";
    let found = connection
        .query_one_raw(statement(connection, sql, [lock.into()]))
        .await?;
    Ok(found
        .map(|row| row.try_get_by_index(0))
        .transpose()?
        .unwrap_or(false))
}

#[derive(FromQueryResult)]
struct Kept {
    fingerprint: Vec<u8>,
    status: i32,
    body: String,
}

async fn earlier(tx: &Tx, attempt: Attempt<'_>) -> Result<Option<Outcome>> {
    let sql = "SELECT fingerprint, status, body FROM idempotency WHERE person = $1 AND key = $2";
    let kept: Option<Kept> = row(
        tx.connection(),
        sql,
        [attempt.person.into(), attempt.key.into()],
    )
    .await?;
    let Some(kept) = kept else { return Ok(None) };
    if kept.fingerprint != attempt.fingerprint {
        return Ok(Some(Outcome::Mismatch));
    }
    let status = u16::try_from(kept.status)
        .map_err(|_| Error::Unreadable(format!("{} is not a status", kept.status)))?;
    Ok(Some(Outcome::Replay(Answer {
        status,
        body: kept.body,
    })))
}

async fn keep(tx: &Tx, attempt: Attempt<'_>, answer: &Answer, now: Timestamp) -> Result<()> {
    let sql = "
        INSERT INTO idempotency (person, key, fingerprint, status, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        attempt.person.into(),
        attempt.key.into(),
        attempt.fingerprint.to_vec().into(),
        i32::from(answer.status).into(),
        answer.body.as_str().into(),
        now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}
