//! What balancers and monitoring ask: is it alive, can it take work, how is it doing.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use secrecy::ExposeSecret;
use storage::operations;

use crate::address;
use crate::problem::AppError;
use crate::state::{AppState, Readiness};

/// The process runs.
pub async fn get_healthz() -> &'static str {
    "ok\n"
}

/// The process can take work: the database is migrated and answers, and nobody asked the process to stop.
pub async fn get_readyz(State(state): State<AppState>) -> Response {
    let no = |why: &'static str| (StatusCode::SERVICE_UNAVAILABLE, why).into_response();
    match state.readiness() {
        Readiness::Starting => no("starting\n"),
        Readiness::Draining => no("draining\n"),
        Readiness::Ready => match state.db.ping().await {
            Ok(()) => "ready\n".into_response(),
            Err(error) => {
                tracing::warn!(%error, "the database does not answer");
                no("no database\n")
            }
        },
    }
}

/// Prometheus metrics, for those with the token, or from this machine where there is none.
pub async fn get_metrics(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let is_allowed = if let Some(token) = &state.settings.metrics_token {
        parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
            .is_some_and(|given| is_same(given, token.expose_secret()))
    } else {
        // A proxy on this machine would make everyone look local, and says so in this header.
        let peer = address::peer(&parts);
        peer.to_canonical().is_loopback() && !parts.headers.contains_key("x-forwarded-for")
    };
    if !is_allowed {
        return AppError::NotFound.into_response();
    }
    if let Ok(counts) = operations::counts(&state.db).await {
        for (name, count) in [
            ("accounts", counts.accounts),
            ("members_active", counts.active_members),
            ("sessions", counts.sessions),
            ("mails_waiting", counts.mails_waiting),
            ("mails_failed", counts.mails_failed),
            ("password_resets_waiting", counts.reset_requests),
        ] {
            #[expect(
                clippy::cast_precision_loss,
                reason = "gauges are floating point, and these are small"
            )]
            metrics::gauge!(name).set(count as f64);
        }
    }
    state.metrics.run_upkeep();
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
        state.metrics.render(),
    )
        .into_response()
}

/// Compares by digest, so that the time tells nothing of where two texts part.
fn is_same(one: &str, other: &str) -> bool {
    crate::tokens::digest(one.as_bytes()) == crate::tokens::digest(other.as_bytes())
}
