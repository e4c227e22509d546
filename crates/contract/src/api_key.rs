//! Keys with which other programs report to the portal.

use serde::{Deserialize, Serialize};

use crate::ApiKeyId;

/// What a key is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApiKeyScope {
    /// Reporting events of all companies.
    Events,
}

/// `POST /api/v1/api-keys`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// Who uses it, such as `shop`: 1 to 100 characters, unlike that of every other key that works.
    pub name: String,
    /// At least one.
    pub scopes: Vec<ApiKeyScope>,
}

/// One key. `GET /api/v1/api-keys?limit=&cursor=`, for operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeyView {
    pub id: ApiKeyId,
    pub name: String,
    pub scopes: Vec<ApiKeyScope>,
    /// The name of the operator who made it.
    pub created_by: String,
    pub created_at: String,
    /// To the minute; absent when it was never used.
    pub last_used_at: Option<String>,
    /// Since when it does not work any more.
    pub revoked_at: Option<String>,
}

/// A key that was just made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    pub key: ApiKeyView,
    /// For `Authorization: Bearer`. It is shown this once and kept nowhere.
    pub secret: String,
}
