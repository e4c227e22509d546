//! Sign-in, sessions, single-use links and one's own profile.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Locale, MemberId, Persona, Role, SessionId, Theme};

/// `POST /api/v1/session`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// The signed-in person. `GET /api/v1/me`, and the answer to a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    pub id: MemberId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub persona: Option<Persona>,
    /// The department inside the company, as the account admin wrote it.
    pub team: Option<String>,
    pub locale: Locale,
    pub theme: Theme,
    /// Whether account admins of the company read the own points only within the sum of all who hide theirs.
    pub hides_points: bool,
    /// Absent for the vendor's staff.
    pub account: Option<MyAccount>,
}

/// Who is signed in, if anyone. `GET /api/v1/session`: answers also when nobody is, so that a page can ask without an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CurrentSession {
    pub me: Option<Me>,
}

/// The company of the signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyAccount {
    pub id: AccountId,
    pub name: String,
    /// IANA name, such as `Asia/Tokyo`.
    pub time_zone: String,
}

/// `PATCH /api/v1/me`: what is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateMe {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hides_points: Option<bool>,
}

/// `PUT /api/v1/me/password`. Ends every other session of the person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    pub current: String,
    pub new: String,
}

/// One of the person's own sessions. `GET /api/v1/sessions`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    pub id: SessionId,
    /// The browser as it named itself, cut to 300 characters.
    pub user_agent: String,
    pub address: String,
    pub created_at: String,
    pub last_seen_at: String,
    /// Whether it is the session that asks.
    pub is_current: bool,
}

/// `POST /api/v1/password-resets`. The answer is the same whether or not the address is known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestReset {
    pub email: String,
}

/// What a single-use link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    Invitation,
    Reset,
}

/// `POST /api/v1/links/inspect`: asks what a link is for without using it up.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InspectLink {
    pub token: String,
}

/// What a link that still works is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkView {
    pub kind: LinkKind,
    pub name: String,
    pub email: String,
    pub locale: Locale,
    /// The company that invites; absent for the vendor's staff.
    pub account_name: Option<String>,
    /// The person who invited, where one did.
    pub invited_by: Option<String>,
    pub expires_at: String,
}

/// `POST /api/v1/links/redeem`: sets the password, uses the link up, and signs in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RedeemLink {
    pub token: String,
    pub password: String,
    /// For an invitation: the name as the person writes it. Ignored by a reset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For an invitation: the language the person chose on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}
