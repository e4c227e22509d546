//! What points are good for.

use axum::Json;
use axum::extract::State;
use contract::RewardCatalogue;
use storage::rewards;

use crate::json::Params;
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

use super::LocaleParam;

/// The rewards of the programme in force, each with whether the person who asks can have it, and why not.
#[utoipa::path(get, path = "/rewards", tag = "programme", params(LocaleParam),
    responses((status = 200, body = RewardCatalogue)))]
pub async fn list_rewards(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<RewardCatalogue>, AppError> {
    let (programme, now) = (&state.programme, state.clock.now());
    let catalogue = rewards::catalogue(&state.db, &scope, programme, locale, now);
    Ok(Json(catalogue.await?))
}
