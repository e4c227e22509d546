//! Whether an article helped, and what this reader did with it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::{Locale, MyReading, Problem, Vote};
use knowledge::Lookup;
use storage::Scope;
use storage::play::{self, Reading};
use storage::reading::{bookmarks, votes};

use super::badges::open_article;
use crate::articles::reader;
use crate::json::Body;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;

const LONGEST_REASON: usize = 1_000;

/// The reader's own vote and bookmark.
#[utoipa::path(get, path = "/articles/{category}/{slug}/mine", tag = "knowledge",
    params(("category" = String, Path), ("slug" = String, Path)),
    responses((status = 200, body = MyReading)))]
pub async fn get_my_reading(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Path((category, slug)): Path<(String, String)>,
) -> Result<Json<MyReading>, AppError> {
    let article = (category.as_str(), slug.as_str());
    must_be_open(&state, &scope, article).await?;
    Ok(Json(my_reading(&state, &scope, article).await?))
}

/// What the reader did with an article that is open to them.
pub async fn my_reading(
    state: &AppState,
    scope: &Scope,
    article: (&str, &str),
) -> Result<MyReading, AppError> {
    Ok(MyReading {
        is_bookmarked: bookmarks::has(&state.db, scope, article).await?,
        vote: votes::find(&state.db, scope, article).await?,
    })
}

/// Says whether the article helped. One vote a person; the last one counts.
#[utoipa::path(put, path = "/articles/{category}/{slug}/vote", tag = "knowledge", request_body = Vote,
    params(("category" = String, Path), ("slug" = String, Path)),
    responses(
        (status = 204, description = "Kept"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn put_vote(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Path((category, slug)): Path<(String, String)>,
    Body(mut vote): Body<Vote>,
) -> Result<StatusCode, AppError> {
    let article = (category.as_str(), slug.as_str());
    must_be_open(&state, &scope, article).await?;
    vote.reason = vote
        .reason
        .map(|reason| reason.trim().to_owned())
        .filter(|reason| !reason.is_empty());
    if vote
        .reason
        .as_deref()
        .is_some_and(|reason| reason.chars().count() > LONGEST_REASON)
    {
        return Err(AppError::invalid(
            "/reason",
            "too_long",
            "at most 1,000 characters",
        ));
    }
    let of_customer = match &scope {
        Scope::Customer(scope) => {
            Some((scope, open_article(&state, scope, &category, &slug).await?))
        }
        Scope::Staff(_) => None,
    };
    let (now, scope, vote, versions) = (state.clock.now(), &scope, &vote, &state.programme);
    let of_customer = &of_customer;
    let put = state.db.write(|tx| async move {
        votes::put(&tx, scope, article, vote, now).await?;
        let Some((scope, (title, least))) = of_customer else {
            return Ok(());
        };
        let reading = Reading {
            category: article.0,
            slug: article.1,
            title,
            least: *least,
        };
        play::vote_on_article(&tx, versions, scope, &reading, now).await
    });
    put.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answers 404 for an article that is not there or not for this reader.
pub async fn must_be_open(
    state: &AppState,
    scope: &Scope,
    (category, slug): (&str, &str),
) -> Result<(), AppError> {
    let reader = reader(state, scope).await?;
    let library = state.library.load();
    match library.article(category, slug, Locale::En, &reader, state.clock.now()) {
        Lookup::Found(_) => Ok(()),
        Lookup::Moved { .. } | Lookup::Absent => Err(AppError::NotFound),
    }
}
