//! Single-use links: invitations and password resets.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use contract::{InspectLink, LinkKind, LinkView, Me, Problem, RedeemLink};
use storage::links::{self, Redemption};
use storage::throttle::{self, Key};
use storage::{Occasion, TokenHash};

use crate::address::ClientAddress;
use crate::json::Body;
use crate::passwords;
use crate::problem::AppError;
use crate::state::AppState;
use crate::throttling::Tries;

use super::members::check_name;
use super::session::start_session;

/// Says what a link is for, without using it up.
#[utoipa::path(post, path = "/links/inspect", tag = "session", request_body = InspectLink, responses(
    (status = 200, body = LinkView),
    (status = 410, body = Problem, content_type = "application/problem+json", description = "Used, replaced or run out"),
))]
pub async fn inspect_link(
    State(state): State<AppState>,
    address: ClientAddress,
    Body(body): Body<InspectLink>,
) -> Result<Json<LinkView>, AppError> {
    let tries = Tries::anonymous("link", address, state.clock.now());
    tries.admit(&state).await?;
    let link = find_link(&state, &TokenHash::of(&body.token)).await?;
    tries.succeed(&state).await?;
    Ok(Json(link))
}

/// Sets the password with a link, uses it up, and signs in.
#[utoipa::path(post, path = "/links/redeem", tag = "session", request_body = RedeemLink, responses(
    (status = 200, body = Me, description = "Signed in; the session is in the cookie"),
    (status = 410, body = Problem, content_type = "application/problem+json", description = "Used, replaced or run out"),
    (status = 422, body = Problem, content_type = "application/problem+json", description = "The password or the name is refused"),
))]
pub async fn redeem_link(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    jar: CookieJar,
    Body(body): Body<RedeemLink>,
) -> Result<(CookieJar, Json<Me>), AppError> {
    let now = state.clock.now();
    let tries = Tries::anonymous("link", address, now);
    tries.admit(&state).await?;
    let token_hash = &TokenHash::of(&body.token);
    let link = find_link(&state, token_hash).await?;
    let name = checked_name(&link, &body)?;
    let redemption = &Redemption {
        password_hash: state.hasher.hash(body.password).await?,
        name,
        locale: body.locale,
    };
    let client = &address.0.to_string();
    let redeem = state.db.write(|tx| async move {
        let redeemed = links::redeem(
            &tx,
            token_hash,
            redemption,
            Occasion {
                now,
                address: client,
            },
        )
        .await?;
        // Whoever holds the link of the mailbox is the person: strangers' guesses must not hold them up.
        throttle::clear(&tx, &[Key::email(&redeemed.email)]).await?;
        Ok(redeemed)
    });
    let redeemed = redeem.await?;
    tries.succeed(&state).await?;
    start_session(&state, jar, &headers, address, redeemed.member).await
}

async fn find_link(state: &AppState, token_hash: &TokenHash) -> Result<LinkView, AppError> {
    links::inspect(&state.db, token_hash, state.clock.now())
        .await?
        .ok_or(AppError::LinkExpired)
}

/// Checks password and name together, so that both complaints come at once.
fn checked_name(link: &LinkView, body: &RedeemLink) -> Result<Option<String>, AppError> {
    let mut errors = Vec::new();
    let name = match (&body.name, link.kind) {
        (Some(name), LinkKind::Invitation) => {
            check_name(name).map_err(|error| errors.push(error)).ok()
        }
        _ => None,
    };
    let personal = [
        link.email.as_str(),
        link.name.as_str(),
        link.account_name.as_deref().unwrap_or(""),
    ];
    if let Err(error) = passwords::check(&body.password, "/password", &personal) {
        errors.push(error);
    }
    if errors.is_empty() {
        Ok(name)
    } else {
        Err(AppError::Invalid(errors))
    }
}
