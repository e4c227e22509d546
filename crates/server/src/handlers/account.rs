//! The own company.

use axum::Json;
use axum::extract::State;
use contract::AccountView;
use storage::accounts;

use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

/// The company of the person who asks.
#[utoipa::path(get, path = "/account", tag = "people", responses((status = 200, body = AccountView)))]
pub async fn get_account(
    State(state): State<AppState>,
    Customer(scope): Customer,
) -> Result<Json<AccountView>, AppError> {
    Ok(Json(
        accounts::view(&state.db, &state.programme, &scope, state.clock.now()).await?,
    ))
}
