//! The customer company.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Locale};

/// A level of the account in the programme, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    Bronze,
    Silver,
    Gold,
}

/// The company of the person who asks. `GET /api/v1/account`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountView {
    pub id: AccountId,
    pub name: String,
    /// The company's main language.
    pub locale: Locale,
    pub time_zone: String,
    /// The date since which it is a customer.
    pub customer_since: String,
    pub tier: Tier,
    /// People who can sign in.
    pub active_members: u32,
    /// Invitations not yet accepted. Zero for those who may not see invitations.
    pub open_invitations: u32,
}

/// One company as the vendor's staff see it. `GET /api/v1/accounts`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountSummary {
    pub id: AccountId,
    pub name: String,
    pub locale: Locale,
    pub customer_since: String,
    pub tier: Tier,
    /// Points that count toward the tier this period.
    pub period_points: i64,
    pub active_members: u32,
    pub open_invitations: u32,
    /// When anyone of the company last used the portal.
    pub last_seen_at: Option<String>,
}
