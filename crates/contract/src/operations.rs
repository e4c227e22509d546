//! What operators read, and what the browser reports to them.

use serde::{Deserialize, Serialize};

use crate::MailId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// No mail server is configured, or the mail waits for its next try.
    Waiting,
    Sent,
    /// Given up after the last try.
    Failed,
}

/// One mail that the portal wrote. `GET /api/v1/outbox?limit=&cursor=`, for operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutboxMail {
    pub id: MailId,
    pub to: String,
    pub subject: String,
    pub body: String,
    pub state: MailState,
    pub created_at: String,
    pub last_error: Option<String>,
}

/// What the app says of itself when it breaks. `POST /api/v1/error-reports`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ErrorReport {
    /// At most 4,000 characters are kept.
    pub message: String,
    /// The address of the page, without its query.
    pub page: String,
    pub build: String,
}
