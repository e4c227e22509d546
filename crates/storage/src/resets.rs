//! Requests for a password reset, put down alike for known and unknown addresses and worked off later by a job, so that
//! the answer and its time tell nothing.

use contract::Locale;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{EntityTrait as _, FromQueryResult};
use uuid::Uuid;

use crate::db::{execute, for_claim, row};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::entity::reset_request;
use crate::moment::new_id;
use crate::{Error, Result, Tx};

#[derive(Clone, Debug)]
pub struct ResetRequest {
    pub id: Uuid,
    pub email: String,
    /// The language of the page it was asked on.
    pub locale: Locale,
    pub created_at: Timestamp,
}

/// Puts a request down, unless one for the same address still waits.
pub async fn add(tx: &Tx, email: &str, locale: Locale, now: Timestamp) -> Result<()> {
    let sql = "
        INSERT INTO reset_request (id, email, locale, created_at)
        SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM reset_request WHERE email = $2)";
    let email = email.trim().to_lowercase();
    let values = [
        new_id(now).into(),
        email.into(),
        locale.word().into(),
        now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// Takes the oldest request that nobody works on. After `lease` another may take it.
pub async fn claim_next(
    tx: &Tx,
    now: Timestamp,
    lease: SignedDuration,
) -> Result<Option<ResetRequest>> {
    let sql = format!(
        "SELECT id, email, locale, created_at FROM reset_request
         WHERE claimed_until IS NULL OR claimed_until < $1
         ORDER BY created_at LIMIT 1{}",
        for_claim(tx.connection())
    );
    let found: Option<Request> = row(tx.connection(), &sql, [now.as_microsecond().into()]).await?;
    let Some(request) = found else {
        return Ok(None);
    };
    let until = (now + lease).as_microsecond();
    let sql = "UPDATE reset_request SET claimed_until = $1 WHERE id = $2";
    execute(tx.connection(), sql, [until.into(), request.id.into()]).await?;
    Ok(Some(ResetRequest {
        id: request.id,
        email: request.email,
        locale: request.locale.0,
        created_at: request.created_at.0,
    }))
}

/// Removes the request. [`Error::NotFound`] when another process has finished it: then nothing may be sent.
pub async fn finish(tx: &Tx, id: Uuid) -> Result<()> {
    let done = reset_request::Entity::delete_by_id(id)
        .exec(tx.connection())
        .await?;
    if done.rows_affected == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct Request {
    id: Uuid,
    email: String,
    locale: Coded<Locale>,
    created_at: Moment,
}
