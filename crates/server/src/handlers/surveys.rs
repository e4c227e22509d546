//! Being asked, and answering. A write here is named by its ask, so that sending it again changes nothing.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{
    CreateAsk, GiveAnswer, GiveInterest, GiveWhy, Problem, SurveyAnswered, SurveyNow, SurveyPage,
    SurveyQuestion,
};
use serde::Deserialize;
use serde_json::Value;
use storage::{AccountScope, Scope, surveys};
use uuid::Uuid;

use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

const LONGEST_SUBJECT: usize = 200;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NowParams {
    /// Where the reader is; `home` when absent.
    #[param(inline)]
    page: Option<SurveyPage>,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReceiptParam {
    /// The receipt of an anonymous answer.
    receipt: Option<String>,
}

/// As it came: what an answer may be is told by the survey, with a message that says so.
#[derive(Debug, Deserialize)]
pub struct RawAnswer {
    #[serde(default)]
    answer: Value,
    #[serde(default)]
    receipt: Option<String>,
}

/// What may be asked of the reader on this page now. Nothing is recorded: who then shows the question says so.
#[utoipa::path(get, path = "/surveys/now", tag = "surveys", params(NowParams),
    responses((status = 200, body = SurveyNow)))]
pub async fn get_survey_now(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<NowParams>,
) -> Result<Json<SurveyNow>, AppError> {
    let page = params.page.unwrap_or(SurveyPage::Home);
    let (db, now) = (&state.db, state.clock.now());
    let found = surveys::may_be_asked(db, &state.surveys, &state.programme, &scope, page, now);
    Ok(Json(found.await?))
}

/// Records that the question is shown. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/surveys/asks", tag = "surveys", request_body = CreateAsk,
    params(("Idempotency-Key" = String, Header, description = "Makes asking safe to repeat")),
    responses(
        (status = 201, body = SurveyQuestion),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It may not be asked now"),
    ))]
pub async fn create_ask(
    State(state): State<AppState>,
    Customer(scope): Customer,
    key: IdempotencyKey,
    Body(asked): Body<CreateAsk>,
) -> Result<Response, AppError> {
    let is_long = |subject: &String| subject.chars().count() > LONGEST_SUBJECT;
    if asked.subject.as_ref().is_some_and(is_long) {
        let detail = "at most 200 characters";
        return Err(AppError::invalid("/subject", "too_long", detail));
    }
    let (now, who) = (state.clock.now(), Scope::Customer(scope.clone()));
    let (scope, asked, all, versions) = (&scope, &asked, &state.surveys, &state.programme);
    let ask = key.once(&state, &who, asked, |tx| async move {
        let question = surveys::ask(&tx, all, versions, scope, asked, now).await?;
        idempotency::answer(StatusCode::CREATED, &question)
    });
    Ok(ask.await?.answer)
}

/// Keeps the answer. Sent again it changes nothing; another one counts within ten seconds of the first.
#[utoipa::path(put, path = "/surveys/asks/{id}/answer", tag = "surveys", request_body = GiveAnswer,
    params(("id" = String, Path)),
    responses(
        (status = 200, body = SurveyAnswered),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It was answered, or the survey has ended"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn put_answer(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    Body(given): Body<RawAnswer>,
) -> Result<Json<SurveyAnswered>, AppError> {
    let (now, scope, all, versions) = (state.clock.now(), &scope, &state.surveys, &state.programme);
    let given = (&given.answer, given.receipt.as_deref());
    let answer = state.db.write(|tx| async move {
        surveys::answer(&tx, all, versions, scope, id, given, now).await
    });
    Ok(Json(answer.await?))
}

/// Takes the answer back within ten seconds.
#[utoipa::path(delete, path = "/surveys/asks/{id}/answer", tag = "surveys",
    params(("id" = String, Path), ReceiptParam),
    responses(
        (status = 204, description = "There is no answer any more"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The ten seconds are over"),
    ))]
pub async fn delete_answer(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    Params(params): Params<ReceiptParam>,
) -> Result<StatusCode, AppError> {
    let (now, scope, receipt) = (state.clock.now(), &scope, params.receipt.as_deref());
    let undo = state
        .db
        .write(|tx| async move { surveys::undo(&tx, scope, id, receipt, now).await });
    undo.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keeps the reason, as often as it changes.
#[utoipa::path(put, path = "/surveys/asks/{id}/why", tag = "surveys", request_body = GiveWhy,
    params(("id" = String, Path)),
    responses(
        (status = 204, description = "Kept"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "There is no answer, or the survey has ended"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn put_why(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    Body(given): Body<GiveWhy>,
) -> Result<StatusCode, AppError> {
    let (now, scope, all) = (state.clock.now(), &scope, &state.surveys);
    let given = (given.text.as_str(), given.receipt.as_deref());
    let why = state
        .db
        .write(|tx| async move { surveys::why(&tx, all, scope, id, given, now).await });
    why.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Not now: nobody asks again for thirty days.
#[utoipa::path(post, path = "/surveys/asks/{id}/not_now", tag = "surveys", params(("id" = String, Path)),
    responses((status = 204, description = "Kept")))]
pub async fn create_not_now(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    decline(&state, &scope, id, false).await
}

/// Never: no survey asks again until that is taken back.
#[utoipa::path(post, path = "/surveys/asks/{id}/never", tag = "surveys", params(("id" = String, Path)),
    responses((status = 204, description = "Kept")))]
pub async fn create_never(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    decline(&state, &scope, id, true).await
}

async fn decline(
    state: &AppState,
    scope: &AccountScope,
    id: Uuid,
    is_never: bool,
) -> Result<StatusCode, AppError> {
    let now = state.clock.now();
    let decline = state
        .db
        .write(|tx| async move { surveys::not_now(&tx, scope, id, is_never, now).await });
    decline.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes up what a promoter was offered.
#[utoipa::path(put, path = "/surveys/asks/{id}/interest", tag = "surveys", request_body = GiveInterest,
    params(("id" = String, Path)),
    responses(
        (status = 204, description = "Somebody gets in touch"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It was not offered"),
    ))]
pub async fn put_interest(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    Body(wanted): Body<GiveInterest>,
) -> Result<StatusCode, AppError> {
    let (now, scope, all) = (state.clock.now(), &scope, &state.surveys);
    let interest = state
        .db
        .write(|tx| async move { surveys::interest(&tx, all, scope, id, wanted, now).await });
    interest.await?;
    Ok(StatusCode::NO_CONTENT)
}
