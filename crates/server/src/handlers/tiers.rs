//! Tiers that success managers and operators give to a company for a time.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{GiveTier, Problem, TierOverrideId};
use jiff::civil::Date;
use storage::{Occasion, Scope, programme};

use crate::address::ClientAddress;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, PathId};
use crate::policy::Staff;
use crate::problem::{AppError, field_error};
use crate::state::AppState;

use super::benefits::length;

const LONGEST_REASON: usize = 300;

/// Gives a company a tier until the end of a day. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{id}/tiers", tag = "vendor", request_body = GiveTier,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "Makes it safe to repeat")),
    responses(
        (status = 201, body = TierOverrideId),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "Also when the day is over"),
    ))]
pub async fn create_tier(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(account): PathId,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(mut asked): Body<GiveTier>,
) -> Result<Response, AppError> {
    asked.reason = asked.reason.trim().to_owned();
    let day = asked.until.parse::<Date>().ok();
    let day = day.filter(|day| day.to_string() == asked.until && day.year() <= 2200);
    let mut errors = Vec::new();
    errors.extend(length("/reason", &asked.reason, LONGEST_REASON));
    if day.is_none() {
        let detail = "must be a day, YYYY-MM-DD";
        errors.push(field_error("/until", "malformed", detail));
    }
    let Some(day) = day.filter(|_| errors.is_empty()) else {
        return Err(AppError::Invalid(errors));
    };
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let (who, scope, given) = (Scope::Staff(scope.clone()), &scope, &asked);
    let give = key.once(&state, &who, given, |tx| async move {
        let occasion = Occasion { now, address };
        let what = (given.tier, day, given.reason.as_str());
        let id = programme::give_tier(&tx, scope, account, what, occasion).await?;
        idempotency::answer(StatusCode::CREATED, &TierOverrideId(id.to_string()))
    });
    Ok(give.await?.answer)
}

/// Ends a tier that was given, now.
#[utoipa::path(delete, path = "/given-tiers/{id}", tag = "vendor", params(("id" = String, Path)),
    responses((status = 204, description = "It holds no more")))]
pub async fn end_tier(
    State(state): State<AppState>,
    Staff(scope): Staff,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let end = state.db.write(|tx| async move {
        programme::end_tier_override(&tx, scope, id, Occasion { now, address }).await
    });
    end.await?;
    Ok(StatusCode::NO_CONTENT)
}
