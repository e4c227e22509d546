//! Points that the vendor's staff give or take by hand.

use serde::{Deserialize, Serialize};

use crate::{AccountId, AdjustmentId, MemberId};

/// `POST /api/v1/accounts/{id}/adjustments`. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdjustPoints {
    /// Whose wallet; the company's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// Given, or below zero taken; never zero.
    pub points: i64,
    /// Read by the customer too: 3 to 300 characters.
    pub reason: String,
}

/// `POST /api/v1/adjustments/{id}/approval` and `…/refusal`. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecideAdjustment {
    /// For the one who asked: at most 300 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentState {
    /// A second person of the vendor must agree.
    Waiting,
    Booked,
    Refused,
}

/// One adjustment. `GET /api/v1/adjustments?state=&limit=&cursor=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdjustmentView {
    pub id: AdjustmentId,
    pub account_id: AccountId,
    pub account_name: String,
    /// Whose wallet; absent for the company's.
    pub member_name: Option<String>,
    pub points: i64,
    pub reason: String,
    pub state: AdjustmentState,
    pub asked_by: String,
    pub asked_at: String,
    /// Whether the one who reads asked for it, and so cannot decide.
    pub is_mine: bool,
    /// The second person; absent when none was needed.
    pub decided_by: Option<String>,
    pub decided_at: Option<String>,
    pub note: Option<String>,
}
