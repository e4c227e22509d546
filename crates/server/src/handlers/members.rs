//! The people of one's company.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{FieldError, InviteMember, MemberView, Page, Problem, Role, UpdateMember};
use jiff::SignedDuration;
use serde::Deserialize;
use storage::members::{self, Invitation, Invitee, NewMember};
use storage::{Occasion, PageRequest, Scope, TokenHash};

use crate::address::ClientAddress;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::Customer;
use crate::problem::{AppError, field_error};
use crate::state::AppState;
use crate::{jobs, mail, tokens};

pub const INVITATION_LIVES: SignedDuration = SignedDuration::from_hours(7 * 24);
const LONGEST_NAME: usize = 100;
const LONGEST_TEAM: usize = 60;
const LONGEST_EMAIL: usize = 254;
const LONGEST_QUERY: usize = 200;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MemberParams {
    /// Looked for in name, email and team.
    q: Option<String>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Lists the people of the own company by name. Members see active colleagues, account admins everyone.
#[utoipa::path(get, path = "/members", tag = "people", params(MemberParams),
    responses((status = 200, body = Page<MemberView>)))]
pub async fn list_members(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<MemberParams>,
) -> Result<Json<Page<MemberView>>, AppError> {
    let page = PageRequest {
        limit: params.limit,
        cursor: params.cursor,
    };
    let q = params.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    if q.is_some_and(|q| q.chars().count() > LONGEST_QUERY) {
        return Err(AppError::invalid(
            "/q",
            "too_long",
            "at most 200 characters",
        ));
    }
    Ok(Json(members::list(&state.db, &scope, q, &page).await?))
}

/// Invites a person into the own company. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/members", tag = "people", request_body = InviteMember,
    params(("Idempotency-Key" = String, Header, description = "Makes the invitation safe to repeat")),
    responses(
        (status = 201, body = MemberView),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The address is someone's"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn invite_member(
    State(state): State<AppState>,
    Customer(scope): Customer,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(body): Body<InviteMember>,
) -> Result<Response, AppError> {
    let member = &new_member(&body)?;
    let invitee = members::new_invitee(&state.db, &scope, member).await?;
    let invitation = &invitation(&state, &invitee)?;
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let (who, scope) = (Scope::Customer(scope.clone()), &scope);
    let invite = key.once(&state, &who, &body, |tx| async move {
        let occasion = Occasion { now, address };
        let member = members::invite(&tx, scope, member, invitation, occasion).await?;
        idempotency::answer(StatusCode::CREATED, &member)
    });
    let once = invite.await?;
    if once.is_first {
        jobs::log_unsent(&state, Some(&invitation.mail));
    }
    Ok(once.answer)
}

/// Sends an open invitation again; the link of the earlier one stops working.
#[utoipa::path(post, path = "/members/{id}/invitation", tag = "people", params(("id" = String, Path)),
    responses((status = 200, body = MemberView)))]
pub async fn resend_invitation(
    State(state): State<AppState>,
    Customer(scope): Customer,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<Json<MemberView>, AppError> {
    let invitee = members::invitee(&state.db, &scope, id).await?;
    let invitation = &invitation(&state, &invitee)?;
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let resend = state.db.write(|tx| async move {
        members::resend(&tx, scope, id, invitation, Occasion { now, address }).await
    });
    let member = resend.await?;
    jobs::log_unsent(&state, Some(&invitation.mail));
    Ok(Json(member))
}

/// Takes an open invitation back.
#[utoipa::path(delete, path = "/members/{id}/invitation", tag = "people", params(("id" = String, Path)),
    responses((status = 204, description = "Taken back")))]
