//! Badges and the streak of the person who asks, what was earned and not yet told, and reading articles to their end.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::{ArticleProgress, Celebrations, Locale, MyBadges, PlayNews, Problem};
use jiff::SignedDuration;
use knowledge::Lookup;
use storage::play::{self, Reading};
use storage::{AccountScope, Scope};

use super::LocaleParam;
use crate::articles::reader;
use crate::json::{Body, Params};
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

/// Whoever reads four times as fast as people do has not read.
const QUICKEST: i64 = 4;
const LEAST_SECONDS: i64 = 10;

/// All badges of the programme and those that the person has, with day and reason; and the streak of working weeks.
#[utoipa::path(get, path = "/badges", tag = "programme", params(LocaleParam),
    responses((status = 200, body = MyBadges)))]
pub async fn get_badges(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<MyBadges>, AppError> {
    let now = state.clock.now();
    let found = play::badges(&state.db, &scope, &state.programme, locale, now).await?;
    Ok(Json(found))
}

/// Sets whether the person is told of what was earned.
#[utoipa::path(put, path = "/badges/celebrations", tag = "programme", request_body = Celebrations,
    responses((status = 204, description = "Kept")))]
pub async fn put_celebrations(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Body(choice): Body<Celebrations>,
) -> Result<StatusCode, AppError> {
    let scope = &scope;
    let put = state
        .db
        .write(|tx| async move { play::celebrations(&tx, scope, choice.is_on).await });
    put.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was earned and not yet told.
#[utoipa::path(get, path = "/badges/news", tag = "programme", params(LocaleParam),
    responses((status = 200, body = PlayNews)))]
pub async fn get_play_news(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<PlayNews>, AppError> {
    let news = play::news(&state.db, &scope, &state.programme, locale).await?;
    Ok(Json(news))
}

/// Notes that the person was told of everything so far.
#[utoipa::path(delete, path = "/badges/news", tag = "programme",
    responses((status = 204, description = "Told")))]
pub async fn delete_play_news(
    State(state): State<AppState>,
    Customer(scope): Customer,
) -> Result<StatusCode, AppError> {
    let (scope, now) = (&scope, state.clock.now());
    let tell = state
        .db
        .write(|tx| async move { play::tell(&tx, scope, now).await });
    tell.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that the person opens an article, or has come to its end. The end counts once, and only after a time in which the
/// article can be read.
#[utoipa::path(put, path = "/articles/{category}/{slug}/reading", tag = "knowledge", request_body = ArticleProgress,
    params(("category" = String, Path), ("slug" = String, Path)),
    responses(
        (status = 204, description = "Noted"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "Nobody reads it in the time since it was opened"),
    ))]
pub async fn put_reading(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Path((category, slug)): Path<(String, String)>,
    Body(progress): Body<ArticleProgress>,
) -> Result<StatusCode, AppError> {
    let (title, least) = open_article(&state, &scope, &category, &slug).await?;
    let (scope, versions, now) = (&scope, &state.programme, state.clock.now());
    let reading = &Reading {
        category: &category,
        slug: &slug,
        title: &title,
        least,
    };
    let put = state.db.write(|tx| async move {
        if progress.is_at_end {
            play::read_article(&tx, versions, scope, reading, now).await
        } else {
            play::open_article(&tx, scope, reading, now).await
        }
    });
    put.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The title of an article that is open to the person, and the least time it takes.
pub async fn open_article(
    state: &AppState,
    scope: &AccountScope,
    category: &str,
    slug: &str,
) -> Result<(String, SignedDuration), AppError> {
    let reader = reader(state, &Scope::Customer(scope.clone())).await?;
    let library = state.library.load();
    // The title is that of the source: what is kept of an event has one language.
    match library.article(category, slug, Locale::En, &reader, state.clock.now()) {
        Lookup::Found(article) => {
            let summary = &article.summary;
            let seconds = i64::from(summary.minutes) * 60 / QUICKEST;
            let least = SignedDuration::from_secs(seconds.max(LEAST_SECONDS));
            Ok((summary.title.clone(), least))
        }
        Lookup::Moved { .. } | Lookup::Absent => Err(AppError::NotFound),
    }
}
