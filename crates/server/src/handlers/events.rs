//! Facts from the vendor's other systems.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use contract::{EventFate, EventsTaken, Problem};
use serde_json::Value;

use crate::intake::Intake;
use crate::problem::AppError;
use crate::state::AppState;

/// Bytes of a whole batch.
pub const LARGEST_BATCH: usize = 2 * 1024 * 1024;
const MOST_EVENTS: usize = 1_000;

/// One event or a batch, as `CloudEvents` 1.0 tells them apart; with plain JSON a list is a batch.
pub enum Sent {
    Single(Value),
    Batch(Vec<Value>),
}

/// Takes events in: one event of `CloudEvents` 1.0 as JSON, or a batch of at most 1,000.
///
/// `account` names the company by id, `member` a person of it by id or e-mail address. An event counts once for ever by
/// `source` and `id`, so whatever was not answered can be sent again. Each is answered by itself, and a mistake in one does not
/// touch the others. `data.reverses` takes an earlier event back.
#[utoipa::path(post, path = "/events", tag = "events",
    request_body(content(
        (Object = "application/cloudevents+json"),
        (Vec<Object> = "application/cloudevents-batch+json"),
        (Object = "application/json"),
    )),
    responses(
        (status = 200, body = EventsTaken),
        (status = 413, body = Problem, content_type = "application/problem+json", description = "More than 2 MiB"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "A single event with mistakes, or no JSON"),
    ))]
pub async fn create_events(
    State(state): State<AppState>,
    sent: Sent,
) -> Result<Json<EventsTaken>, AppError> {
    match sent {
        Sent::Batch(values) => Ok(Json(EventsTaken {
            items: intake(&state).take_in(&values).await?,
        })),
        Sent::Single(value) => {
            let items = intake(&state).take_in(&[value]).await?;
            let refused = items.iter().find(|item| item.fate == EventFate::Refused);
            match refused {
                Some(item) => Err(AppError::Invalid(item.errors.clone())),
                None => Ok(Json(EventsTaken { items })),
            }
        }
    }
}

impl FromRequest<AppState> for Sent {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, AppError> {
        let kind = media_type(request.headers());
        let is_json = matches!(
            kind.as_str(),
            "application/json"
                | "application/cloudevents+json"
                | "application/cloudevents-batch+json"
        );
        if !is_json {
            return Err(AppError::UnsupportedMediaType);
        }
        let refuse = |rejection: BytesRejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
            _ => malformed(&rejection.body_text()),
        };
        let bytes = Bytes::from_request(request, state).await.map_err(refuse)?;
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|error| malformed(&error.to_string()))?;
        match (value, kind.as_str()) {
            (Value::Array(_), "application/cloudevents+json") => Err(malformed("not one event")),
            (Value::Array(values), _) if values.len() > MOST_EVENTS => {
                let detail = "at most 1,000 events at once";
                Err(AppError::invalid("", "too_many", detail))
            }
            (Value::Array(values), _) => Ok(Self::Batch(values)),
            (_, "application/cloudevents-batch+json") => Err(malformed("not a list of events")),
            (value, _) => Ok(Self::Single(value)),
        }
    }
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next());
    kind.unwrap_or_default().trim().to_ascii_lowercase()
}

fn malformed(detail: &str) -> AppError {
    AppError::invalid("", "malformed", detail)
}

fn intake(state: &AppState) -> Intake<'_> {
    Intake {
        db: &state.db,
        programme: &state.programme,
        now: state.clock.now(),
    }
}
