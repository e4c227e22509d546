//! The mails that the portal wrote, for operators.

use axum::Json;
use axum::extract::State;
use contract::{OutboxMail, Page};
use storage::outbox;

use crate::json::Params;
use crate::policy::Staff;
use crate::problem::AppError;
use crate::state::AppState;

use super::PageParams;

/// Lists the mails, newest first.
#[utoipa::path(get, path = "/outbox", tag = "vendor", params(PageParams),
    responses((status = 200, body = Page<OutboxMail>)))]
pub async fn list_mails(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<OutboxMail>>, AppError> {
    Ok(Json(outbox::list(&state.db, &scope, &page.into()).await?))
}
