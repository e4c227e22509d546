//! What the vendor's staff do about answers.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{AddNote, CloseFollowUp, FollowUpView, Page, Problem};
use serde::Deserialize;
use storage::surveys::{self, WhichFollowUps};
use storage::{Occasion, PageRequest, Scope};

use crate::address::ClientAddress;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::Staff;
use crate::problem::AppError;
use crate::state::AppState;

use super::benefits::{check_texts, length};

const LONGEST_NOTE: usize = 2_000;
const LONGEST_OUTCOME: usize = 1_000;
const LONGEST_PUBLISHED: usize = 400;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FollowUpParams {
    /// The closed ones instead of those that are open.
    #[serde(default)]
    closed: bool,
    /// The reader's own, and those of nobody.
    #[serde(default)]
    mine: bool,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Lists what is to be taken care of, the one that is due first at the top. Writers see what goes to writers.
#[utoipa::path(get, path = "/follow-ups", tag = "surveys", params(FollowUpParams),
    responses((status = 200, body = Page<FollowUpView>)))]
pub async fn list_follow_ups(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(params): Params<FollowUpParams>,
) -> Result<Json<Page<FollowUpView>>, AppError> {
    let page = PageRequest {
        limit: params.limit,
        cursor: params.cursor,
    };
    let which = WhichFollowUps {
        is_closed: params.closed,
        is_mine: params.mine,
    };
    let now = state.clock.now();
    Ok(Json(
        surveys::follow_ups(&state.db, &scope, which, &page, now).await?,
    ))
}

/// Writes something down for the vendor's staff. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/follow-ups/{id}/notes", tag = "surveys", request_body = AddNote,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "Makes the note safe to repeat")),
    responses(
        (status = 201, description = "Kept"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_note(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(id): PathId,
    key: IdempotencyKey,
    Body(mut note): Body<AddNote>,
) -> Result<Response, AppError> {
    note.text = note.text.trim().to_owned();
    if let Some(error) = length("/text", &note.text, LONGEST_NOTE) {
        return Err(AppError::Invalid(vec![error]));
    }
    let (now, who) = (state.clock.now(), Scope::Staff(scope.clone()));
    let (scope, note) = (&scope, &note);
    let add = key.once(&state, &who, note, |tx| async move {
        surveys::add_note(&tx, scope, id, &note.text, now).await?;
        idempotency::answer(StatusCode::CREATED, &())
    });
    Ok(add.await?.answer)
}

/// Takes it over.
#[utoipa::path(put, path = "/follow-ups/{id}/owner", tag = "surveys", params(("id" = String, Path)),
    responses(
        (status = 204, description = "It is the reader's"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It is closed"),
    ))]
pub async fn put_owner(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    let (now, scope) = (state.clock.now(), &scope);
    let take = state
        .db
        .write(|tx| async move { surveys::take_over(&tx, scope, id, now).await });
    take.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Closes it with what came of it, and publishes that where it is wished. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/follow-ups/{id}/outcome", tag = "surveys", request_body = CloseFollowUp,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "Makes closing safe to repeat")),
    responses(
        (status = 201, description = "Closed"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It is closed already"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_outcome(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(id): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(mut closing): Body<CloseFollowUp>,
) -> Result<Response, AppError> {
    check(&mut closing)?;
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let who = Scope::Staff(scope.clone());
    let (scope, closing) = (&scope, &closing);
    let close = key.once(&state, &who, closing, |tx| async move {
        surveys::close(&tx, scope, id, closing, Occasion { now, address }).await?;
        idempotency::answer(StatusCode::CREATED, &())
    });
    Ok(close.await?.answer)
}

/// Takes back what was published.
#[utoipa::path(delete, path = "/heard/{id}", tag = "surveys", params(("id" = String, Path)),
    responses((status = 204, description = "Nobody reads it any more")))]
pub async fn delete_heard(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    let (now, scope) = (state.clock.now(), &scope);
    let withdraw = state
        .db
        .write(|tx| async move { surveys::withdraw_heard(&tx, scope, id, now).await });
    withdraw.await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check(closing: &mut CloseFollowUp) -> Result<(), AppError> {
    closing.outcome = closing.outcome.trim().to_owned();
    let mut errors = Vec::new();
    errors.extend(length("/outcome", &closing.outcome, LONGEST_OUTCOME));
    if let Some(publish) = &mut closing.publish {
        let parts = [
            ("/publish/said", &mut publish.said),
            ("/publish/done", &mut publish.done),
        ];
        for (pointer, text) in parts {
            errors.extend(check_texts(pointer, text, LONGEST_PUBLISHED));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}
