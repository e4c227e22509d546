//! Where the points came from and went.

use axum::Json;
use axum::extract::State;
use contract::{Movement, Page, Wallet};
use serde::Deserialize;
use storage::{PageRequest, programme};

use crate::json::Params;
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MovementParams {
    /// The company's wallet or the own one; both when absent.
    #[param(inline)]
    wallet: Option<Wallet>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Lists the movements of the company's wallet and of the own one, newest first.
#[utoipa::path(get, path = "/movements", tag = "programme", params(MovementParams),
    responses((status = 200, body = Page<Movement>)))]
pub async fn list_movements(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<MovementParams>,
) -> Result<Json<Page<Movement>>, AppError> {
    let page = PageRequest {
        limit: params.limit,
        cursor: params.cursor,
    };
    Ok(Json(
        programme::movements(&state.db, &scope, params.wallet, &page).await?,
    ))
}
