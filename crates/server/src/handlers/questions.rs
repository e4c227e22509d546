//! Questions that no article answered.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{AskQuestion, FieldError, Page, Problem, QuestionView};
use storage::reading::questions;

use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params};
use crate::policy::{Anyone, Staff};
use crate::problem::{AppError, field_error};
use crate::state::AppState;

use super::PageParams;

const SHORTEST: usize = 3;
const LONGEST: usize = 2_000;
const LONGEST_QUERY: usize = 200;
const LONGEST_PAGE: usize = 300;

/// Asks the vendor's staff what no article answers. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/questions", tag = "knowledge", request_body = AskQuestion,
    params(("Idempotency-Key" = String, Header, description = "Makes the question safe to repeat")),
    responses(
        (status = 201, body = String, description = "Kept; the answer is the question's id"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_question(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    key: IdempotencyKey,
    Body(mut question): Body<AskQuestion>,
) -> Result<Response, AppError> {
    question.text = question.text.trim().to_owned();
    check(&question).map_err(|error| AppError::Invalid(vec![error]))?;
    let (now, scope, kept) = (state.clock.now(), &scope, &question);
    let ask = key.once(&state, scope, kept, |tx| async move {
        let id = questions::add(&tx, scope, kept, now).await?;
        idempotency::answer(StatusCode::CREATED, &id.to_string())
    });
    Ok(ask.await?.answer)
}

/// Lists the questions, the newest first.
#[utoipa::path(get, path = "/questions", tag = "vendor", params(PageParams),
    responses((status = 200, body = Page<QuestionView>)))]
pub async fn list_questions(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<QuestionView>>, AppError> {
    Ok(Json(
        questions::list(&state.db, &scope, &page.into()).await?,
    ))
}

fn check(question: &AskQuestion) -> Result<(), FieldError> {
    let length = question.text.chars().count();
    if length < SHORTEST {
        return Err(field_error("/text", "too_short", "a few words are needed"));
    }
    if length > LONGEST {
        return Err(field_error("/text", "too_long", "at most 2,000 characters"));
    }
    let query = question.query.as_deref().unwrap_or_default();
    if query.chars().count() > LONGEST_QUERY {
        return Err(field_error("/query", "too_long", "at most 200 characters"));
    }
    let page = &question.page;
    if !page.starts_with('/') || page.chars().count() > LONGEST_PAGE {
        return Err(field_error(
            "/page",
            "malformed",
            "the address of a page, such as /kb",
        ));
    }
    Ok(())
}
