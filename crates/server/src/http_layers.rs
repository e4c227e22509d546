//! What happens to every request and answer: an id, a time limit, a log line, counters, security headers, `ETag`s.

use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::BUILD_HEADER;
use tracing::Instrument;
use uuid::Uuid;

use crate::problem::AppError;
use crate::state::{AppState, Readiness};
use crate::tokens;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// No answer of the API comes near: lists have pages, and one article is at most a megabyte.
const LARGEST_TAGGED: usize = 4 * 1024 * 1024;

tokio::task_local! {
    static CURRENT_REQUEST: String;
}

/// The id of the request that this task serves; empty outside of one.
pub fn request_id() -> String {
    CURRENT_REQUEST.try_with(Clone::clone).unwrap_or_default()
}

/// Gives the request an id, logs and counts it, and gives it up after the time limit.
pub async fn observe(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().to_string();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let span =
        tracing::info_span!("request", request_id = %id, %method, path = request.uri().path());
    let limit = Duration::from_secs(state.settings.request_seconds);
    let is_stream = request.uri().path() == "/dev/events";
    let answer = CURRENT_REQUEST.scope(id.clone(), async move {
        let started = Instant::now();
        let mut response = if is_stream {
            next.run(request).await
        } else {
            tokio::time::timeout(limit, next.run(request))
                .await
                .unwrap_or_else(|_| AppError::Timeout.into_response())
        };
        record(&method, &route, response.status(), started.elapsed());
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        response
    });
    answer.instrument(span).await
}

fn record(method: &Method, route: &str, status: StatusCode, took: Duration) {
    // Anyone can invent a method; a series for each would fill the memory.
    let method = match *method {
        Method::GET | Method::POST | Method::PUT | Method::PATCH | Method::DELETE => {
            method.as_str()
        }
        _ => "other",
    };
    let labels = [
        ("method", method.to_owned()),
        ("route", route.to_owned()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", "route" => route.to_owned()).record(took);
    let milliseconds = took.as_secs_f64() * 1000.0;
    if status.is_server_error() {
        tracing::warn!(status = status.as_u16(), milliseconds, "answered");
    } else {
        tracing::info!(status = status.as_u16(), milliseconds, "answered");
    }
}

/// Headers that keep the browser strict, and the build that belongs to this server.
pub async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             media-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        // A file that needs a stricter policy has brought its own.
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if state.settings.is_behind_tls() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    if let Ok(build) = HeaderValue::from_str(state.site.load().build()) {
        headers.insert(HeaderName::from_static(BUILD_HEADER), build);
    }
    response
}

/// Refuses work before the database is migrated.
pub async fn only_when_ready(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if state.readiness() == Readiness::Starting {
        return AppError::Unavailable.into_response();
    }
    next.run(request).await
}

/// Lets private answers be kept by the browser only, and be asked for again cheaply.
pub async fn tag(request: Request, next: Next) -> Response {
    let is_read = request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        let value = if is_read {
            "private, no-cache"
        } else {
            "no-store"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    headers.append(header::VARY, HeaderValue::from_static("cookie"));
    // A stream has no end to wait for.
    let is_stream = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    if !is_read || is_stream || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = match to_bytes(body, LARGEST_TAGGED).await {
        Ok(bytes) => bytes,
        Err(error) => return AppError::internal(error).into_response(),
    };
    // Weak, since the answer may be compressed on its way.
    let tag = format!("W/\"{}\"", &tokens::digest(&bytes)[..32]);
    let is_known =
        known.is_some_and(|known| known.to_str().is_ok_and(|known| known.contains(&tag)));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}
