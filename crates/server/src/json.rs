//! JSON bodies, query strings and path ids whose refusals are problem documents.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::problem::AppError;

pub const NO_NUL: &str = "no text holds the character U+0000";

/// `PostgreSQL` keeps no text with this character, and nobody writes it on purpose.
pub fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| name.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A JSON body.
pub struct Body<T>(pub T);

impl<T, S> FromRequest<S> for Body<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let refuse = |rejection: JsonRejection| match rejection {
            JsonRejection::MissingJsonContentType(_) => AppError::UnsupportedMediaType,
            rejection if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
            rejection => AppError::invalid("", "malformed", &rejection.body_text()),
        };
        let Json(value) = Json::<Value>::from_request(request, state)
            .await
            .map_err(refuse)?;
        if has_nul(&value) {
            return Err(AppError::invalid("", "malformed", NO_NUL));
        }
        serde_json::from_value(value)
            .map(Self)
            .map_err(|error| AppError::invalid("", "malformed", &error.to_string()))
    }
}

/// A query string.
pub struct Params<T>(pub T);

impl<T, S> FromRequestParts<S> for Params<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(AppError::invalid("/query", "malformed", NO_NUL));
        }
        Query::<T>::from_request_parts(parts, state)
            .await
            .map(|Query(params)| Self(params))
            .map_err(|rejection| AppError::invalid("/query", "malformed", &rejection.body_text()))
    }
}

/// The id in the path. What is no id cannot exist, so it answers 404 like a foreign one.
pub struct PathId(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let id = axum::extract::Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| AppError::NotFound)?;
        Uuid::parse_str(&id)
            .map(Self)
            .map_err(|_| AppError::NotFound)
    }
}
