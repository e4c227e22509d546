//! The one error type of the HTTP side: it owns status and body, RFC 9457.
//!
//! A failure of the server itself is logged with its cause and answered without it.

use std::fmt::Display;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{FieldError, Problem};

use crate::http_layers::request_id;

/// Why a request is not answered as it hoped.
#[derive(Debug)]
pub enum AppError {
    SignedOut,
    WrongCredentials,
    Forbidden,
    CrossSite,
    NotFound,
    MethodNotAllowed,
    Conflict(Option<FieldError>),
    Invalid(Vec<FieldError>),
    TooLarge,
    UnsupportedMediaType,
    LinkExpired,
    TooManyRequests { retry_after: u32 },
    IdempotencyKeyMissing,
    IdempotencyMismatch,
    IdempotencyInFlight,
    Timeout,
    Unavailable,
    Internal,
}

impl AppError {
    /// A failure of the server: logged here, never shown.
    pub fn internal(cause: impl Display) -> Self {
        tracing::error!(%cause, "request failed");
        Self::Internal
    }

    /// One field that is wrong.
    pub fn invalid(pointer: &str, code: &str, detail: &str) -> Self {
        Self::Invalid(vec![field_error(pointer, code, detail)])
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut | Self::WrongCredentials => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) | Self::IdempotencyInFlight => StatusCode::CONFLICT,
            Self::Invalid(_) | Self::IdempotencyMismatch => StatusCode::UNPROCESSABLE_ENTITY,
            Self::IdempotencyKeyMissing => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::LinkExpired => StatusCode::GONE,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Timeout => StatusCode::GATEWAY_TIMEOUT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable name of the kind, and its title.
    const fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::SignedOut => ("/problems/signed-out", "Nobody is signed in"),
            Self::WrongCredentials => ("/problems/wrong-credentials", "Email or password is wrong"),
            Self::Forbidden => ("/problems/forbidden", "Your role does not allow this"),
            Self::CrossSite => (
                "/problems/cross-site",
                "Writes from other sites are refused",
            ),
            Self::NotFound => ("/problems/not-found", "There is nothing here"),
            Self::MethodNotAllowed => (
                "/problems/method-not-allowed",
                "This address does not take this method",
            ),
            Self::Conflict(_) => ("/problems/conflict", "Something else stands against it"),
            Self::Invalid(_) => ("/problems/invalid", "Something in the request is wrong"),
            Self::TooLarge => ("/problems/too-large", "The request is too large"),
            Self::UnsupportedMediaType => (
                "/problems/unsupported-media-type",
                "The body is of a type that this address does not take",
            ),
            Self::LinkExpired => (
                "/problems/link-expired",
                "This link has been used or has run out",
            ),
            Self::TooManyRequests { .. } => (
                "/problems/too-many-requests",
                "Too many tries, wait a little",
            ),
            Self::IdempotencyKeyMissing => (
                "/problems/idempotency-key-missing",
                "This write needs an Idempotency-Key",
            ),
            Self::IdempotencyMismatch => (
                "/problems/idempotency-mismatch",
                "This Idempotency-Key was used for another request",
            ),
            Self::IdempotencyInFlight => (
                "/problems/idempotency-in-flight",
                "The first request with this Idempotency-Key is not finished",
            ),
            Self::Timeout => ("/problems/timeout", "This took too long"),
            Self::Unavailable => (
                "/problems/unavailable",
                "The portal is starting or stopping, try again",
            ),
            Self::Internal => ("/problems/internal", "The portal failed"),
        }
    }

    fn into_problem(self) -> Problem {
        let status = self.status().as_u16();
        let (kind, title) = self.kind();
        let retry_after = match self {
            Self::TooManyRequests { retry_after } => Some(retry_after),
            _ => None,
        };
        let errors = match self {
            Self::Invalid(errors) => errors,
            Self::Conflict(Some(error)) => vec![error],
            _ => Vec::new(),
        };
        Problem {
            kind: kind.to_owned(),
            title: title.to_owned(),
            status,
            detail: errors
                .first()
                .map(|error| format!("{}: {}", error.pointer, error.detail)),
            request_id: request_id(),
            errors,
            retry_after,
        }
    }
}

/// One field that is wrong, for collecting several.
pub fn field_error(pointer: &str, code: &str, detail: &str) -> FieldError {
    FieldError {
        pointer: pointer.to_owned(),
        code: code.to_owned(),
        detail: detail.to_owned(),
    }
}

/// What stands against a redemption, with the code that the app puts into words.
fn redemption(why: storage::rewards::RedemptionConflict) -> AppError {
    use contract::RewardRefusal as Refusal;
    use storage::rewards::RedemptionConflict as Why;
    let (pointer, code) = match why {
        Why::Refused(refusal) => (
            "/reward",
            match refusal {
                Refusal::Gone => "gone",
                Refusal::Ended => "ended",
                Refusal::Persona => "persona",
                Refusal::Role => "role",
                Refusal::Tier => "tier",
                Refusal::SoldOut => "sold_out",
                Refusal::MemberLimit => "member_limit",
                Refusal::AccountLimit => "account_limit",
                Refusal::Points => "points",
            },
        ),
        Why::Decided | Why::NotApproved => ("", "decided"),
        Why::RanOut => ("", "ran_out"),
        Why::OwnRequest => ("", "own_request"),
        Why::AskerLeft => ("", "asker_left"),
        Why::Approved => ("", "approved"),
    };
    AppError::Conflict(Some(field_error(pointer, code, &why.to_string())))
}

