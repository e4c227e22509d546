//! The knowledge base, as far as the reader may open it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{ArticleIndex, ArticleView, Problem};
use knowledge::Lookup;

use crate::articles::reader;
use crate::json::Params;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;

use super::LocaleParam;

/// Lists everything the reader may open.
#[utoipa::path(get, path = "/articles", tag = "knowledge", params(LocaleParam),
    responses((status = 200, body = ArticleIndex)))]
pub async fn list_articles(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<ArticleIndex>, AppError> {
    let reader = reader(&state, &scope).await?;
    Ok(Json(state.library.load().index(
        locale,
        &reader,
        state.clock.now(),
    )))
}

/// One article, in the language asked for or the nearest that there is.
#[utoipa::path(get, path = "/articles/{category}/{slug}", tag = "knowledge",
    params(("category" = String, Path), ("slug" = String, Path), LocaleParam),
    responses(
        (status = 200, body = ArticleView),
        (status = 308, description = "The article has moved; `Location` says where"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "There is none, or none for this reader"),
    ))]
pub async fn get_article(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Path((category, slug)): Path<(String, String)>,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Response, AppError> {
    let reader = reader(&state, &scope).await?;
    match state
        .library
        .load()
        .article(&category, &slug, locale, &reader, state.clock.now())
    {
        Lookup::Found(article) => Ok(Json(article).into_response()),
        Lookup::Moved { category, slug } => {
            let location = format!("/api/v1/articles/{category}/{slug}?locale={locale}");
            Ok((
                StatusCode::PERMANENT_REDIRECT,
                [(header::LOCATION, location)],
            )
                .into_response())
        }
        Lookup::Absent => Err(AppError::NotFound),
    }
}
