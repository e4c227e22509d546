//! How the server says no: RFC 9457, `application/problem+json`.

use serde::{Deserialize, Serialize};

/// A refusal or a failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable name for the kind of problem, such as `/problems/invalid`.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Names this answer in the server's log.
    pub request_id: String,
    /// For bad input: what is wrong where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// For "not so fast": seconds to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// One field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// A JSON pointer into the request's body, such as `/email`.
    pub pointer: String,
    /// A stable code that the app puts into words: `required`, `too_short`, `too_long`, `too_common`, `not_an_email`,
    /// `taken`, `wrong`, `not_allowed`, `last_admin`, `malformed`, `unknown`, `future`, `too_many`, and for
    /// rewards `gone`, `ended`, `persona`, `role`, `tier`, `sold_out`, `member_limit`, `account_limit`, `points`, `decided`,
    /// `ran_out`, `own_request`, `asker_left`, `approved`.
    pub code: String,
    /// The same in English, for people who read the answer itself.
    pub detail: String,
}
