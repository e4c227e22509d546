//! What points are good for: the catalogue, what was asked for, and how a company decides.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Persona, RedemptionId, Tier, Wallet};

/// How far a reward is from the person who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RewardReach {
    Now,
    /// Points alone are missing, and they can still be earned.
    Soon,
    No,
}

/// Why a reward cannot be had. The same word is the code of the refusal when it is asked for all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RewardRefusal {
    /// The programme in force does not have it.
    Gone,
    /// The programme is over.
    Ended,
    /// It is for people who do other work.
    Persona,
    /// It is the company's, and this role may not ask for it.
    Role,
    /// It is for other tiers.
    Tier,
    SoldOut,
    /// As often as one person may have it in a calendar year.
    MemberLimit,
    /// As often as one company may have it in a calendar year.
    AccountLimit,
    /// The points are not there.
    Points,
}

/// How a reward is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RewardFulfilment {
    /// A code is shown at once.
    Code,
    /// The vendor's staff does something.
    Staff,
}

/// One reward of the catalogue as the person who asks sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RewardView {
    /// As the programme names it.
    pub id: String,
    pub name: String,
    pub text: String,
    pub cost: i64,
    /// Who pays.
    pub wallet: Wallet,
    pub fulfilment: RewardFulfilment,
    pub reach: RewardReach,
    /// Whether an account admin has to agree; said of what can be had now.
    pub needs_approval: bool,
    /// How many are left; absent without a limit.
    pub left: Option<i64>,
    /// Points that are missing.
    pub missing: Option<i64>,
    /// Why it cannot be had.
    pub why: Option<RewardRefusal>,
    /// For `tier`: the lowest that may have it, above the account's; absent when it is for lower ones only.
    pub tier: Option<Tier>,
    /// For `persona`: whom it is for.
    pub personas: Vec<Persona>,
    /// For the limits: how often it may be had in a calendar year.
    pub limit: Option<i64>,
    /// For `ended`: the first day on which nothing can be had any more.
    pub since: Option<String>,
}

/// `GET /api/v1/rewards?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RewardCatalogue {
    /// What can be spent, without what is held.
    pub company_points: i64,
    pub my_points: i64,
    /// Days that an account admin has to decide.
    pub approval_days: u16,
    /// Account admins who could agree to a request of the person who asks.
    pub approvers: u32,
    pub items: Vec<RewardView>,
}

/// Where a redemption stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RedemptionState {
    /// An account admin has to decide; the points are held.
    Waiting,
    /// The vendor's staff sees to it; the points are held.
    Approved,
    Fulfilled,
    /// An account admin refused; the points are back.
    Declined,
    /// Taken back by who asked or by the vendor; the points are back.
    Cancelled,
    /// Nobody decided in time; the points are back.
    RanOut,
}

/// `POST /api/v1/redemptions`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateRedemption {
    /// The id of the reward.
    pub reward: String,
    /// For who decides and who fulfils it, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What is said with a decision: `POST /api/v1/redemptions/{id}/approval`, `/refusal`, `/cancellation`, `/fulfilment`,
/// `/withdrawal`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RedemptionNote {
    /// At most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One redemption. `GET /api/v1/redemptions?state=&mine=&locale=`, `GET /api/v1/redemptions/{id}?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RedemptionView {
    pub id: RedemptionId,
    /// As the programme names it.
    pub reward: String,
    pub reward_name: String,
    pub cost: i64,
    pub wallet: Wallet,
    pub fulfilment: RewardFulfilment,
    pub state: RedemptionState,
    pub asked_by: String,
    pub is_mine: bool,
    pub asked_at: String,
    pub note: Option<String>,
    /// While it waits: when it runs out.
    pub runs_out_at: Option<String>,
    /// Who agreed, refused or took it back; absent where nobody had to decide and where it ran out.
    pub decided_by: Option<String>,
    pub decided_at: Option<String>,
    pub decision_note: Option<String>,
    pub fulfilled_at: Option<String>,
    /// What the vendor's staff wrote.
    pub fulfilment_note: Option<String>,
    /// For who asked, and for account admins where the company pays.
    pub code: Option<String>,
    /// Whether the person who reads may agree or refuse.
    pub can_decide: bool,
    /// Whether the person who reads may take it back.
    pub can_cancel: bool,
}

/// One redemption as the vendor's staff see it. `GET /api/v1/fulfilments?state=&locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FulfilmentView {
    pub id: RedemptionId,
    pub account: AccountId,
    pub account_name: String,
    pub asked_by: String,
    pub asked_by_email: String,
    pub reward_name: String,
    pub cost: i64,
    pub state: RedemptionState,
    pub asked_at: String,
    pub note: Option<String>,
    pub decided_by: Option<String>,
    pub decided_at: Option<String>,
    pub decision_note: Option<String>,
    pub fulfilled_by: Option<String>,
    pub fulfilled_at: Option<String>,
    pub fulfilment_note: Option<String>,
}

/// What a company decided about its points. `GET /api/v1/account/spending`, and the body of `PUT`.
///
/// A limit is the most points of one redemption that needs nobody's word: zero when each needs it, absent without a limit.
/// What the programme says of a reward itself goes before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountSpending {
    /// Of account admins, from the company's wallet.
    pub admins: Option<i64>,
    /// Whether others may ask for something from the company's wallet at all.
    pub members_may_ask: bool,
    /// Of others, from the company's wallet.
    pub members: Option<i64>,
    /// Of everyone, from the own wallet.
    pub own: Option<i64>,
}
