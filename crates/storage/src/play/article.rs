//! What readers do with articles, reported as events: read to the end, and judged. Once for each person and article.

use jiff::{SignedDuration, Timestamp};
use loyalty::Versions;
use sea_orm::FromQueryResult;
use serde_json::json;

use super::report::Own;
use crate::db::{execute, for_update, row};
use crate::entity::column::Moment;
use crate::programme::take_in;
use crate::{AccountScope, Conflict, Error, Result, Tx};

/// An article that the person may open.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub category: &'a str,
    pub slug: &'a str,
    pub title: &'a str,
    /// Nobody reads it in less.
    pub least: SignedDuration,
}

#[derive(FromQueryResult)]
struct ReadingRow {
    opened_at: Moment,
    read_at: Option<Moment>,
}

/// Notes that the person begins to read. Whoever has read it before needs no note.
pub async fn open_article(
    tx: &Tx,
    scope: &AccountScope,
    reading: &Reading<'_>,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO article_reading (member_id, category, slug, opened_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (member_id, category, slug) DO UPDATE SET opened_at = excluded.opened_at
        WHERE article_reading.read_at IS NULL";
    let values = [
        scope.member.into(),
        reading.category.into(),
        reading.slug.into(),
        now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// Reports that the person has come to the end. Again changes nothing. [`Conflict::TooQuick`] when nobody reads it in the time
/// since it was opened, or when it was not opened.
pub async fn read_article(
    tx: &Tx,
    versions: &Versions,
    scope: &AccountScope,
    reading: &Reading<'_>,
    now: Timestamp,
) -> Result<()> {
    let sql = format!(
        "SELECT opened_at, read_at FROM article_reading WHERE member_id = $1 AND category = $2 AND slug = $3{}",
        for_update(tx.connection())
    );
    let key = || {
        [
            scope.member.into(),
            reading.category.into(),
            reading.slug.into(),
        ]
    };
    let found: Option<ReadingRow> = row(tx.connection(), &sql, key()).await?;
    let found = found.ok_or(Error::Conflict(Conflict::TooQuick))?;
    if found.read_at.is_some() {
        return Ok(());
    }
    if now.duration_since(found.opened_at.0) < reading.least {
        return Err(Error::Conflict(Conflict::TooQuick));
    }
    let sql = "
        UPDATE article_reading SET read_at = $4 WHERE member_id = $1 AND category = $2 AND slug = $3";
    let values = key().into_iter().chain([now.as_microsecond().into()]);
    execute(tx.connection(), sql, values).await?;
    report(tx, versions, scope, "article.read", reading, now).await
}

/// Reports that the person has said whether the article helped, whatever was said. Again changes nothing.
pub async fn vote_on_article(
    tx: &Tx,
    versions: &Versions,
    scope: &AccountScope,
    reading: &Reading<'_>,
    now: Timestamp,
) -> Result<()> {
    report(tx, versions, scope, "article.voted", reading, now).await
}

async fn report(
    tx: &Tx,
    versions: &Versions,
    scope: &AccountScope,
    kind: &str,
    reading: &Reading<'_>,
    now: Timestamp,
) -> Result<()> {
    let article = format!("{}/{}", reading.category, reading.slug);
    let own = Own {
        account: scope.account,
        member: Some(scope.member),
        kind,
        id: format!("{kind}:{}:{article}", scope.member),
        subject: reading.title.to_owned(),
        time: now,
        data: json!({ "article": article }),
    };
    take_in(tx, versions, &[own.report()?], now).await?;
    Ok(())
}
