//! Asking for rewards, and deciding on requests.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{
    CreateRedemption, FieldError, Locale, Page, Problem, RedemptionNote, RedemptionState,
    RedemptionView,
};
use serde::Deserialize;
use storage::rewards::{self, Filter, NewRedemption, Told};
use storage::{AccountScope, Occasion, PageRequest, Scope, Tx, outbox};

use crate::address::ClientAddress;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::Customer;
use crate::problem::{AppError, field_error};
use crate::state::AppState;
use crate::{jobs, mail, tokens};

use super::LocaleParam;

const LONGEST_NOTE: usize = 500;
const LONGEST_REWARD: usize = 100;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RedemptionParams {
    /// Those in this state alone.
    #[param(inline)]
    state: Option<RedemptionState>,
    /// The own ones alone; those who are not account admins see no others.
    #[serde(default)]
    mine: bool,
    #[param(value_type = Option<Locale>)]
    #[serde(default)]
    locale: Locale,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Lists redemptions, the newest first: the own ones, for account admins those of the company.
#[utoipa::path(get, path = "/redemptions", tag = "programme", params(RedemptionParams),
    responses((status = 200, body = Page<RedemptionView>)))]
pub async fn list_redemptions(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<RedemptionParams>,
) -> Result<Json<Page<RedemptionView>>, AppError> {
    let page = PageRequest {
        limit: params.limit,
        cursor: params.cursor,
    };
    let filter = Filter {
        state: params.state,
        is_mine: params.mine,
    };
    let (programme, now) = (&state.programme, state.clock.now());
    let list = rewards::list(
        &state.db,
        &scope,
        programme,
        filter,
        params.locale,
        &page,
        now,
    );
    Ok(Json(list.await?))
}

/// One redemption.
#[utoipa::path(get, path = "/redemptions/{id}", tag = "programme", params(("id" = String, Path), LocaleParam),
    responses((status = 200, body = RedemptionView)))]
pub async fn get_redemption(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<RedemptionView>, AppError> {
    let (programme, now) = (&state.programme, state.clock.now());
    Ok(Json(
        rewards::find(&state.db, &scope, programme, id, locale, now).await?,
    ))
}

/// Asks for a reward. Where an account admin has to agree the points are held, else it is given at once. Needs an
/// `Idempotency-Key`.
#[utoipa::path(post, path = "/redemptions", tag = "programme", request_body = CreateRedemption,
    params(("Idempotency-Key" = String, Header, description = "One click never redeems twice"), LocaleParam),
    responses(
        (status = 201, body = RedemptionView),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "It cannot be had now; the code says why: sold_out, tier, member_limit, account_limit, points, \
                           persona, role, ended, gone"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_redemption(
    State(state): State<AppState>,
    Customer(scope): Customer,
    key: IdempotencyKey,
    address: ClientAddress,
    Params(LocaleParam { locale }): Params<LocaleParam>,
    Body(body): Body<CreateRedemption>,
) -> Result<Response, AppError> {
    if body.reward.is_empty() || body.reward.len() > LONGEST_REWARD {
        return Err(AppError::invalid(
            "/reward",
            "required",
            "the id of a reward",
        ));
    }
    let now = state.clock.now();
    let wanted = &NewRedemption {
        id: rewards::new_id(now),
        reward: body.reward.clone(),
        note: check_note(body.note.as_deref()).map_err(|error| AppError::Invalid(vec![error]))?,
        code: tokens::reward_code(),
    };
    let write = &Write {
        state: &state,
        scope: &scope,
        locale,
        address: &address.0.to_string(),
    };
    let who = Scope::Customer(scope.clone());
    let redeem = key.once(&state, &who, &body, |tx| async move {
        let occasion = write.occasion();
        let told = rewards::redeem(&tx, write.scope, &write.state.programme, wanted, occasion);
        write.answer(&tx, StatusCode::CREATED, &told.await?).await
    });
    Ok(redeem.await?.answer)
}

/// Agrees to a request of somebody else. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/redemptions/{id}/approval", tag = "programme", request_body = RedemptionNote,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header), LocaleParam),
    responses(
        (status = 200, body = RedemptionView),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "decided, approved, ran_out, own_request, asker_left"),
    ))]
