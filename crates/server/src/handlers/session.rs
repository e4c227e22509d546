//! Signing in and out.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use axum_extra::extract::CookieJar;
use contract::{AuditAction, CurrentSession, Me, MemberStatus, Problem, SignIn};
use storage::members::{self, Credentials};
use storage::sessions::{self, NewSession};
use storage::{Occasion, Scope, TokenHash, audit, devices};
use uuid::Uuid;

use crate::address::ClientAddress;
use crate::json::Body;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::session_cookie::{self, LIMITS};
use crate::state::AppState;
use crate::throttling::Tries;
use crate::tokens;

/// What is the reader's alone may be kept by the browser for long, and must not stay when the reader leaves the machine.
const FORGET: [(HeaderName, &str); 1] = [(HeaderName::from_static("clear-site-data"), "\"cache\"")];

/// Signs in with email and password.
///
/// The answer to a wrong password and to an unknown address is the same and takes as long.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn, responses(
    (status = 200, body = Me, description = "Signed in; the session is in the cookie"),
    (status = 401, body = Problem, content_type = "application/problem+json", description = "Email or password is wrong"),
    (status = 429, body = Problem, content_type = "application/problem+json", description = "Too many tries"),
))]
pub async fn create_session(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    jar: CookieJar,
    Body(body): Body<SignIn>,
) -> Result<(CookieJar, Json<Me>), AppError> {
    let now = state.clock.now();
    let email = body.email.trim();
    let person = members::credentials_by_email(&state.db, email).await?;
    let device = known_device(&state, &jar, person.as_ref()).await?;
    let tries = Tries::sign_in(email, address, device, now);
    tries.admit(&state).await?;

    let hash = person
        .as_ref()
        .and_then(|person| person.password_hash.clone());
    let renewal = Renewal::if_needed(&state, &body.password, hash.as_deref());
    let is_right = state.hasher.verify(body.password, hash).await?;
    match person {
        Some(person) if is_right && person.status == MemberStatus::Active => {
            tries.succeed(&state).await?;
            if let Some(renewal) = renewal {
                renewal.run(&state, person.id).await;
            }
            start_session(&state, jar, &headers, address, person.id).await
        }
        person => {
            record_failure(&state, person.as_ref(), address).await?;
            Err(AppError::WrongCredentials)
        }
    }
}

/// Says who is signed in, if anyone.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = CurrentSession)))]
pub async fn get_session(
    State(state): State<AppState>,
    scope: Option<Extension<Scope>>,
) -> Result<Json<CurrentSession>, AppError> {
    let me = match scope {
        Some(Extension(scope)) => Some(members::me(&state.db, &scope).await?),
        None => None,
    };
    Ok(Json(CurrentSession { me }))
}

/// Signs out of the session that asks, and lets the browser forget what it kept of it.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204, description = "Signed out")))]
pub async fn delete_session(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    address: ClientAddress,
    jar: CookieJar,
) -> Result<impl IntoResponse, AppError> {
    let now = state.clock.now();
    let (scope, address) = (&scope, &address.0.to_string());
    let end = state.db.write(|tx| async move {
        sessions::end_current(&tx, scope, Occasion { now, address }).await
    });
    end.await?;
    let jar = session_cookie::without_session(jar);
    Ok((StatusCode::NO_CONTENT, jar, FORGET))
}

/// Gives an active person a fresh session, and marks the browser as one of theirs.
pub async fn start_session(
    state: &AppState,
    jar: CookieJar,
    headers: &HeaderMap,
    address: ClientAddress,
    member: Uuid,
) -> Result<(CookieJar, Json<Me>), AppError> {
    let now = state.clock.now();
    let (session_token, device_token) = (tokens::random_token(), tokens::random_token());
    let session = &NewSession {
        member,
        token_hash: TokenHash::of(&session_token),
        user_agent: header_text(headers, &header::USER_AGENT),
    };
    // The browser forgets the earlier session, so nobody could end it any more.
    let earlier = session_cookie::authenticate(state, headers).await?;
    let device = match session_cookie::device_hash(&jar) {
        Some(device) if devices::is_known(&state.db, member, &device).await? => None,
        _ => Some(TokenHash::of(&device_token)),
    };
    let (earlier, device, address) = (&earlier, &device, &address.0.to_string());
    let start = state.db.write(|tx| async move {
        if let Some(earlier) = earlier {
            match sessions::end_current(&tx, earlier, Occasion { now, address }).await {
                // A reset has ended it a moment ago.
                Ok(()) | Err(storage::Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        if let Some(device) = device {
            devices::remember(&tx, member, device, now).await?;
        }
        sessions::create(&tx, session, LIMITS, Occasion { now, address }).await
    });
    start.await?;

    let scope = sessions::authenticate(&state.db, &session.token_hash, LIMITS, now).await?;
    let me = members::me(&state.db, &scope.ok_or(AppError::WrongCredentials)?).await?;
    let jar = session_cookie::with_session(jar, session_token);
    let jar = if device.is_some() {
        session_cookie::with_device(jar, device_token)
    } else {
        jar
    };
    Ok((jar, Json(me)))
}

/// A password that is kept by weaker figures than those of now. Only at a sign-in is it at hand to be kept anew.
struct Renewal {
    password: String,
    hash: String,
}

impl Renewal {
    fn if_needed(state: &AppState, password: &str, hash: Option<&str>) -> Option<Self> {
        let hash = hash.filter(|hash| state.hasher.is_outdated(hash))?;
        Some(Self {
            password: password.to_owned(),
            hash: hash.to_owned(),
        })
    }

    /// A failure only postpones it to the next sign-in; a password that was changed meanwhile stays.
    async fn run(self, state: &AppState, member: Uuid) {
        let renew = async {
            let (old, new) = (&self.hash, &state.hasher.hash(self.password).await?);
            let keep = state
                .db
                .write(|tx| async move { members::rehash_password(&tx, member, old, new).await });
            Ok::<_, AppError>(keep.await?)
        };
        if renew.await.is_err() {
            tracing::warn!(%member, "a password was not kept anew");
        }
    }
}

async fn known_device(
    state: &AppState,
    jar: &CookieJar,
    person: Option<&Credentials>,
) -> Result<Option<(Uuid, TokenHash)>, AppError> {
    let (Some(person), Some(device)) = (person, session_cookie::device_hash(jar)) else {
        return Ok(None);
    };
    let is_known = devices::is_known(&state.db, person.id, &device).await?;
    Ok(is_known.then_some((person.id, device)))
}

async fn record_failure(
    state: &AppState,
    person: Option<&Credentials>,
    address: ClientAddress,
) -> Result<(), AppError> {
    let now = state.clock.now();
    let address = &address.0.to_string();
    let entry = &audit::NewEntry {
        action: AuditAction::SignInFailed,
        actor: None,
        account: person.and_then(|person| person.account),
        subject: person.map(|person| person.id),
        detail: None,
    };
    let note = state
        .db
        .write(|tx| async move { audit::append(&tx, entry, Occasion { now, address }).await });
    Ok(note.await?)
}

fn header_text(headers: &HeaderMap, name: &HeaderName) -> String {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}
