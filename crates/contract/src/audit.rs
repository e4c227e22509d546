//! Who did what to whom, and when. The log only grows.

use serde::{Deserialize, Serialize};

use crate::AuditId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuditAction {
    AccountCreated,
    MemberInvited,
    InvitationResent,
    InvitationWithdrawn,
    InvitationAccepted,
    MemberUpdated,
    MemberDeactivated,
    MemberReactivated,
    PasswordChanged,
    PasswordReset,
    /// On the command line, by someone of the vendor.
    ResetLinkMade,
    SignedIn,
    SignInFailed,
    SignedOut,
    SessionEnded,
    ApiKeyCreated,
    ApiKeyRevoked,
    PointsAdjusted,
    AdjustmentAsked,
    AdjustmentApproved,
    AdjustmentRefused,
    GiftGiven,
    BenefitAgreed,
    BenefitEnded,
    OfferCreated,
    OfferEnded,
    /// A tier for a time, by someone of the vendor.
    TierGiven,
    GivenTierEnded,
    RewardRequested,
    RewardApproved,
    RewardDeclined,
    RewardCancelled,
    RewardFulfilled,
    RewardRanOut,
    SpendingChanged,
    ChallengeCreated,
    ChallengeCalledOff,
    SuccessManagerSet,
    FollowUpClosed,
    /// The board of the company, or its part in a league.
    BoardChanged,
}

/// One line. `GET /api/v1/audit?limit=&cursor=`: account admins read the administrative lines of their own company,
/// operators read all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    pub id: AuditId,
    pub at: String,
    pub action: AuditAction,
    /// The name of who did it; absent for the system itself and for someone not signed in.
    pub actor: Option<String>,
    /// The name of whom or what it concerns.
    pub subject: Option<String>,
    /// What changed, in words that a machine keeps: `role: member → account_admin`.
    pub detail: Option<String>,
    /// For operators: the company.
    pub account_name: Option<String>,
}
