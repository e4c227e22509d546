//! The cookies: one that names the session, one that marks a browser in which the person has signed in before.
//!
//! Both are opaque random tokens of which the database holds the hash only.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use jiff::SignedDuration;
use storage::sessions::Limits;
use storage::{Scope, TokenHash};

use crate::problem::AppError;
use crate::state::AppState;

const SESSION: &str = "__Host-kizuna";
const DEVICE: &str = "__Host-kizuna-device";
const ABSOLUTE_DAYS: i64 = 90;
const DEVICE_DAYS: i64 = 365;

/// How long a session lives: two weeks without use, three months in any case.
pub const LIMITS: Limits = Limits {
    idle: SignedDuration::from_hours(14 * 24),
    absolute: SignedDuration::from_hours(ABSOLUTE_DAYS * 24),
};

/// Who the request's session belongs to, if it has one that still holds.
pub async fn authenticate(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<Scope>, AppError> {
    let jar = CookieJar::from_headers(headers);
    let Some(cookie) = jar.get(SESSION) else {
        return Ok(None);
    };
    let hash = TokenHash::of(cookie.value());
    Ok(storage::sessions::authenticate(&state.db, &hash, LIMITS, state.clock.now()).await?)
}

/// The hash of the token that marks this browser, if it has one.
pub fn device_hash(jar: &CookieJar) -> Option<TokenHash> {
    jar.get(DEVICE).map(|cookie| TokenHash::of(cookie.value()))
}

/// Keeps the session in the browser until it ends by itself.
pub fn with_session(jar: CookieJar, token: String) -> CookieJar {
    jar.add(kept(SESSION, token, ABSOLUTE_DAYS))
}

/// Keeps the mark of this browser.
pub fn with_device(jar: CookieJar, token: String) -> CookieJar {
    jar.add(kept(DEVICE, token, DEVICE_DAYS))
}

/// Makes the browser forget the session.
pub fn without_session(jar: CookieJar) -> CookieJar {
    jar.add(kept(SESSION, String::new(), 0))
}

fn kept(name: &'static str, value: String, days: i64) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .secure(true)
        .same_site(SameSite::Lax)
        .max_age(cookie::time::Duration::days(days))
        .build()
}
