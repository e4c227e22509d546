//! Counts of finished searches, from which writers learn what is missing.

use axum::extract::State;
use axum::http::StatusCode;
use contract::FinishedSearch;
use jiff::tz::TimeZone;
use storage::reading::searches;

use crate::json::Body;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;

/// Counts one finished search by its words; who searched is not kept.
#[utoipa::path(post, path = "/searches", tag = "knowledge", request_body = FinishedSearch,
    responses((status = 204, description = "Counted")))]
pub async fn create_search(
    State(state): State<AppState>,
    Anyone(_scope): Anyone,
    Body(search): Body<FinishedSearch>,
) -> Result<StatusCode, AppError> {
    let day = state.clock.now().to_zoned(TimeZone::UTC).date();
    let search = &search;
    let count = state
        .db
        .write(|tx| async move { searches::count(&tx, search, day).await });
    count.await?;
    Ok(StatusCode::NO_CONTENT)
}
