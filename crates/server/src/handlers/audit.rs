//! Who did what: for account admins in their company, for operators everywhere.

use axum::Json;
use axum::extract::State;
use contract::{AuditEntry, Page};
use storage::{Scope, audit};

use crate::json::Params;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;

use super::PageParams;

/// Lists the audit log, newest first.
#[utoipa::path(get, path = "/audit", tag = "people", params(PageParams),
    responses((status = 200, body = Page<AuditEntry>)))]
pub async fn list_audit(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<AuditEntry>>, AppError> {
    let page = page.into();
    Ok(Json(match &scope {
        Scope::Customer(scope) => audit::list_for_account(&state.db, scope, &page).await?,
        Scope::Staff(scope) => audit::list_all(&state.db, scope, &page).await?,
    }))
}
