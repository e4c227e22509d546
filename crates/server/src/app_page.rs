//! The app's page for whoever asks: who is signed in, and what the app would ask for first, travel along in it.
//!
//! The app's first drawing then waits for nothing but the app itself. What cannot be told now is left out: the app asks.

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{Locale, Me};
use serde::Serialize;
use storage::{Scope, accounts, members};

use crate::articles::reader;
use crate::handlers::home;
use crate::problem::AppError;
use crate::session_cookie;
use crate::site;
use crate::state::AppState;
use crate::tokens;

/// Who is signed in, and bodies of answers by their path below `/api/v1`.
#[derive(Serialize)]
pub struct Kept {
    me: Option<Me>,
    answers: BTreeMap<String, String>,
}

impl Kept {
    pub fn new(me: Option<Me>) -> Self {
        Self {
            me,
            answers: BTreeMap::new(),
        }
    }

    /// The answer that `GET path` would give, to the letter: from any other text the app draws its page anew when it has
    /// asked again.
    pub fn add(&mut self, path: impl Into<String>, answer: &impl Serialize) {
        // What cannot be told now is asked for.
        if let Ok(body) = serde_json::to_string(answer) {
            self.answers.insert(path.into(), body);
        }
    }

    /// The element that the app reads and removes (`src/app/served.rs`).
    pub fn element(&self) -> String {
        // Inside a script element only this could end it early.
        let text = serde_json::to_string(self).unwrap_or_default();
        let text = text.replace('<', "\\u003c");
        format!("<script type=\"application/json\" id=\"kept\">{text}</script>")
    }
}

/// `GET` of any page of the app, or of a file of it.
pub async fn get_app_page(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let site = state.site.load();
    let Some(index) = site.page().filter(|_| is_read && site.is_app_page(path)) else {
        return site::serve(&state, &request);
    };
    // The app has a screen for a server that fails.
    let Ok(kept) = kept(&state, path, request.headers()).await else {
        return site::serve(&state, &request);
    };
    let locale = kept.me.as_ref().map(|me| me.locale);
    let page = in_language(index, locale.unwrap_or_default());
    let page = page.replacen("</body>", &(kept.element() + "</body>"), 1);
    respond(page, request.headers())
}

async fn kept(state: &AppState, path: &str, headers: &HeaderMap) -> Result<Kept, AppError> {
    let Some(scope) = session_cookie::authenticate(state, headers).await? else {
        return Ok(Kept::new(None));
    };
    let me = members::me(&state.db, &scope).await?;
    let locale = me.locale;
    let mut kept = Kept::new(Some(me));
    if path == "/kb" {
        let reader = reader(state, &scope).await?;
        let library = state.library.load();
        let index = library.index(locale, &reader, state.clock.now());
        kept.add(format!("/articles?locale={locale}"), &index);
    }
    if let Scope::Customer(customer) = scope {
        // The menu of every page shows something of the company.
        let account =
            accounts::view(&state.db, &state.programme, &customer, state.clock.now()).await?;
        kept.add("/account", &account);
        if path == "/" {
            let home = home::home(state, customer, locale).await?;
            kept.add(format!("/home?locale={locale}"), &home);
        }
    }
    Ok(kept)
}

/// The page says which language it is in before the app does.
pub fn in_language(index: &str, locale: Locale) -> String {
    index.replacen("<html lang=\"en\"", &format!("<html lang=\"{locale}\""), 1)
}

/// For the person who asked alone, and asked for again cheaply.
pub fn respond(page: String, asked: &HeaderMap) -> Response {
    let tag = format!("W/\"{}\"", &tokens::digest(page.as_bytes())[..32]);
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    let known = asked.get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    (headers, page).into_response()
}
