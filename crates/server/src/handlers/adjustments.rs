//! Points given or taken by hand, for success managers and operators; above a limit a second one of them decides.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{
    AdjustPoints, AdjustmentState, AdjustmentView, DecideAdjustment, FieldError, Page, Problem,
};
use serde::Deserialize;
use storage::adjustments::{self, Decision, NewAdjustment, Which};
use storage::{Occasion, PageRequest, Scope, StaffScope};
use uuid::Uuid;

use crate::address::ClientAddress;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::Staff;
use crate::problem::{AppError, field_error};
use crate::state::AppState;

use super::benefits::length;
use super::member_id;

const LONGEST_REASON: usize = 300;
const LONGEST_NOTE: usize = 300;
/// More is a slip of the hand.
const MOST_POINTS: u64 = 10_000_000;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AdjustmentParams {
    /// All when absent.
    #[param(inline)]
    state: Option<AdjustmentState>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Lists the adjustments of all companies, newest first.
#[utoipa::path(get, path = "/adjustments", tag = "vendor", params(AdjustmentParams),
    responses((status = 200, body = Page<AdjustmentView>)))]
pub async fn list_adjustments(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(params): Params<AdjustmentParams>,
) -> Result<Json<Page<AdjustmentView>>, AppError> {
    let page = PageRequest {
        limit: params.limit,
        cursor: params.cursor,
    };
    let which = Which {
        account: None,
        state: params.state,
    };
    Ok(Json(
        adjustments::list(&state.db, &scope, which, &page).await?,
    ))
}

/// Gives points to a company or a person of it, or takes them. Above the limit, which counts what the same person gave and
/// took within a day, it waits for a second person. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{id}/adjustments", tag = "vendor", request_body = AdjustPoints,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "Makes the adjustment safe to repeat")),
    responses(
        (status = 201, body = AdjustmentView, description = "Booked, or waiting for a second person"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "More would be taken than is there"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_adjustment(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(account): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(mut asked): Body<AdjustPoints>,
) -> Result<Response, AppError> {
    asked.reason = asked.reason.trim().to_owned();
    check(&asked).map_err(|error| AppError::Invalid(vec![error]))?;
    let new = &NewAdjustment {
        account,
        member: member_id(asked.member.as_ref())?,
        points: asked.points,
        reason: asked.reason.clone(),
    };
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let (who, scope) = (Scope::Staff(scope.clone()), &scope);
    let (versions, limit) = (&state.programme, state.settings.adjustment_limit);
    let ask = key.once(&state, &who, &asked, |tx| async move {
        let occasion = Occasion { now, address };
        let made = adjustments::ask(&tx, scope, versions, new, limit, occasion).await?;
        idempotency::answer(StatusCode::CREATED, &made)
    });
    Ok(ask.await?.answer)
}

/// Approves an adjustment that somebody else asked for, and books it. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/adjustments/{id}/approval", tag = "vendor", request_body = DecideAdjustment,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "Makes the decision safe to repeat")),
    responses(
        (status = 200, body = AdjustmentView),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It is the own one, is decided already, or more would be taken than is there"),
    ))]
pub async fn approve_adjustment(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(id): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(words): Body<DecideAdjustment>,
) -> Result<Response, AppError> {
    decide(&state, scope, id, (Decision::Approve, words), key, address).await
}

/// Refuses an adjustment that somebody else asked for. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/adjustments/{id}/refusal", tag = "vendor", request_body = DecideAdjustment,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "Makes the decision safe to repeat")),
    responses(
        (status = 200, body = AdjustmentView),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It is the own one, or decided already"),
    ))]
pub async fn refuse_adjustment(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(id): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(words): Body<DecideAdjustment>,
) -> Result<Response, AppError> {
    decide(&state, scope, id, (Decision::Refuse, words), key, address).await
}

async fn decide(
    state: &AppState,
    scope: StaffScope,
    id: Uuid,
    (decision, mut words): (Decision, DecideAdjustment),
    key: IdempotencyKey,
    address: ClientAddress,
) -> Result<Response, AppError> {
    words.note = words.note.map(|note| note.trim().to_owned());
    words.note = words.note.filter(|note| !note.is_empty());
    let note = words.note.as_deref();
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        let detail = "at most 300 characters";
        return Err(AppError::invalid("/note", "too_long", detail));
    }
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let (who, scope, versions) = (Scope::Staff(scope.clone()), &scope, &state.programme);
    let decide = key.once(state, &who, &words, |tx| async move {
        let occasion = Occasion { now, address };
        let decision = (decision, note);
        let decided = adjustments::decide(&tx, scope, versions, id, decision, occasion).await?;
        idempotency::answer(StatusCode::OK, &decided)
    });
    Ok(decide.await?.answer)
}

fn check(asked: &AdjustPoints) -> Result<(), FieldError> {
    if asked.points == 0 || asked.points.unsigned_abs() > MOST_POINTS {
        let detail = "not zero, and at most 10,000,000";
        return Err(field_error("/points", "malformed", detail));
    }
    length("/reason", &asked.reason, LONGEST_REASON).map_or(Ok(()), Err)
}