/// What is wrong with an answer to a survey, or with the moment at which it came.
fn answer(why: survey::AnswerProblem) -> AppError {
    use survey::AnswerProblem as Why;
    let (pointer, code) = match why {
        Why::NotOnScale { .. } => ("/answer", "not_on_scale"),
        Why::NoSuchChoice => ("/answer", "no_such_choice"),
        Why::NotText => ("/answer", "malformed"),
        Why::Empty => ("/answer", "required"),
        Why::TooLong { .. } => ("/text", "too_long"),
        Why::Closed { .. } => ("", "closed"),
        Why::NotOpen { .. } => ("", "not_open"),
        Why::Answered { .. } => ("", "answered"),
    };
    let error = field_error(pointer, code, &why.to_string());
    match why {
        Why::Closed { .. } | Why::NotOpen { .. } | Why::Answered { .. } => {
            AppError::Conflict(Some(error))
        }
        _ => AppError::Invalid(vec![error]),
    }
}

impl From<storage::Error> for AppError {
    fn from(error: storage::Error) -> Self {
        use storage::{Conflict, Error};
        let conflict =
            |pointer, code, detail| Self::Conflict(Some(field_error(pointer, code, detail)));
        match error {
            Error::NotFound => Self::NotFound,
            Error::Forbidden => Self::Forbidden,
            Error::LinkExpired => Self::LinkExpired,
            Error::Unavailable(cause) => {
                tracing::error!(%cause, "the database does not answer");
                Self::Unavailable
            }
            Error::InvalidCursor => {
                Self::invalid("/cursor", "malformed", "not a cursor of this list")
            }
            Error::Conflict(Conflict::EmailTaken) => {
                conflict("/email", "taken", "someone already has this address")
            }
            Error::Conflict(Conflict::KeyNameTaken) => {
                conflict("/name", "taken", "a key of this name works already")
            }
            Error::Conflict(Conflict::NicknameTaken) => conflict(
                "/nickname",
                "taken",
                "colleagues would take it for somebody else's name",
            ),
            Error::Conflict(Conflict::AliasTaken) => conflict(
                "/alias",
                "taken",
                "another company is known by such an alias",
            ),
            Error::Conflict(Conflict::AliasIsName) => Self::invalid(
                "/alias",
                "own_name",
                "an alias must not tell which company it is",
            ),
            Error::Conflict(Conflict::LastAdmin) => conflict(
                "/role",
                "last_admin",
                "one active account admin must remain",
            ),
            Error::Conflict(Conflict::Redemption(why)) => redemption(why),
            Error::Conflict(Conflict::AlreadyDecided) => {
                conflict("", "already_decided", "somebody has decided it")
            }
            Error::Conflict(Conflict::OwnRequest) => {
                conflict("", "own_request", "somebody else must decide")
            }
            Error::Conflict(Conflict::AboveLimit) => Self::invalid(
                "/points",
                "above_limit",
                "more than one person gives alone within a day; ask for an adjustment",
            ),
            Error::Conflict(Conflict::NoSuchTime) => {
                Self::invalid("/until", "over", "the day is over")
            }
            Error::Conflict(Conflict::ChallengesUsedUp) => {
                conflict("/template", "used_up", "the year allows no more of them")
            }
            Error::Conflict(Conflict::ChallengeOver) => {
                conflict("", "challenge_over", "it is over, or was reached")
            }
            Error::Conflict(Conflict::TooQuick) => {
                conflict("/is_at_end", "too_quick", "nobody reads it in this time")
            }
            Error::Conflict(Conflict::NotEnoughPoints) => {
                conflict("/points", "not_enough", "the wallet does not hold so many")
            }
            Error::Conflict(Conflict::NoPersona) => {
                Self::invalid("/publish/reach", "unknown", "the person has no persona")
            }
            Error::Conflict(Conflict::NotAskedNow) => {
                conflict("/survey", "not_now", "the question may not be asked now")
            }
            Error::Conflict(Conflict::NotAnswered) => conflict(
                "",
                "not_answered",
                "there is no answer to which this belongs",
            ),
            Error::Conflict(Conflict::NoReceipt) => Self::invalid(
                "/receipt",
                "required",
                "an anonymous answer needs a receipt of 20 to 100 characters",
            ),
            Error::Answer(why) => answer(why),
            Error::Conflict(_) => Self::Conflict(None),
            other => Self::internal(other),
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let status = self.status();
        let problem = self.into_problem();
        let retry_after = problem.retry_after;
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
