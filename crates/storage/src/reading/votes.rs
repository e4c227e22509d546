//! Whether an article helped: one vote a person and article, the last one counts.

use contract::{Locale, UnhelpfulArticle, Vote};
use jiff::Timestamp;
use sea_orm::FromQueryResult;

use crate::db::{execute, row, rows};
use crate::entity::column::{Code as _, Coded};
use crate::{Db, Result, Scope, StaffScope, Tx};

/// Words of readers that are shown for one article.
const REASONS: i64 = 10;

/// Puts the person's vote down in place of the earlier one.
pub async fn put(
    tx: &Tx,
    scope: &Scope,
    (category, slug): (&str, &str),
    vote: &Vote,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO article_vote (member_id, category, slug, locale, is_helpful, reason, voted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (member_id, category, slug) DO UPDATE SET
            locale = excluded.locale, is_helpful = excluded.is_helpful, reason = excluded.reason, voted_at = excluded.voted_at";
    let values = [
        scope.member().into(),
        category.into(),
        slug.into(),
        vote.locale.word().into(),
        vote.is_helpful.into(),
        vote.reason.clone().into(),
        now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// The person's own vote.
pub async fn find(db: &Db, scope: &Scope, (category, slug): (&str, &str)) -> Result<Option<Vote>> {
    let sql = "
        SELECT is_helpful, reason, locale FROM article_vote
        WHERE member_id = $1 AND category = $2 AND slug = $3";
    let values = [scope.member().into(), category.into(), slug.into()];
    let found: Option<Voted> = row(db.reader(), sql, values).await?;
    Ok(found.map(|vote| Vote {
        is_helpful: vote.is_helpful,
        reason: vote.reason,
        locale: vote.locale.0,
    }))
}

#[derive(FromQueryResult)]
struct Voted {
    is_helpful: bool,
    reason: Option<String>,
    locale: Coded<Locale>,
}

/// How often an article helped and did not.
#[derive(Clone, Debug, FromQueryResult)]
pub struct VoteCount {
    pub category: String,
    pub slug: String,
    pub helpful: i64,
    pub unhelpful: i64,
}

/// The counts of every article that has a vote, for the vendor's staff.
pub async fn counts(db: &Db, _scope: &StaffScope) -> Result<Vec<VoteCount>> {
    let sql = "
        SELECT category, slug,
               CAST(sum(CASE WHEN is_helpful THEN 1 ELSE 0 END) AS BIGINT) AS helpful,
               CAST(sum(CASE WHEN is_helpful THEN 0 ELSE 1 END) AS BIGINT) AS unhelpful
        FROM article_vote GROUP BY category, slug ORDER BY category, slug";
    rows(db.reader(), sql, []).await
}

/// The articles that were voted unhelpful, the worst first, with the readers' words and without their names.
pub async fn unhelpful(db: &Db, scope: &StaffScope) -> Result<Vec<UnhelpfulArticle>> {
    let mut worst = counts(db, scope).await?;
    worst.retain(|count| count.unhelpful > 0);
    worst.sort_by_key(|count| std::cmp::Reverse((count.unhelpful, -count.helpful)));
    let mut articles = Vec::with_capacity(worst.len());
    for count in worst {
        let sql = "
            SELECT reason FROM article_vote
            WHERE category = $1 AND slug = $2 AND NOT is_helpful AND reason IS NOT NULL
            ORDER BY voted_at DESC LIMIT $3";
        let values = [
            count.category.as_str().into(),
            count.slug.as_str().into(),
            REASONS.into(),
        ];
        let reasons: Vec<Reason> = rows(db.reader(), sql, values).await?;
        articles.push(UnhelpfulArticle {
            helpful: u32::try_from(count.helpful).unwrap_or(u32::MAX),
            unhelpful: u32::try_from(count.unhelpful).unwrap_or(u32::MAX),
            reasons: reasons.into_iter().map(|reason| reason.reason).collect(),
            category: count.category,
            slug: count.slug,
        });
    }
    Ok(articles)
}

#[derive(FromQueryResult)]
struct Reason {
    reason: String,
}
