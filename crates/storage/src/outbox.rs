//! Mails that wait to be sent, kept in the transaction of what they tell of.
//!
//! The token of a link stands in a mail's text as long as it is needed: until the mail was sent, and where it was not, until
//! the link is used, replaced or has run out, since an operator may pass it on by hand.

use contract::{Locale, MailId, MailState, OutboxMail, Page};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{EntityTrait as _, FromQueryResult, Set};
use uuid::Uuid;

use crate::db::{execute, for_claim, rows};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::entity::outbox;
use crate::moment::new_id;
use crate::{Db, Error, PageRequest, Result, StaffScope, TokenHash, Tx};

/// A link that still works, as the mail of the row carries it. `$1` is the time.
const LINK_WORKS: &str = "
    EXISTS (SELECT 1 FROM link l WHERE l.token_hash = outbox.link_hash AND l.used_at IS NULL AND l.expires_at > $1)";
/// What stands in the place of a token.
const BLANKED: &str = "secret = NULL, body = COALESCE(replace(body, secret, '[removed]'), body)";

#[derive(Clone, Debug)]
pub struct NewMail {
    pub to: String,
    pub locale: Locale,
    pub subject: String,
    pub body: String,
    /// The token of the single-use link in the body, if there is one.
    pub secret: Option<String>,
}

/// A mail that this process has to send.
#[derive(Clone, Debug)]
pub struct ClaimedMail {
    pub id: Uuid,
    pub to: String,
    pub locale: Locale,
    pub subject: String,
    pub body: String,
    /// Tries before this one.
    pub attempts: u32,
}

pub async fn enqueue(tx: &Tx, mail: &NewMail, now: Timestamp) -> Result<Uuid> {
    let id = new_id(now);
    let row = outbox::ActiveModel {
        id: Set(id),
        recipient: Set(mail.to.clone()),
        locale: Set(Coded(mail.locale)),
        subject: Set(mail.subject.clone()),
        body: Set(mail.body.clone()),
        secret: Set(mail.secret.clone()),
        link_hash: Set(mail
            .secret
            .as_deref()
            .map(|token| TokenHash::of(token).to_vec())),
        state: Set(Coded(MailState::Waiting)),
        attempts: Set(0),
        next_at: Set(Some(Moment(now))),
        claimed_until: Set(None),
        last_error: Set(None),
        created_at: Set(Moment(now)),
        sent_at: Set(None),
    };
    outbox::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(id)
}

/// Takes up to `limit` mails that are due. Others leave them alone until `lease` has passed. A mail whose link is dead is
/// due no more.
pub async fn claim_due(
    tx: &Tx,
    limit: u32,
    lease: SignedDuration,
    now: Timestamp,
) -> Result<Vec<ClaimedMail>> {
    let sql = format!(
        "SELECT id, recipient, locale, subject, body, attempts FROM outbox
         WHERE state = 'waiting' AND next_at <= $1 AND (claimed_until IS NULL OR claimed_until < $1)
             AND (link_hash IS NULL OR {LINK_WORKS})
         ORDER BY next_at LIMIT $2{}",
        for_claim(tx.connection())
    );
    let due: Vec<Due> = rows(
        tx.connection(),
        &sql,
        [now.as_microsecond().into(), i64::from(limit).into()],
    )
    .await?;
    let until = (now + lease).as_microsecond();
    for mail in &due {
        let sql = "UPDATE outbox SET claimed_until = $1 WHERE id = $2";
        execute(tx.connection(), sql, [until.into(), mail.id.into()]).await?;
    }
    let claimed = |mail: Due| ClaimedMail {
        id: mail.id,
        to: mail.recipient,
        locale: mail.locale.0,
        subject: mail.subject,
        body: mail.body,
        attempts: u32::try_from(mail.attempts).unwrap_or(0),
    };
    Ok(due.into_iter().map(claimed).collect())
}

pub async fn mark_sent(tx: &Tx, id: Uuid, now: Timestamp) -> Result<()> {
    let sql = format!(
        "UPDATE outbox SET state = 'sent', sent_at = $1, attempts = attempts + 1, claimed_until = NULL, last_error = NULL,
             {BLANKED}
         WHERE id = $2"
    );
    expect_one(
        execute(
            tx.connection(),
            &sql,
            [now.as_microsecond().into(), id.into()],
        )
        .await?,
    )
}

/// Blanks the links that work no more.
pub(crate) async fn blank_dead_links(tx: &Tx, now: Timestamp) -> Result<u64> {
    let sql = format!("UPDATE outbox SET {BLANKED} WHERE secret IS NOT NULL AND NOT {LINK_WORKS}");
    execute(tx.connection(), &sql, [now.as_microsecond().into()]).await
}

/// Notes a failed try; the next is at `next_at`, or never when absent.
pub async fn mark_failed(tx: &Tx, id: Uuid, error: &str, next_at: Option<Timestamp>) -> Result<()> {
    let state = if next_at.is_some() {
        MailState::Waiting
    } else {
        MailState::Failed
    };
    let sql = "
        UPDATE outbox SET state = $1, next_at = $2, last_error = $3, attempts = attempts + 1, claimed_until = NULL
        WHERE id = $4 AND state = 'waiting'";
    let values = [
        state.word().into(),
        next_at.map(Moment).into(),
        error.into(),
        id.into(),
    ];
    expect_one(execute(tx.connection(), sql, values).await?)
}

/// All mails, newest first. Operators only.
pub async fn list(db: &Db, scope: &StaffScope, page: &PageRequest) -> Result<Page<OutboxMail>> {
    scope.operator()?;
    let (at, id) = page
        .after::<(i64, Uuid)>()?
        .unwrap_or((i64::MAX, Uuid::max()));
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let sql = "
        SELECT * FROM outbox WHERE (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3";
    let found: Vec<outbox::Model> =
        rows(db.reader(), sql, [at.into(), id.into(), reach.into()]).await?;
    let view = |mail: outbox::Model| OutboxMail {
        id: MailId(mail.id.to_string()),
        to: mail.recipient,
        subject: mail.subject,
        body: mail.body,
        state: mail.state.0,
        created_at: mail.created_at.rfc3339(),
        last_error: mail.last_error,
    };
    Ok(page.page(
        found,
        |mail| (mail.created_at.0.as_microsecond(), mail.id),
        view,
    ))
}

#[derive(FromQueryResult)]
struct Due {
    id: Uuid,
    recipient: String,
    locale: Coded<Locale>,
    subject: String,
    body: String,
    attempts: i32,
}

fn expect_one(touched: u64) -> Result<()> {
    if touched == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}
