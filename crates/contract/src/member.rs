//! The people of a company, as their colleagues and their account admins see them.

use serde::{Deserialize, Serialize};

use crate::{Locale, MemberId, Persona, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MemberStatus {
    /// Invited, not yet signed in for the first time.
    Invited,
    Active,
    Deactivated,
}

/// One person. `GET /api/v1/members?q=&limit=&cursor=`
///
/// Members see their active colleagues; account admins see everyone and the fields marked so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberView {
    pub id: MemberId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub persona: Option<Persona>,
    pub team: Option<String>,
    pub status: MemberStatus,
    /// Whether it is the person who asks.
    pub is_me: bool,
    /// For account admins: when the person last used the portal.
    pub last_seen_at: Option<String>,
    /// For account admins: when the open invitation runs out; in the past when it has.
    pub invitation_expires_at: Option<String>,
}

/// `POST /api/v1/members`: invites a person into the admin's own company. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteMember {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub persona: Persona,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The language of the invitation.
    pub locale: Locale,
}

/// `PATCH /api/v1/members/{id}`: what is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateMember {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<Persona>,
    /// An empty text removes the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
}