pub async fn withdraw_invitation(
    State(state): State<AppState>,
    Customer(scope): Customer,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let withdraw = state.db.write(|tx| async move {
        members::withdraw(&tx, scope, id, Occasion { now, address }).await
    });
    withdraw.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes role, persona or team. The last active account admin stays one.
#[utoipa::path(patch, path = "/members/{id}", tag = "people", params(("id" = String, Path)), request_body = UpdateMember,
    responses(
        (status = 200, body = MemberView),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It is the last admin"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn update_member(
    State(state): State<AppState>,
    Customer(scope): Customer,
    address: ClientAddress,
    PathId(id): PathId,
    Body(mut change): Body<UpdateMember>,
) -> Result<Json<MemberView>, AppError> {
    let role = change.role.map_or(Ok(()), check_role);
    let team = change.team.as_deref().map(check_team).transpose();
    let errors: Vec<_> = role
        .err()
        .into_iter()
        .chain(team.as_ref().err().cloned())
        .collect();
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    change.team = team.ok().flatten();
    let (now, scope, change, address) =
        (state.clock.now(), &scope, &change, &address.0.to_string());
    let update = state.db.write(|tx| async move {
        members::update(&tx, scope, id, change, Occasion { now, address }).await
    });
    Ok(Json(update.await?))
}

/// Ends a person's access at once, with all their sessions. The last active account admin cannot be deactivated.
#[utoipa::path(post, path = "/members/{id}/deactivation", tag = "people", params(("id" = String, Path)), responses(
    (status = 200, body = MemberView),
    (status = 409, body = Problem, content_type = "application/problem+json", description = "It is the last admin"),
))]
pub async fn deactivate_member(
    State(state): State<AppState>,
    Customer(scope): Customer,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<Json<MemberView>, AppError> {
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let deactivate = state.db.write(|tx| async move {
        members::deactivate(&tx, scope, id, Occasion { now, address }).await
    });
    Ok(Json(deactivate.await?))
}

/// Gives a deactivated person access again.
#[utoipa::path(delete, path = "/members/{id}/deactivation", tag = "people", params(("id" = String, Path)),
    responses((status = 200, body = MemberView)))]
pub async fn reactivate_member(
    State(state): State<AppState>,
    Customer(scope): Customer,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<Json<MemberView>, AppError> {
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let reactivate = state.db.write(|tx| async move {
        members::reactivate(&tx, scope, id, Occasion { now, address }).await
    });
    Ok(Json(reactivate.await?))
}

fn new_member(body: &InviteMember) -> Result<NewMember, AppError> {
    let email = check_email(&body.email);
    let name = check_name(&body.name);
    let team = body.team.as_deref().map(check_team).transpose();
    let role = check_role(body.role);
    match (email, name, team, role) {
        (Ok(email), Ok(name), Ok(team), Ok(())) => Ok(NewMember {
            email,
            name,
            role: body.role,
            persona: Some(body.persona),
            team: team.filter(|team| !team.is_empty()),
            locale: body.locale,
        }),
        (email, name, team, role) => {
            let errors = [email.err(), name.err(), team.err(), role.err()];
            Err(AppError::Invalid(errors.into_iter().flatten().collect()))
        }
    }
}

fn invitation(state: &AppState, invitee: &Invitee) -> Result<Invitation, AppError> {
    let token = tokens::random_token();
    let expires_at = state
        .clock
        .now()
        .checked_add(INVITATION_LIVES)
        .map_err(AppError::internal)?;
    let link = format!("{}/welcome#{token}", state.settings.public_url);
    let mail = mail::LinkMail {
        to: &invitee.email,
        name: &invitee.name,
        locale: invitee.locale,
        link: &link,
        expires_at,
    };
    let mail = mail::invitation(&mail, &invitee.account_name, Some(&invitee.invited_by));
    Ok(Invitation {
        token_hash: TokenHash::of(&token),
        expires_at,
        mail,
    })
}

/// A name as it is kept: trimmed, not empty, without control characters.
pub fn check_name(name: &str) -> Result<String, FieldError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(field_error("/name", "required", "a name is needed"));
    }
    check_line(name, "/name", LONGEST_NAME)
}

fn check_team(team: &str) -> Result<String, FieldError> {
    check_line(team.trim(), "/team", LONGEST_TEAM)
}

fn check_line(text: &str, pointer: &str, longest: usize) -> Result<String, FieldError> {
    if text.chars().count() > longest {
        return Err(field_error(
            pointer,
            "too_long",
            &format!("at most {longest} characters"),
        ));
    }
    if text.chars().any(is_disturbing) {
        return Err(field_error(
            pointer,
            "malformed",
            "no line breaks or control characters",
        ));
    }
    Ok(text.to_owned())
}

/// Characters that break a line, hide, or turn the direction of what follows.
fn is_disturbing(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// An email address as it is kept: trimmed, in the form that mail servers take.
pub fn check_email(email: &str) -> Result<String, FieldError> {
    let email = email.trim();
    if email.is_empty() {
        return Err(field_error(
            "/email",
            "required",
            "an email address is needed",
        ));
    }
    let is_email = email.len() <= LONGEST_EMAIL && email.parse::<lettre::Address>().is_ok();
    if is_email {
        Ok(email.to_owned())
    } else {
        Err(field_error(
            "/email",
            "not_an_email",
            "not an email address",
        ))
    }
}

fn check_role(role: Role) -> Result<(), FieldError> {
    if role.is_staff() {
        return Err(field_error(
            "/role",
            "not_allowed",
            "a role of the vendor's staff",
        ));
    }
    Ok(())
}
