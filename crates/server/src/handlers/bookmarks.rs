//! Articles that a reader wants to find again.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::ArticleSummary;
use knowledge::Lookup;
use storage::reading::bookmarks;

use crate::articles::reader;
use crate::json::Params;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;

use super::LocaleParam;
use super::votes::must_be_open;

/// Lists the reader's bookmarks, the newest first. One whose article has gone is left out.
#[utoipa::path(get, path = "/bookmarks", tag = "knowledge", params(LocaleParam),
    responses((status = 200, body = Vec<ArticleSummary>)))]
pub async fn list_bookmarks(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<Vec<ArticleSummary>>, AppError> {
    let addresses = bookmarks::list(&state.db, &scope).await?;
    let reader = reader(&state, &scope).await?;
    let (library, now) = (state.library.load(), state.clock.now());
    let mut articles = Vec::with_capacity(addresses.len());
    for (category, slug) in addresses {
        let mut found = library.article(&category, &slug, locale, &reader, now);
        if let Lookup::Moved { category, slug } = found {
            found = library.article(&category, &slug, locale, &reader, now);
        }
        if let Lookup::Found(article) = found {
            articles.push(article.summary);
        }
    }
    Ok(Json(articles))
}

/// Keeps the article among the bookmarks.
#[utoipa::path(put, path = "/articles/{category}/{slug}/bookmark", tag = "knowledge",
    params(("category" = String, Path), ("slug" = String, Path)),
    responses((status = 204, description = "Kept")))]
pub async fn put_bookmark(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Path((category, slug)): Path<(String, String)>,
) -> Result<StatusCode, AppError> {
    let article = (category.as_str(), slug.as_str());
    must_be_open(&state, &scope, article).await?;
    let (now, scope) = (state.clock.now(), &scope);
    let add = state
        .db
        .write(|tx| async move { bookmarks::add(&tx, scope, article, now).await });
    add.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the article out of the bookmarks; also one that can no longer be opened.
#[utoipa::path(delete, path = "/articles/{category}/{slug}/bookmark", tag = "knowledge",
    params(("category" = String, Path), ("slug" = String, Path)),
    responses((status = 204, description = "Gone")))]
pub async fn delete_bookmark(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Path((category, slug)): Path<(String, String)>,
) -> Result<StatusCode, AppError> {
    let (scope, article) = (&scope, (category.as_str(), slug.as_str()));
    let remove = state
        .db
        .write(|tx| async move { bookmarks::remove(&tx, scope, article).await });
    remove.await?;
    Ok(StatusCode::NO_CONTENT)
}
