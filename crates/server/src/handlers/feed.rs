//! New and changed articles: as a list, and as an Atom feed at a private address.

use std::fmt::Write;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{ArticleChange, ArticleSummary, FeedAddress, Locale, MyFeed, Problem};
use knowledge::escape;
use storage::TokenHash;
use storage::reading::feeds;

use crate::articles::reader;
use crate::json::Params;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;
use crate::tokens;

use super::LocaleParam;

/// How many articles the page and the feed show.
const SHOWN: usize = 50;

/// Lists the articles that changed last, the newest first.
#[utoipa::path(get, path = "/changes", tag = "knowledge", params(LocaleParam),
    responses((status = 200, body = Vec<ArticleChange>)))]
pub async fn list_changes(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<Vec<ArticleChange>>, AppError> {
    let reader = reader(&state, &scope).await?;
    let library = state.library.load();
    Ok(Json(library.changes(
        SHOWN,
        locale,
        &reader,
        state.clock.now(),
    )))
}

/// Says whether the reader has a feed.
#[utoipa::path(get, path = "/feed", tag = "knowledge", responses((status = 200, body = MyFeed)))]
pub async fn get_my_feed(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
) -> Result<Json<MyFeed>, AppError> {
    let made_at = feeds::made_at(&state.db, &scope).await?;
    Ok(Json(MyFeed { made_at }))
}

/// Makes a private address for the reader's feed. The one before stops working.
#[utoipa::path(post, path = "/feed", tag = "knowledge", params(LocaleParam),
    responses((status = 200, body = FeedAddress)))]
pub async fn create_feed(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<FeedAddress>, AppError> {
    let token = tokens::random_token();
    let (now, scope, hash) = (state.clock.now(), &scope, &TokenHash::of(&token));
    let put = state
        .db
        .write(|tx| async move { feeds::put(&tx, scope, hash, now).await });
    put.await?;
    let url = format!(
        "{}/api/v1/feeds/{token}?locale={locale}",
        state.settings.public_url
    );
    Ok(Json(FeedAddress { url }))
}

/// Ends the reader's feed.
#[utoipa::path(delete, path = "/feed", tag = "knowledge", responses((status = 204, description = "Ended")))]
pub async fn delete_feed(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
) -> Result<StatusCode, AppError> {
    let scope = &scope;
    let remove = state
        .db
        .write(|tx| async move { feeds::remove(&tx, scope).await });
    remove.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The Atom feed of new and changed articles, for whoever knows the private address.
#[utoipa::path(get, path = "/feeds/{token}", tag = "knowledge", params(("token" = String, Path), LocaleParam),
    responses(
        (status = 200, body = String, content_type = "application/atom+xml"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "No such address, or it was replaced"),
    ))]
pub async fn get_feed(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Response, AppError> {
    let owner = feeds::owner(&state.db, &TokenHash::of(&token)).await?;
    let reader = reader(&state, &owner.ok_or(AppError::NotFound)?).await?;
    let library = state.library.load();
    let articles = library.newest(SHOWN, locale, &reader, state.clock.now());
    let atom = render(&articles, locale, &state.settings.public_url);
    Ok((
        [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")],
        atom,
    )
        .into_response())
}

/// RFC 4287. Ids are the articles' addresses, so a reader's program knows a changed article again.
fn render(articles: &[ArticleSummary], locale: Locale, public_url: &str) -> String {
    let title = match locale {
        Locale::En => "New in knowledge",
        Locale::Ja => "ナレッジの新着",
        Locale::ZhHant => "知識庫新內容",
    };
    let updated = articles
        .first()
        .map_or("1970-01-01", |article| article.updated.as_str());
    let mut atom = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{locale}\">\n\
         <id>{url}/kb</id>\n<title>{title}</title>\n<updated>{updated}T00:00:00Z</updated>\n<link href=\"{url}/kb/new\"/>\n\
         <author><name>Kizuna</name></author>\n",
        url = escape(public_url),
    );
    for article in articles {
        let address = format!("{public_url}/kb/{}/{}", article.category, article.slug);
        let _ = write!(
            atom,
            "<entry xml:lang=\"{}\">\n<id>{address}</id>\n<title>{}</title>\n<link href=\"{address}\"/>\n\
             <updated>{}T00:00:00Z</updated>\n<summary>{}</summary>\n<category term=\"{}\" label=\"{}\"/>\n</entry>\n",
            article.locale,
            escape(&article.title),
            article.updated,
            escape(&article.summary),
            escape(&article.category),
            escape(&article.category_title),
            address = escape(&address),
        );
    }
    atom.push_str("</feed>\n");
    atom
}
