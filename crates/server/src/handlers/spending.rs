//! What a company decided about its points.

use axum::Json;
use axum::extract::State;
use contract::{AccountSpending, FieldError, Problem};
use storage::{Occasion, rewards};

use crate::address::ClientAddress;
use crate::json::Body;
use crate::policy::Customer;
use crate::problem::{AppError, field_error};
use crate::state::AppState;

const MOST_POINTS: i64 = 1_000_000_000;

/// How much of the company's points may be spent without an account admin's word: its own rules, or else the programme's.
#[utoipa::path(get, path = "/account/spending", tag = "programme", responses((status = 200, body = AccountSpending)))]
pub async fn get_spending(
    State(state): State<AppState>,
    Customer(scope): Customer,
) -> Result<Json<AccountSpending>, AppError> {
    let (programme, now) = (&state.programme, state.clock.now());
    Ok(Json(
        rewards::spending(&state.db, &scope, programme, now).await?,
    ))
}

/// Sets the company's own rules, from now on. Requests that wait already go on waiting.
#[utoipa::path(put, path = "/account/spending", tag = "programme", request_body = AccountSpending,
    responses(
        (status = 200, body = AccountSpending),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn put_spending(
    State(state): State<AppState>,
    Customer(scope): Customer,
    address: ClientAddress,
    Body(mut wanted): Body<AccountSpending>,
) -> Result<Json<AccountSpending>, AppError> {
    check(&wanted).map_err(AppError::Invalid)?;
    if !wanted.members_may_ask {
        wanted.members = Some(0);
    }
    let (now, scope, wanted, address) =
        (state.clock.now(), &scope, &wanted, &address.0.to_string());
    let put = state.db.write(|tx| async move {
        rewards::put_spending(&tx, scope, wanted, Occasion { now, address }).await
    });
    Ok(Json(put.await?))
}

fn check(wanted: &AccountSpending) -> Result<(), Vec<FieldError>> {
    let limits = [
        ("/admins", wanted.admins),
        ("/members", wanted.members),
        ("/own", wanted.own),
    ];
    let wrong = limits
        .into_iter()
        .filter(|(_, limit)| limit.is_some_and(|limit| !(0..=MOST_POINTS).contains(&limit)));
    let errors: Vec<FieldError> = wrong
        .map(|(pointer, _)| {
            field_error(
                pointer,
                "malformed",
                "whole points from 0 to 1,000,000,000, or null",
            )
        })
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}
