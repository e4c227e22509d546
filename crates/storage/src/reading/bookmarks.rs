//! Articles that a person wants to find again.

use jiff::Timestamp;
use sea_orm::FromQueryResult;

use crate::db::{execute, number, rows};
use crate::{Db, Result, Scope, Tx};

/// Adding one that is there changes nothing.
pub async fn add(
    tx: &Tx,
    scope: &Scope,
    (category, slug): (&str, &str),
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO bookmark (member_id, category, slug, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let values = [
        scope.member().into(),
        category.into(),
        slug.into(),
        now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// Removing one that is not there changes nothing.
pub async fn remove(tx: &Tx, scope: &Scope, (category, slug): (&str, &str)) -> Result<()> {
    let sql = "DELETE FROM bookmark WHERE member_id = $1 AND category = $2 AND slug = $3";
    let values = [scope.member().into(), category.into(), slug.into()];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

pub async fn has(db: &Db, scope: &Scope, (category, slug): (&str, &str)) -> Result<bool> {
    let sql = "SELECT count(*) FROM bookmark WHERE member_id = $1 AND category = $2 AND slug = $3";
    let values = [scope.member().into(), category.into(), slug.into()];
    Ok(number(db.reader(), sql, values).await? > 0)
}

/// The addresses of the person's bookmarks, the newest first.
pub async fn list(db: &Db, scope: &Scope) -> Result<Vec<(String, String)>> {
    let sql = "SELECT category, slug FROM bookmark WHERE member_id = $1 ORDER BY created_at DESC, category, slug";
    let found: Vec<Address> = rows(db.reader(), sql, [scope.member().into()]).await?;
    Ok(found
        .into_iter()
        .map(|address| (address.category, address.slug))
        .collect())
}

#[derive(FromQueryResult)]
struct Address {
    category: String,
    slug: String,
}
