//! The `Idempotency-Key` of a write: the same key and body gives the same answer and never a second effect.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::IDEMPOTENCY_HEADER;
use serde::Serialize;
use sha2::{Digest, Sha256};
use storage::idempotency::{Answer, Attempt, Outcome};
use storage::{Scope, Tx};

use crate::problem::AppError;
use crate::state::AppState;

const LONGEST_KEY: usize = 100;

/// The key of this request, and what was asked with it.
pub struct IdempotencyKey {
    key: String,
    /// Method and path, which belong to what was asked.
    target: String,
}

/// The answer to a write with a key.
pub struct Once {
    pub answer: Response,
    /// Whether the effect happened now. What a handler does beside it must not happen again when it did before.
    pub is_first: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let key = parts
            .headers
            .get(IDEMPOTENCY_HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|key| (1..=LONGEST_KEY).contains(&key.len()))
            .ok_or(AppError::IdempotencyKeyMissing)?
            .to_owned();
        let path = OriginalUri::from_request_parts(parts, state)
            .await
            .map_or_else(
                |never| match never {},
                |OriginalUri(uri)| uri.path().to_owned(),
            );
        Ok(Self {
            key,
            target: format!("{} {path}\n", parts.method),
        })
    }
}

impl IdempotencyKey {
    /// Runs `effect` once for this key of this person and answers what it answered.
    pub async fn once<F, Fut>(
        &self,
        state: &AppState,
        scope: &Scope,
        body: &impl Serialize,
        effect: F,
    ) -> Result<Once, AppError>
    where
        F: FnMut(Tx) -> Fut + Send,
        Fut: Future<Output = storage::Result<Answer>> + Send,
    {
        let mut hasher = Sha256::new();
        hasher.update(self.target.as_bytes());
        hasher.update(serde_json::to_vec(body).map_err(AppError::internal)?);
        let fingerprint = hasher.finalize().into();
        let attempt = Attempt {
            person: scope.member(),
            key: &self.key,
            fingerprint: &fingerprint,
        };
        match storage::idempotency::run(&state.db, attempt, state.clock.now(), effect).await? {
            Outcome::Fresh(answer) => Ok(Once {
                answer: respond(answer),
                is_first: true,
            }),
            Outcome::Replay(answer) => Ok(Once {
                answer: respond(answer),
                is_first: false,
            }),
            Outcome::Mismatch => Err(AppError::IdempotencyMismatch),
            Outcome::InFlight => Err(AppError::IdempotencyInFlight),
        }
    }
}

/// An answer that can be kept and given again.
pub fn answer(status: StatusCode, body: &impl Serialize) -> storage::Result<Answer> {
    let body = serde_json::to_string(body)
        .map_err(|error| storage::Error::Unreadable(error.to_string()))?;
    Ok(Answer {
        status: status.as_u16(),
        body,
    })
}

fn respond(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let json = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, json)], answer.body).into_response()
}
