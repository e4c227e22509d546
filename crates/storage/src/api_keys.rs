//! Keys with which other programs report to the portal. Of the secret only the hash is kept.

use contract::{ApiKeyId, ApiKeyScope, ApiKeyView, AuditAction, Page};
use jiff::{SignedDuration, Timestamp};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::audit::{self, NewEntry};
use crate::db::{execute, row, rows};
use crate::entity::column::{Code as _, Moment};
use crate::moment::new_id;
use crate::{Db, Error, Occasion, PageRequest, Result, StaffScope, TokenHash, Tx};

/// That a key is used is noted so often at most: a program may ask many times a second.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A key to be made.
#[derive(Clone, Debug)]
pub struct NewKey {
    pub name: String,
    pub scopes: Vec<ApiKeyScope>,
    pub secret_hash: TokenHash,
}

/// The program that a working key belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiClient {
    pub key: Uuid,
    pub scopes: Vec<ApiKeyScope>,
}

#[derive(FromQueryResult)]
struct KeyRow {
    id: Uuid,
    name: String,
    scopes: String,
    created_by: String,
    created_at: Moment,
    last_used_at: Option<Moment>,
    revoked_at: Option<Moment>,
}

#[derive(FromQueryResult)]
struct Working {
    id: Uuid,
    scopes: String,
    last_used_at: Option<Moment>,
}

#[derive(FromQueryResult)]
struct Named {
    name: String,
}

const SELECT: &str = "
    SELECT k.id, k.name, k.scopes, m.name AS created_by, k.created_at, k.last_used_at, k.revoked_at
    FROM api_key k JOIN member m ON m.id = k.created_by";

/// Makes a key. Operators only; [`Conflict::KeyNameTaken`](crate::Conflict::KeyNameTaken) when one of this name works.
pub async fn create(
    tx: &Tx,
    scope: &StaffScope,
    new: &NewKey,
    occasion: Occasion<'_>,
) -> Result<ApiKeyView> {
    scope.operator()?;
    let id = new_id(occasion.now);
    let sql = "
        INSERT INTO api_key (id, name, scopes, secret_hash, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        id.into(),
        new.name.as_str().into(),
        words(&new.scopes).into(),
        new.secret_hash.to_vec().into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    let detail = format!("{}: {}", new.name, words(&new.scopes));
    note(tx, scope, AuditAction::ApiKeyCreated, detail, occasion).await?;
    let sql = format!("{SELECT} WHERE k.id = $1");
    let made: Option<KeyRow> = row(tx.connection(), &sql, [id.into()]).await?;
    made.ok_or(Error::NotFound)?.view()
}

/// All keys, also those that do not work any more, the newest first. Operators only.
pub async fn list(db: &Db, scope: &StaffScope, page: &PageRequest) -> Result<Page<ApiKeyView>> {
    scope.operator()?;
    let after = page.after::<Uuid>()?.unwrap_or(Uuid::max());
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let sql = format!("{SELECT} WHERE k.id < $1 ORDER BY k.id DESC LIMIT $2");
    let found: Vec<KeyRow> = rows(db.reader(), &sql, [after.into(), reach.into()]).await?;
    let views = found
        .into_iter()
        .map(|row| Ok((row.id, row.view()?)))
        .collect::<Result<Vec<_>>>()?;
    Ok(page.page(views, |(id, _)| *id, |(_, view)| view))
}

/// Ends a key; one that has ended stays so. Operators only.
pub async fn revoke(tx: &Tx, scope: &StaffScope, id: Uuid, occasion: Occasion<'_>) -> Result<()> {
    scope.operator()?;
    let sql = "SELECT name FROM api_key WHERE id = $1";
    let found: Option<Named> = row(tx.connection(), sql, [id.into()]).await?;
    let Named { name } = found.ok_or(Error::NotFound)?;
    let sql = "UPDATE api_key SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";
    let values = [occasion.now.as_microsecond().into(), id.into()];
    if execute(tx.connection(), sql, values).await? > 0 {
        note(tx, scope, AuditAction::ApiKeyRevoked, name, occasion).await?;
    }
    Ok(())
}

/// Whose secret it is, while the key works; and notes that it was used.
pub async fn authenticate(
    db: &Db,
    secret: &TokenHash,
    now: Timestamp,
) -> Result<Option<ApiClient>> {
    let sql = "
        SELECT id, scopes, last_used_at FROM api_key WHERE secret_hash = $1 AND revoked_at IS NULL";
    let found: Option<Working> = row(db.reader(), sql, [secret.to_vec().into()]).await?;
    let Some(found) = found else { return Ok(None) };
    let is_noted = found
        .last_used_at
        .is_some_and(|last| now.duration_since(last.0) < NOTED_EVERY);
    if !is_noted {
        let id = found.id;
        let used = db.write(|tx| async move {
            let sql = "UPDATE api_key SET last_used_at = $1 WHERE id = $2";
            execute(
                tx.connection(),
                sql,
                [now.as_microsecond().into(), id.into()],
            )
            .await
        });
        used.await?;
    }
    Ok(Some(ApiClient {
        key: found.id,
        scopes: scopes(&found.scopes)?,
    }))
}

async fn note(
    tx: &Tx,
    scope: &StaffScope,
    action: AuditAction,
    detail: String,
    occasion: Occasion<'_>,
) -> Result<()> {
    let entry = NewEntry {
        action,
        actor: Some(scope.member),
        account: None,
        subject: None,
        detail: Some(detail),
    };
    audit::append(tx, &entry, occasion).await
}

fn words(scopes: &[ApiKeyScope]) -> String {
    let words: Vec<_> = scopes.iter().map(|scope| scope.word()).collect();
    words.join(" ")
}

fn scopes(words: &str) -> Result<Vec<ApiKeyScope>> {
    let scope = |word: &str| {
        ApiKeyScope::parse(word).ok_or_else(|| Error::Unreadable(format!("scope {word:?}")))
    };
    words.split_whitespace().map(scope).collect()
}

impl KeyRow {
    fn view(self) -> Result<ApiKeyView> {
        Ok(ApiKeyView {
            id: ApiKeyId(self.id.to_string()),
            scopes: scopes(&self.scopes)?,
            name: self.name,
            created_by: self.created_by,
            created_at: self.created_at.rfc3339(),
            last_used_at: self.last_used_at.map(Moment::rfc3339),
            revoked_at: self.revoked_at.map(Moment::rfc3339),
        })
    }
}
