//! The programme's state of one company, for success managers and operators.

use axum::Json;
use axum::extract::State;
use contract::AccountProgramme;
use storage::programme;

use crate::json::PathId;
use crate::policy::Staff;
use crate::problem::AppError;
use crate::state::AppState;

/// Shows tier, balances, people, latest movements and what was done for the company by hand.
#[utoipa::path(get, path = "/accounts/{id}/programme", tag = "vendor", params(("id" = String, Path)),
    responses((status = 200, body = AccountProgramme)))]
pub async fn get_account_programme(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(account): PathId,
) -> Result<Json<AccountProgramme>, AppError> {
    let (limit, now) = (state.settings.adjustment_limit, state.clock.now());
    let found =
        programme::of_account(&state.db, &scope, &state.programme, account, limit, now).await?;
    Ok(Json(found))
}
