//! One's own profile.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::{ChangePassword, Me, Problem, UpdateMe};
use storage::{Occasion, members, outbox};

use crate::address::ClientAddress;
use crate::json::Body;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;
use crate::throttling::Tries;
use crate::{jobs, mail, passwords};

use super::members::check_name;

/// Who is signed in.
#[utoipa::path(get, path = "/me", tag = "profile", responses((status = 200, body = Me)))]
pub async fn get_me(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
) -> Result<Json<Me>, AppError> {
    Ok(Json(members::me(&state.db, &scope).await?))
}

/// Changes name, language or theme.
#[utoipa::path(patch, path = "/me", tag = "profile", request_body = UpdateMe, responses(
    (status = 200, body = Me),
    (status = 422, body = Problem, content_type = "application/problem+json"),
))]
pub async fn update_me(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Body(mut change): Body<UpdateMe>,
) -> Result<Json<Me>, AppError> {
    if let Some(name) = &mut change.name {
        *name = check_name(name).map_err(|error| AppError::Invalid(vec![error]))?;
    }
    let (scope, change) = (&scope, &change);
    let me = state
        .db
        .write(|tx| async move { members::update_me(&tx, scope, change).await });
    Ok(Json(me.await?))
}

/// Changes the password and ends every other session.
#[utoipa::path(put, path = "/me/password", tag = "profile", request_body = ChangePassword, responses(
    (status = 204, description = "Changed"),
    (status = 422, body = Problem, content_type = "application/problem+json", description = "The current one is wrong, or the new one is refused"),
    (status = 429, body = Problem, content_type = "application/problem+json", description = "Too many tries"),
))]
pub async fn update_password(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    address: ClientAddress,
    Body(body): Body<ChangePassword>,
) -> Result<StatusCode, AppError> {
    let now = state.clock.now();
    let person = members::credentials(&state.db, &scope).await?;
    let tries = Tries::of_session(&scope, now);
    tries.admit(&state).await?;
    if !state
        .hasher
        .verify(body.current, person.password_hash.clone())
        .await?
    {
        return Err(AppError::invalid(
            "/current",
            "wrong",
            "not the current password",
        ));
    }
    tries.succeed(&state).await?;
    passwords::check(&body.new, "/new", &[&person.email, &person.name])
        .map_err(|error| AppError::Invalid(vec![error]))?;

    let hash = &state.hasher.hash(body.new).await?;
    let sign_in = format!("{}/sign-in", state.settings.public_url);
    let notice = &mail::password_changed(&person.email, &person.name, person.locale, &sign_in);
    let (scope, address) = (&scope, &address.0.to_string());
    let change = state.db.write(|tx| async move {
        members::set_password(&tx, scope, hash, Occasion { now, address }).await?;
        outbox::enqueue(&tx, notice, now).await
    });
    change.await?;
    jobs::log_unsent(&state, Some(notice));
    Ok(StatusCode::NO_CONTENT)
}
