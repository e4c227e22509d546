//! All customer companies, for the vendor's staff.

use axum::Json;
use axum::extract::State;
use contract::{AccountSummary, Page};
use storage::accounts;

use crate::json::Params;
use crate::policy::Staff;
use crate::problem::AppError;
use crate::state::AppState;

use super::PageParams;

/// Lists the customer companies by name.
#[utoipa::path(get, path = "/accounts", tag = "vendor", params(PageParams),
    responses((status = 200, body = Page<AccountSummary>)))]
pub async fn list_accounts(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<AccountSummary>>, AppError> {
    Ok(Json(
        accounts::list(
            &state.db,
            &state.programme,
            &scope,
            &page.into(),
            state.clock.now(),
        )
        .await?,
    ))
}
