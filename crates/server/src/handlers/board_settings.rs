//! What account admins decide about the board of their company, and how many of it take part.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use contract::{BoardSettings, Participation, Problem};
use storage::{Occasion, board};

use super::board::checked_name;
use crate::address::ClientAddress;
use crate::json::Body;
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

/// Whether the company has a board, and whether it takes part in a league.
#[utoipa::path(get, path = "/account/board", tag = "board", responses((status = 200, body = BoardSettings)))]
pub async fn get_board_settings(
    State(state): State<AppState>,
    Customer(scope): Customer,
) -> Result<Json<BoardSettings>, AppError> {
    Ok(Json(board::settings(&state.db, &scope).await?))
}

/// Decides it, from now on.
#[utoipa::path(put, path = "/account/board", tag = "board", request_body = BoardSettings, responses(
    (status = 200, body = BoardSettings),
    (status = 409, body = Problem, content_type = "application/problem+json", description = "Another company is known by such an alias"),
    (status = 422, body = Problem, content_type = "application/problem+json", description = "No alias, or none that can be read or keeps the company unknown"),
))]
pub async fn put_board_settings(
    State(state): State<AppState>,
    Customer(scope): Customer,
    address: ClientAddress,
    Body(mut wanted): Body<BoardSettings>,
) -> Result<Json<BoardSettings>, AppError> {
    let alias = wanted.alias.filter(|alias| !alias.is_empty());
    wanted.alias = match alias {
        Some(alias) => Some(checked_name(&alias, "/alias")?),
        None if wanted.is_in_league => {
            let detail = "a league needs a name under which others see the company";
            return Err(AppError::invalid("/alias", "required", detail));
        }
        None => None,
    };
    let (now, scope, wanted, address) =
        (state.clock.now(), &scope, &wanted, &address.0.to_string());
    let put = state.db.write(|tx| async move {
        board::put_settings(&tx, scope, wanted, Occasion { now, address }).await
    });
    Ok(Json(put.await?))
}

/// How many took part in each of the last twelve months, and how many never have. Numbers alone.
#[utoipa::path(get, path = "/account/participation", tag = "board", responses((status = 200, body = Participation)))]
pub async fn get_participation(
    State(state): State<AppState>,
    Customer(scope): Customer,
) -> Result<Json<Participation>, AppError> {
    let now = state.clock.now();
    Ok(Json(board::participation(&state.db, &scope, now).await?))
}

/// The same as a file: a line for each month.
#[utoipa::path(get, path = "/account/participation.csv", tag = "board",
    responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn get_participation_csv(
    State(state): State<AppState>,
    Customer(scope): Customer,
) -> Result<Response, AppError> {
    let now = state.clock.now();
    let found = board::participation(&state.db, &scope, now).await?;
    // The mark tells spreadsheets that it is UTF-8.
    let mut text = String::from("\u{feff}month,people,took_part,points\r\n");
    for month in found.months {
        let (name, seats, earned, points) = (month.month, month.seats, month.earned, month.points);
        let _ = write!(text, "{name},{seats},{earned},{points}\r\n");
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"kizuna-participation.csv\"",
        ),
    ];
    Ok((headers, text).into_response())
}
