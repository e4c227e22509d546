//! The browsers in which one is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::SessionView;
use storage::{Occasion, sessions};

use crate::address::ClientAddress;
use crate::json::PathId;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::session_cookie::LIMITS;
use crate::state::AppState;

/// Lists the own sessions, the latest used first.
#[utoipa::path(get, path = "/sessions", tag = "session", responses((status = 200, body = Vec<SessionView>)))]
pub async fn list_sessions(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
) -> Result<Json<Vec<SessionView>>, AppError> {
    Ok(Json(
        sessions::list(&state.db, &scope, LIMITS, state.clock.now()).await?,
    ))
}

/// Ends one of the own sessions.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "session", params(("id" = String, Path)),
    responses((status = 204, description = "Ended")))]
pub async fn delete_one_session(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    let now = state.clock.now();
    let (scope, address) = (&scope, &address.0.to_string());
    let end = state
        .db
        .write(|tx| async move { sessions::end(&tx, scope, id, Occasion { now, address }).await });
    end.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of the own sessions but the one that asks.
#[utoipa::path(delete, path = "/sessions", tag = "session", responses((status = 204, description = "Ended")))]
pub async fn delete_other_sessions(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    address: ClientAddress,
) -> Result<StatusCode, AppError> {
    let now = state.clock.now();
    let (scope, address) = (&scope, &address.0.to_string());
    let end = state.db.write(|tx| async move {
        sessions::end_others(&tx, scope, Occasion { now, address }).await
    });
    end.await?;
    Ok(StatusCode::NO_CONTENT)
}
