//! An article's address answers with the article already in the page, for the rights of the reader who is signed in.
//!
//! It can be read before the app has started and without scripts. The markup and the classes are those that the app itself
//! draws (`src/app/shell.rs`, `src/pages/article.rs`), so that nothing moves when the app takes over; a browser test compares
//! the two. What the app would ask for first travels along, so that its first drawing is complete.

mod markup;
mod verdict;
mod words;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use contract::{AccountView, ArticleView, Locale, Me, MyReading};
use knowledge::{Lookup, escape};
use storage::{Scope, accounts, members};

use crate::app_page::{Kept, get_app_page, in_language, respond};
use crate::articles::reader;
use crate::handlers::votes::my_reading;
use crate::problem::AppError;
use crate::session_cookie;
use crate::site;
use crate::state::AppState;

use words::Words;

/// What of the app's page stands for everything that the app will draw.
const BOOT: (&str, &str) = ("<main id=\"boot\"", "</main>");

/// `GET /kb/{category}/{slug}`
pub async fn get_article_page(
    State(state): State<AppState>,
    Path((category, slug)): Path<(String, String)>,
    request: Request,
) -> Response {
    let who = session_cookie::authenticate(&state, request.headers()).await;
    // The app leads to the sign-in page and back; and it has a screen for a server that fails.
    let Ok(Some(scope)) = who else {
        return get_app_page(State(state), request).await;
    };
    let asked = (category.as_str(), slug.as_str());
    match answer(&state, &scope, asked, request.uri(), request.headers()).await {
        Ok(Some(response)) => response,
        Ok(None) => {
            let mut page = get_app_page(State(state), request).await;
            if page.status() == StatusCode::OK {
                *page.status_mut() = StatusCode::NOT_FOUND;
            }
            page
        }
        Err(_) => site::serve(&state, &request),
    }
}

/// The article in its page, or the way to where it moved; nothing when there is none for this reader.
async fn answer(
    state: &AppState,
    scope: &Scope,
    (category, slug): (&str, &str),
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Option<Response>, AppError> {
    let me = members::me(&state.db, scope).await?;
    let locale = chosen_locale(uri).unwrap_or(me.locale);
    let reader = reader(state, scope).await?;
    let library = state.library.load();
    let article = match library.article(category, slug, locale, &reader, state.clock.now()) {
        Lookup::Found(article) => *article,
        Lookup::Moved { category, slug } => {
            let query = uri
                .query()
                .map(|query| format!("?{query}"))
                .unwrap_or_default();
            let location = format!("/kb/{category}/{slug}{query}");
            return Ok(Some(
                (
                    StatusCode::PERMANENT_REDIRECT,
                    [(header::LOCATION, location)],
                )
                    .into_response(),
            ));
        }
        Lookup::Absent => return Ok(None),
    };
    let account = match scope {
        Scope::Customer(scope) => {
            Some(accounts::view(&state.db, &state.programme, scope, state.clock.now()).await?)
        }
        Scope::Staff(_) => None,
    };
    let summary = &article.summary;
    let mine = my_reading(state, scope, (&summary.category, &summary.slug)).await?;
    let site = state.site.load();
    let Some(index) = site.page() else {
        return Ok(None);
    };
    let is_chosen = chosen_locale(uri).is_some();
    let page = fill(
        index,
        &Seen {
            me,
            account,
            article,
            mine,
            locale,
            is_chosen,
        },
    );
    Ok(Some(respond(page, headers)))
}

/// What the page shows, and to whom.
struct Seen {
    me: Me,
    account: Option<AccountView>,
    article: ArticleView,
    mine: MyReading,
    /// The language that was asked for: by the address, else by the profile.
    locale: Locale,
    is_chosen: bool,
}

fn chosen_locale(uri: &Uri) -> Option<Locale> {
    let query = uri.query()?;
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang=")?.parse().ok())
}

/// The app's page with the article in place of the boot screen.
fn fill(index: &str, seen: &Seen) -> String {
    let (before, rest) = index.split_once(BOOT.0).unwrap_or((index, ""));
    let (_, after) = rest.split_once(BOOT.1).unwrap_or(("", ""));
    let words = Words::of(seen.me.locale);
    let title = escape(&seen.article.summary.title);
    let before = in_language(before, seen.me.locale)
        .replacen(
            "<html ",
            &format!("<html data-served data-theme=\"{}\" ", seen.me.theme.name()),
            1,
        )
        .replacen(
            "<title>Kizuna</title>",
            &format!("<title>{title} · Kizuna</title>"),
            1,
        )
        // The text comes first. No script is waited for, and the app is fetched when the text stands on the screen
        // (`public/boot.js`).
        .replacen(
            "<script src=\"/assets/boot-",
            "<script defer src=\"/assets/boot-",
            1,
        );
    let before: String = before
        .split_inclusive('\n')
        .filter(|line| !line.contains("rel=\"preload\"") && !line.contains("rel=\"modulepreload\""))
        .collect();
    format!(
        "{before}{}{}{after}",
        markup::page(seen, words),
        kept(seen).element()
    )
}

/// What the app would ask for first.
fn kept(seen: &Seen) -> Kept {
    let summary = &seen.article.summary;
    let path = format!("/articles/{}/{}", summary.category, summary.slug);
    let mut kept = Kept::new(Some(seen.me.clone()));
    kept.add(format!("{path}?locale={}", seen.locale), &seen.article);
    kept.add(format!("{path}/mine"), &seen.mine);
    if let Some(account) = &seen.account {
        kept.add("/account", account);
    }
    kept
}
