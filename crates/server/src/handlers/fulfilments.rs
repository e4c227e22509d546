//! Rewards that the vendor's staff sees to.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{FulfilmentView, Locale, Page, Problem, RedemptionNote, RedemptionState};
use serde::Deserialize;
use storage::{Occasion, PageRequest, Scope, rewards};

use crate::address::ClientAddress;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::Staff;
use crate::problem::AppError;
use crate::state::AppState;

use super::redemptions::{check_note, send_news};

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FulfilmentParams {
    /// `approved`, those to see to, when absent.
    #[param(inline)]
    state: Option<RedemptionState>,
    #[param(value_type = Option<Locale>)]
    #[serde(default)]
    locale: Locale,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Lists redemptions that the staff fulfils: those to see to, what waits longest first; in any other state the newest first.
#[utoipa::path(get, path = "/fulfilments", tag = "vendor", params(FulfilmentParams),
    responses((status = 200, body = Page<FulfilmentView>)))]
pub async fn list_fulfilments(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(params): Params<FulfilmentParams>,
) -> Result<Json<Page<FulfilmentView>>, AppError> {
    let page = PageRequest {
        limit: params.limit,
        cursor: params.cursor,
    };
    let wanted = params.state.unwrap_or(RedemptionState::Approved);
    let (programme, locale) = (&state.programme, params.locale);
    let list = rewards::fulfilments(&state.db, &scope, wanted, programme, locale, &page);
    Ok(Json(list.await?))
}

/// Notes that a reward was given; the note is for who asked. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/redemptions/{id}/fulfilment", tag = "vendor", request_body = RedemptionNote,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    responses(
        (status = 200, description = "Fulfilled"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "decided"),
    ))]
pub async fn fulfil_redemption(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(id): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(body): Body<RedemptionNote>,
) -> Result<Response, AppError> {
    let note = check_note(body.note.as_deref()).map_err(|error| AppError::Invalid(vec![error]))?;
    let note = note.as_deref();
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let (who, scope, app) = (Scope::Staff(scope.clone()), &scope, &state);
    let fulfil = key.once(&state, &who, &body, |tx| async move {
        let occasion = Occasion { now, address };
        let told = rewards::fulfil(&tx, scope, id, note, occasion).await?;
        send_news(&tx, app, &told).await?;
        idempotency::answer(StatusCode::OK, &told.news.state)
    });
    Ok(fulfil.await?.answer)
}

/// Takes back what waits or was approved: the points go back. The note, the reason, is needed. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/redemptions/{id}/withdrawal", tag = "vendor", request_body = RedemptionNote,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    responses(
        (status = 200, description = "Taken back"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "decided, ran_out"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn withdraw_redemption(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(id): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(body): Body<RedemptionNote>,
) -> Result<Response, AppError> {
    let note = check_note(body.note.as_deref()).map_err(|error| AppError::Invalid(vec![error]))?;
    let Some(reason) = note.as_deref() else {
        return Err(AppError::invalid("/note", "required", "the reason"));
    };
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let (who, scope, app) = (Scope::Staff(scope.clone()), &scope, &state);
    let withdraw = key.once(&state, &who, &body, |tx| async move {
        let occasion = Occasion { now, address };
        let told = rewards::withdraw(&tx, scope, id, reason, occasion).await?;
        send_news(&tx, app, &told).await?;
        idempotency::answer(StatusCode::OK, &told.news.state)
    });
    Ok(withdraw.await?.answer)
}
