//! The dashboard of the programme, and its rules.

use axum::Json;
use axum::extract::State;
use contract::{Locale, Problem, ProgrammeView, RulesView};
use serde::Deserialize;
use storage::{accounts, programme};

use super::LocaleParam;
use crate::json::Params;
use crate::policy::{Anyone, Customer};
use crate::problem::AppError;
use crate::rules_view;
use crate::state::AppState;

/// Where the company stands, what is missing, what comes and what goes.
#[utoipa::path(get, path = "/programme", tag = "programme", params(LocaleParam),
    responses((status = 200, body = ProgrammeView)))]
pub async fn get_programme(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<ProgrammeView>, AppError> {
    let now = state.clock.now();
    Ok(Json(
        programme::dashboard(&state.db, &state.programme, &scope, locale, now).await?,
    ))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RulesParams {
    #[param(value_type = Option<Locale>)]
    #[serde(default)]
    locale: Locale,
    /// Such as `2026-01-kizuna`; the one in force when absent.
    version: Option<String>,
}

/// The rules of a version, with what it changes, and all versions.
#[utoipa::path(get, path = "/programme/rules", tag = "programme", params(RulesParams),
    responses(
        (status = 200, body = RulesView),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "No such version, or none is in force"),
    ))]
pub async fn get_rules(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Params(params): Params<RulesParams>,
) -> Result<Json<RulesView>, AppError> {
    let today = accounts::today(&state.db, &scope, state.clock.now()).await?;
    rules_view::rules(
        &state.programme,
        params.version.as_deref(),
        today,
        params.locale,
    )
    .map(Json)
    .ok_or(AppError::NotFound)
}
