//! What the app says of itself when it breaks.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::{ErrorReport, Problem};
use storage::operations;

use crate::address::ClientAddress;
use crate::json::Body;
use crate::problem::AppError;
use crate::session_cookie;
use crate::state::AppState;
use crate::throttling::Tries;

/// Takes a report of a broken page, from anyone, since it may break before anyone is signed in.
#[utoipa::path(post, path = "/error-reports", tag = "operations", request_body = ErrorReport, responses(
    (status = 202, description = "Kept"),
    (status = 429, body = Problem, content_type = "application/problem+json", description = "Too many from one address"),
))]
pub async fn create_error_report(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    Body(report): Body<ErrorReport>,
) -> Result<StatusCode, AppError> {
    let now = state.clock.now();
    Tries::anonymous("report", address, now)
        .admit(&state)
        .await?;
    let scope = session_cookie::authenticate(&state, &headers).await?;
    let (member, report) = (scope.map(|scope| scope.member()), &report);
    tracing::warn!(
        page = report.page,
        build = report.build,
        message = report.message,
        "the app broke"
    );
    let keep = state
        .db
        .write(|tx| async move { operations::insert_error_report(&tx, member, report, now).await });
    keep.await?;
    metrics::counter!("app_errors_total").increment(1);
    Ok(StatusCode::ACCEPTED)
}
