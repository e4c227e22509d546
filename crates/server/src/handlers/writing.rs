//! What the vendor's writers work with: the state of every article, what to write next, and how a file would look.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use contract::{
    ArticleProblem, AskPreview, Locale, MissingContext, Preview, Problem, StaleTranslation,
    WritingArticle, WritingGaps, WritingState,
};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use knowledge::{Diagnostic, File, Library, Reader, Written};
use storage::reading::{searches, votes};
use storage::{Scope, StaffScope};

use crate::articles::reader;
use crate::json::{Body, Params};
use crate::policy::Staff;
use crate::problem::AppError;
use crate::state::AppState;

use super::LocaleParam;

/// A file of the largest size that an article may have, and what JSON adds to it.
pub const LARGEST_PREVIEW: usize = 1_153_434;
const DAYS_OF_SEARCHES: i64 = 90;

/// Lists every article with its state in each language.
#[utoipa::path(get, path = "/writing/articles", tag = "vendor", params(LocaleParam),
    responses((status = 200, body = Vec<WritingArticle>)))]
pub async fn list_writing_articles(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<Vec<WritingArticle>>, AppError> {
    let written = state.library.load().written(locale, state.clock.now());
    let mut counts: BTreeMap<(String, String), (i64, i64)> = votes::counts(&state.db, &scope)
        .await?
        .into_iter()
        .map(|count| {
            (
                (count.category, count.slug),
                (count.helpful, count.unhelpful),
            )
        })
        .collect();
    let articles = written.into_iter().map(|article| {
        let address = (article.category, article.slug);
        let (helpful, unhelpful) = counts.remove(&address).unwrap_or_default();
        let (category, slug) = address;
        WritingArticle {
            category,
            slug,
            title: article.title,
            languages: article.languages,
            helpful: u32::try_from(helpful).unwrap_or(u32::MAX),
            unhelpful: u32::try_from(unhelpful).unwrap_or(u32::MAX),
        }
    });
    Ok(Json(articles.collect()))
}

/// Says what to write next.
#[utoipa::path(get, path = "/writing/gaps", tag = "vendor", params(LocaleParam),
    responses((status = 200, body = WritingGaps)))]
pub async fn get_writing_gaps(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<WritingGaps>, AppError> {
    let now = state.clock.now();
    let today = now.to_zoned(TimeZone::UTC).date();
    let since = today.saturating_sub(DAYS_OF_SEARCHES.days());
    let searches = searches::unanswered(&state.db, &scope, since).await?;
    let unhelpful = votes::unhelpful(&state.db, &scope).await?;
    let reader = staff_reader(&state, scope).await?;
    let library = state.library.load();
    Ok(Json(WritingGaps {
        searches,
        unhelpful,
        contexts: missing_contexts(&library, &reader, now),
        translations: waiting_translations(&library.written(locale, now)),
    }))
}

/// Shows a file as readers would see it among the others, and what is wrong with it. Nothing is kept.
#[utoipa::path(post, path = "/writing/previews", tag = "vendor", request_body = AskPreview,
    responses(
        (status = 200, body = Preview),
        (status = 413, body = Problem, content_type = "application/problem+json", description = "An article holds at most 1 MB"),
    ))]
pub async fn create_preview(
    State(state): State<AppState>,
    Body(AskPreview { path, text }): Body<AskPreview>,
) -> Result<Json<Preview>, AppError> {
    let now = state.clock.now();
    let library = Library::clone(&state.library.load());
    let render = move || library.preview(&File::from((path, text)), now);
    let preview = tokio::task::spawn_blocking(render)
        .await
        .map_err(AppError::internal)?;
    Ok(Json(Preview {
        article: preview.article,
        problems: preview.problems.into_iter().map(problem).collect(),
    }))
}

/// The file of an article as it lies in the folder now.
#[utoipa::path(get, path = "/writing/articles/{locale}/{category}/{slug}/source", tag = "vendor",
    params(("locale" = Locale, Path), ("category" = String, Path), ("slug" = String, Path)),
    responses(
        (status = 200, body = AskPreview, description = "What a preview of it would be asked with"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn get_article_source(
    State(state): State<AppState>,
    Path((locale, category, slug)): Path<(String, String, String)>,
) -> Result<Json<AskPreview>, AppError> {
    let locale: Locale = locale.parse().map_err(|_| AppError::NotFound)?;
    // Only what the library knows is read, so that no path leads out of the folder.
    let path = state.library.load().path(locale, &category, &slug);
    let path = path.ok_or(AppError::NotFound)?;
    let file = state.settings.articles.join(&path);
    let bytes = match tokio::fs::read(&file).await {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(AppError::NotFound);
        }
        Err(error) => return Err(AppError::internal(error)),
    };
    if bytes.len() > File::bytes_wanted(&path) {
        return Err(AppError::TooLarge);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Json(AskPreview { path, text }))
}

async fn staff_reader(state: &AppState, scope: StaffScope) -> Result<Reader, AppError> {
    reader(state, &Scope::Staff(scope)).await
}

/// The pages with which no article helps, with the languages in which it is so.
fn missing_contexts(library: &Library, reader: &Reader, now: Timestamp) -> Vec<MissingContext> {
    let lacks = |page: &str, locale: Locale| {
        let helping = library.for_context(page, locale, reader, now);
        helping.iter().all(|article| article.locale != locale)
    };
    knowledge::contexts()
        .map(|page| MissingContext {
            page: page.to_owned(),
            locales: Locale::ALL
                .into_iter()
                .filter(|locale| lacks(page, *locale))
                .collect(),
        })
        .filter(|missing| !missing.locales.is_empty())
        .collect()
}

fn waiting_translations(written: &[Written]) -> Vec<StaleTranslation> {
    let mut waiting = Vec::new();
    for article in written.iter().filter(|article| !article.is_draft) {
        for language in &article.languages {
            let is_missing = language.state == WritingState::Missing;
            if is_missing || language.state == WritingState::Stale {
                waiting.push(StaleTranslation {
                    category: article.category.clone(),
                    slug: article.slug.clone(),
                    title: article.title.clone(),
                    locale: language.locale,
                    is_missing,
                });
            }
        }
    }
    waiting
}

fn problem(found: Diagnostic) -> ArticleProblem {
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    ArticleProblem {
        is_error: found.is_error(),
        line: small(found.line),
        column: small(found.column),
        message: found.message,
        source: found.source_line,
    }
}