pub async fn approve_redemption(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Params(LocaleParam { locale }): Params<LocaleParam>,
    Body(body): Body<RedemptionNote>,
) -> Result<Response, AppError> {
    let note = check_note(body.note.as_deref()).map_err(|error| AppError::Invalid(vec![error]))?;
    let note = note.as_deref();
    let code = &tokens::reward_code();
    let write = &Write {
        state: &state,
        scope: &scope,
        locale,
        address: &address.0.to_string(),
    };
    let who = Scope::Customer(scope.clone());
    let approve = key.once(&state, &who, &body, |tx| async move {
        let told = rewards::approve(&tx, write.scope, id, note, code, write.occasion()).await?;
        write.answer(&tx, StatusCode::OK, &told).await
    });
    Ok(approve.await?.answer)
}

/// Refuses a request of somebody else: the points go back. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/redemptions/{id}/refusal", tag = "programme", request_body = RedemptionNote,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header), LocaleParam),
    responses(
        (status = 200, body = RedemptionView),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "decided, approved, ran_out, own_request"),
    ))]
pub async fn refuse_redemption(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Params(LocaleParam { locale }): Params<LocaleParam>,
    Body(body): Body<RedemptionNote>,
) -> Result<Response, AppError> {
    let note = check_note(body.note.as_deref()).map_err(|error| AppError::Invalid(vec![error]))?;
    let note = note.as_deref();
    let write = &Write {
        state: &state,
        scope: &scope,
        locale,
        address: &address.0.to_string(),
    };
    let who = Scope::Customer(scope.clone());
    let refuse = key.once(&state, &who, &body, |tx| async move {
        let told = rewards::decline(&tx, write.scope, id, note, write.occasion()).await?;
        write.answer(&tx, StatusCode::OK, &told).await
    });
    Ok(refuse.await?.answer)
}

/// Takes the own request back while it waits: the points go back. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/redemptions/{id}/cancellation", tag = "programme", request_body = RedemptionNote,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header), LocaleParam),
    responses(
        (status = 200, body = RedemptionView),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "decided, approved, ran_out"),
    ))]
pub async fn cancel_redemption(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Params(LocaleParam { locale }): Params<LocaleParam>,
    Body(body): Body<RedemptionNote>,
) -> Result<Response, AppError> {
    let note = check_note(body.note.as_deref()).map_err(|error| AppError::Invalid(vec![error]))?;
    let note = note.as_deref();
    let write = &Write {
        state: &state,
        scope: &scope,
        locale,
        address: &address.0.to_string(),
    };
    let who = Scope::Customer(scope.clone());
    let cancel = key.once(&state, &who, &body, |tx| async move {
        let told = rewards::cancel(&tx, write.scope, id, note, write.occasion()).await?;
        write.answer(&tx, StatusCode::OK, &told).await
    });
    Ok(cancel.await?.answer)
}

/// What a note is kept as: trimmed, absent when it says nothing.
pub fn check_note(note: Option<&str>) -> Result<Option<String>, FieldError> {
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        return Err(field_error("/note", "too_long", "at most 500 characters"));
    }
    Ok(note.map(str::to_owned))
}

/// Keeps the mails that the news are for, in the transaction of what they tell of.
pub async fn send_news(tx: &Tx, state: &AppState, told: &Told) -> storage::Result<()> {
    let mails = mail::redemption(told, &state.programme, &state.settings.public_url);
    for mail in &mails {
        outbox::enqueue(tx, mail, state.clock.now()).await?;
        jobs::log_unsent(state, Some(mail));
    }
    Ok(())
}

/// Who writes, and how the answer is worded.
struct Write<'a> {
    state: &'a AppState,
    scope: &'a AccountScope,
    locale: Locale,
    address: &'a str,
}

impl Write<'_> {
    fn occasion(&self) -> Occasion<'_> {
        Occasion {
            now: self.state.clock.now(),
            address: self.address,
        }
    }

    /// The redemption as it is now; the mails are kept beside.
    async fn answer(
        &self,
        tx: &Tx,
        status: StatusCode,
        told: &Told,
    ) -> storage::Result<storage::idempotency::Answer> {
        send_news(tx, self.state, told).await?;
        let id = told.news.redemption;
        let (programme, now) = (&self.state.programme, self.state.clock.now());
        let view = rewards::find_within(tx, self.scope, programme, id, self.locale, now).await?;
        idempotency::answer(status, &view)
    }
}
