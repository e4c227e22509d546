//! Articles that help with a page of the portal.

use axum::Json;
use axum::extract::State;
use contract::{Help, Locale};
use serde::Deserialize;

use crate::articles::reader;
use crate::json::Params;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HelpParams {
    /// The page's name, as articles give it in `contexts`.
    page: String,
    #[param(value_type = Option<Locale>)]
    #[serde(default)]
    locale: Locale,
}

/// Lists the articles whose `contexts` name the page. Known to nobody, a page has none.
#[utoipa::path(get, path = "/help", tag = "knowledge", params(HelpParams), responses((status = 200, body = Help)))]
pub async fn get_help(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Params(HelpParams { page, locale }): Params<HelpParams>,
) -> Result<Json<Help>, AppError> {
    let reader = reader(&state, &scope).await?;
    let articles = state
        .library
        .load()
        .for_context(&page, locale, &reader, state.clock.now());
    Ok(Json(Help { articles }))
}
