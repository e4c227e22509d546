//! The contract between who asks and who is asked: when next, why, and what happened with what was said.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::{FeedbackView, SurveyWish};
use storage::surveys;

use crate::json::Body;
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

/// When the reader may next be asked, what the reader said, and what became of it.
#[utoipa::path(get, path = "/feedback", tag = "surveys", responses((status = 200, body = FeedbackView)))]
pub async fn get_feedback(
    State(state): State<AppState>,
    Customer(scope): Customer,
) -> Result<Json<FeedbackView>, AppError> {
    let (db, now) = (&state.db, state.clock.now());
    let view = surveys::feedback(db, &state.surveys, &state.programme, &scope, now);
    Ok(Json(view.await?))
}

/// Never to be asked again by any survey, or again.
#[utoipa::path(put, path = "/feedback/wish", tag = "surveys", request_body = SurveyWish,
    responses((status = 204, description = "Kept")))]
pub async fn put_wish(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Body(wish): Body<SurveyWish>,
) -> Result<StatusCode, AppError> {
    let (now, scope) = (state.clock.now(), &scope);
    let put = state
        .db
        .write(|tx| async move { surveys::wish(&tx, scope, wish, now).await });
    put.await?;
    Ok(StatusCode::NO_CONTENT)
}
