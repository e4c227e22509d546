//! Keys of programs that report to the portal, for operators.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{ApiKeyView, CreateApiKey, FieldError, NewApiKey, Page, Problem};
use storage::api_keys::{self, NewKey};
use storage::{Occasion, TokenHash};

use crate::address::ClientAddress;
use crate::json::{Body, Params, PathId};
use crate::policy::Staff;
use crate::problem::{AppError, field_error};
use crate::state::AppState;
use crate::tokens;

use super::PageParams;

const LONGEST_NAME: usize = 100;
/// By it a secret is recognised where it does not belong, such as in a repository.
const SECRET_STARTS: &str = "kizuna_";

/// Makes a key. Its secret is in this answer and nowhere else, so no `Idempotency-Key` can repeat it: a name that is
/// taken answers 409 instead.
#[utoipa::path(post, path = "/api-keys", tag = "vendor", request_body = CreateApiKey,
    responses(
        (status = 201, body = NewApiKey),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "A key of this name works already"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_api_key(
    State(state): State<AppState>,
    Staff(scope): Staff,
    address: ClientAddress,
    Body(mut asked): Body<CreateApiKey>,
) -> Result<Response, AppError> {
    asked.name = asked.name.trim().to_owned();
    check(&asked).map_err(|error| AppError::Invalid(vec![error]))?;
    let secret = format!("{SECRET_STARTS}{}", tokens::random_token());
    let new = &NewKey {
        name: asked.name,
        scopes: asked.scopes,
        secret_hash: TokenHash::of(&secret),
    };
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let create = state.db.write(|tx| async move {
        api_keys::create(&tx, scope, new, Occasion { now, address }).await
    });
    let key = create.await?;
    let answer = (StatusCode::CREATED, Json(NewApiKey { key, secret }));
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

/// Lists the keys, the newest first, also those that do not work any more.
#[utoipa::path(get, path = "/api-keys", tag = "vendor", params(PageParams),
    responses((status = 200, body = Page<ApiKeyView>)))]
pub async fn list_api_keys(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<ApiKeyView>>, AppError> {
    Ok(Json(api_keys::list(&state.db, &scope, &page.into()).await?))
}

/// Ends a key at once.
#[utoipa::path(delete, path = "/api-keys/{id}", tag = "vendor", params(("id" = String, Path)),
    responses((status = 204, description = "It does not work any more")))]
pub async fn revoke_api_key(
    State(state): State<AppState>,
    Staff(scope): Staff,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let revoke = state.db.write(|tx| async move {
        api_keys::revoke(&tx, scope, id, Occasion { now, address }).await
    });
    revoke.await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check(asked: &CreateApiKey) -> Result<(), FieldError> {
    if asked.name.is_empty() {
        return Err(field_error("/name", "too_short", "a key needs a name"));
    }
    if asked.name.chars().count() > LONGEST_NAME {
        return Err(field_error("/name", "too_long", "at most 100 characters"));
    }
    let has_twice = |index: usize| asked.scopes[..index].contains(&asked.scopes[index]);
    if asked.scopes.is_empty() || (0..asked.scopes.len()).any(has_twice) {
        let detail = "at least one, and none twice";
        return Err(field_error("/scopes", "malformed", detail));
    }
    Ok(())
}
