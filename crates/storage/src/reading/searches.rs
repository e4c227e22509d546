//! What was searched for, as counts by day and words: who searched is not kept.

use contract::{FinishedSearch, Locale, UnansweredSearch};
use jiff::civil::Date;
use sea_orm::FromQueryResult;

use crate::db::{execute, rows};
use crate::entity::column::{Code as _, Coded};
use crate::{Db, Result, StaffScope, Tx};

const LONGEST_QUERY: usize = 100;
const SHOWN: i64 = 100;

/// Counts one finished search. Words are compared in lower case and without needless space.
pub async fn count(tx: &Tx, search: &FinishedSearch, day: Date) -> Result<()> {
    let words: Vec<String> = search
        .query
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    let query: String = words.join(" ").chars().take(LONGEST_QUERY).collect();
    if query.is_empty() {
        return Ok(());
    }
    let sql = "
        INSERT INTO search_count (day, locale, query, searches, without_result, without_click)
        VALUES ($1, $2, $3, 1, $4, $5)
        ON CONFLICT (day, locale, query) DO UPDATE SET
            searches = search_count.searches + 1,
            without_result = search_count.without_result + excluded.without_result,
            without_click = search_count.without_click + excluded.without_click";
    let (is_empty, is_unopened) = (
        search.results == 0,
        search.results > 0 && !search.was_opened,
    );
    let values = [
        day.to_string().into(),
        search.locale.word().into(),
        query.into(),
        i64::from(is_empty).into(),
        i64::from(is_unopened).into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// Searches since a day that found nothing or of which nothing was opened, the most frequent first.
pub async fn unanswered(
    db: &Db,
    _scope: &StaffScope,
    since: Date,
) -> Result<Vec<UnansweredSearch>> {
    let sql = "
        SELECT query, locale, CAST(sum(searches) AS BIGINT) AS searches,
               CAST(sum(without_result) AS BIGINT) AS without_result,
               CAST(sum(without_click) AS BIGINT) AS without_click, max(day) AS last_on
        FROM search_count WHERE day >= $1
        GROUP BY query, locale HAVING sum(without_result) + sum(without_click) > 0
        ORDER BY sum(without_result) + sum(without_click) DESC, query LIMIT $2";
    let found: Vec<Counted> =
        rows(db.reader(), sql, [since.to_string().into(), SHOWN.into()]).await?;
    Ok(found.into_iter().map(Counted::view).collect())
}

#[derive(FromQueryResult)]
struct Counted {
    query: String,
    locale: Coded<Locale>,
    searches: i64,
    without_result: i64,
    without_click: i64,
    last_on: String,
}

impl Counted {
    fn view(self) -> UnansweredSearch {
        let small = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        UnansweredSearch {
            query: self.query,
            locale: self.locale.0,
            searches: small(self.searches),
            without_result: small(self.without_result),
            without_click: small(self.without_click),
            last_on: self.last_on,
        }
    }
}
