//! What accounts have beside the rules: gifts, benefits agreed with one account; and all of it for the person who asks.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{AgreeBenefit, AgreedBenefitView, FieldError, GiftView, GiveGift, MyBenefits};
use contract::{LocalText, Problem};
use jiff::civil::Date;
use storage::benefits::{self, NewGift};
use storage::{Occasion, Scope};

use crate::address::ClientAddress;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::{Customer, Staff};
use crate::problem::{AppError, field_error};
use crate::state::AppState;

use super::{LocaleParam, member_id};

const SHORTEST: usize = 3;
const LONGEST_GIFT: usize = 200;
const LONGEST_NOTE: usize = 1_000;
const LONGEST_BENEFIT: usize = 400;

/// What the person has beside the tier's benefits.
#[utoipa::path(get, path = "/benefits", tag = "programme", params(LocaleParam),
    responses((status = 200, body = MyBenefits)))]
pub async fn get_my_benefits(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<MyBenefits>, AppError> {
    let now = state.clock.now();
    Ok(Json(
        benefits::mine(&state.db, &state.programme, &scope, locale, now).await?,
    ))
}

/// Gives a company or a person of it something, with a note. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{id}/gifts", tag = "vendor", request_body = GiveGift,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "Makes the gift safe to repeat")),
    responses(
        (status = 201, body = GiftView),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "Also when the points are more than one person gives alone"),
    ))]
pub async fn create_gift(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(account): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(mut asked): Body<GiveGift>,
) -> Result<Response, AppError> {
    asked.text = asked.text.trim().to_owned();
    asked.note = asked.note.trim().to_owned();
    let mut errors = Vec::new();
    errors.extend(length("/text", &asked.text, LONGEST_GIFT));
    errors.extend(length("/note", &asked.note, LONGEST_NOTE));
    let limit = state.settings.adjustment_limit;
    if asked.points < 0 {
        errors.push(field_error("/points", "malformed", "not below zero"));
    } else if asked.points > limit {
        errors.push(above_limit());
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let new = &NewGift {
        account,
        member: member_id(asked.member.as_ref())?,
        text: asked.text.clone(),
        note: asked.note.clone(),
        points: asked.points,
    };
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let (who, scope, versions) = (Scope::Staff(scope.clone()), &scope, &state.programme);
    let give = key.once(&state, &who, &asked, |tx| async move {
        let occasion = Occasion { now, address };
        let gift = benefits::give(&tx, scope, versions, new, limit, occasion).await?;
        idempotency::answer(StatusCode::CREATED, &gift)
    });
    Ok(give.await?.answer)
}

/// Keeps a benefit that was agreed with this company alone. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{id}/benefits", tag = "vendor", request_body = AgreeBenefit,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "Makes it safe to repeat")),
    responses(
        (status = 201, body = AgreedBenefitView),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_benefit(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(account): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(mut asked): Body<AgreeBenefit>,
) -> Result<Response, AppError> {
    let mut errors = check_texts("/text", &mut asked.text, LONGEST_BENEFIT);
    errors.extend(check_days(&asked.from, asked.until.as_deref()));
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let (now, address, new) = (state.clock.now(), &address.0.to_string(), &asked);
    let (who, scope) = (Scope::Staff(scope.clone()), &scope);
    let agree = key.once(&state, &who, new, |tx| async move {
        let occasion = Occasion { now, address };
        let benefit = benefits::agree(&tx, scope, account, new, occasion).await?;
        idempotency::answer(StatusCode::CREATED, &benefit)
    });
    Ok(agree.await?.answer)
}

/// Ends an agreed benefit now.
#[utoipa::path(delete, path = "/agreed-benefits/{id}", tag = "vendor", params(("id" = String, Path)),
    responses((status = 204, description = "It holds no more")))]
pub async fn end_benefit(
    State(state): State<AppState>,
    Staff(scope): Staff,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let end = state.db.write(|tx| async move {
        benefits::end_agreed(&tx, scope, id, Occasion { now, address }).await
    });
    end.await?;
    Ok(StatusCode::NO_CONTENT)
}

fn above_limit() -> FieldError {
    let detail = "more than one person gives alone; ask for an adjustment";
    field_error("/points", "above_limit", detail)
}

pub(super) fn length(pointer: &str, text: &str, longest: usize) -> Option<FieldError> {
    match text.chars().count() {
        0 => Some(field_error(pointer, "required", "is missing")),
        count if count < SHORTEST => {
            Some(field_error(pointer, "too_short", "a few words are needed"))
        }
        count if count > longest => {
            let detail = format!("at most {longest} characters");
            Some(field_error(pointer, "too_long", &detail))
        }
        _ => None,
    }
}

/// Trims a text in several languages, makes what is empty absent, and says what is wrong with it.
pub(super) fn check_texts(pointer: &str, text: &mut LocalText, longest: usize) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let parts = [
        ("en", &mut text.en),
        ("ja", &mut text.ja),
        ("zh-Hant", &mut text.zh_hant),
    ];
    let mut is_empty = true;
    for (language, part) in parts {
        let trimmed = part
            .as_deref()
            .map(str::trim)
            .unwrap_or_default()
            .to_owned();
        *part = Some(trimmed).filter(|text| !text.is_empty());
        if let Some(text) = part {
            is_empty = false;
            errors.extend(length(&format!("{pointer}/{language}"), text, longest));
        }
    }
    if is_empty {
        let first = format!("{pointer}/en");
        errors.push(field_error(&first, "required", "at least one language"));
    }
    errors
}

pub(super) fn check_days(from: &str, until: Option<&str>) -> Vec<FieldError> {
    let malformed = |pointer| field_error(pointer, "malformed", "must be a day, YYYY-MM-DD");
    let mut errors = Vec::new();
    let first = from.parse::<Date>().ok();
    if first.is_none_or(|day| day.to_string() != from) {
        errors.push(malformed("/from"));
    }
    let Some(until) = until else { return errors };
    match (first, until.parse::<Date>().ok()) {
        (_, None) => errors.push(malformed("/until")),
        (_, Some(last)) if last.to_string() != until => errors.push(malformed("/until")),
        (Some(first), Some(last)) if last < first => {
            errors.push(field_error(
                "/until",
                "malformed",
                "lies before the first day",
            ));
        }
        _ => {}
    }
    errors
}
