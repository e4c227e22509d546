//! The rules of a version of the programme, and what it changes, as members read them.

use serde::{Deserialize, Serialize};

use crate::{
    BadgeTerms, CapView, ChallengeTerms, Counts, MultiplierView, Persona, RateView, StreakTerms,
    Tier, Wallet, WindowView,
};

/// The programme's rules for people. `GET /api/v1/programme/rules?locale=&version=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesView {
    pub version: String,
    pub title: String,
    pub valid_from: String,
    /// The last day before another version; absent for the last one.
    pub valid_to: Option<String>,
    pub state: VersionState,
    pub notice_days: u16,
    /// An event reported later earns nothing.
    pub late_days: u16,
    pub rules: Vec<RuleView>,
    pub tiers: TierTerms,
    pub rewards: Vec<RewardTerms>,
    pub badges: Vec<BadgeTerms>,
    pub streak: Option<StreakTerms>,
    pub challenges: Vec<ChallengeTerms>,
    pub spending: SpendingTerms,
    pub expiry: Option<ExpiryTerms>,
    pub ends: Option<EndingTerms>,
    /// All versions, earliest first.
    pub versions: Vec<VersionLine>,
    /// What is not as in the version before.
    pub changes: Vec<ChangeView>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    Past,
    InForce,
    Coming,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionLine {
    pub version: String,
    pub valid_from: String,
    pub state: VersionState,
}

/// One way to earn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleView {
    pub name: String,
    pub text: String,
    pub wallet: Wallet,
    pub fixed: Option<i64>,
    pub rates: Vec<RateView>,
    pub multipliers: Vec<MultiplierView>,
    pub caps: Vec<CapView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TierTerms {
    /// Counted by this part of the calendar; or over `rolling_months`.
    pub period: Option<WindowView>,
    pub rolling_months: Option<u16>,
    pub keep_periods: u16,
    pub grace_days: u16,
    pub levels: Vec<LevelTerms>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LevelTerms {
    pub tier: Tier,
    pub thresholds: Vec<ThresholdTerms>,
    pub benefits: Vec<BenefitTerms>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThresholdTerms {
    pub counts: Counts,
    pub at: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BenefitTerms {
    pub text: String,
    /// For everyone when empty.
    pub personas: Vec<Persona>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RewardTerms {
    pub name: String,
    pub text: String,
    pub cost: i64,
    pub wallet: Wallet,
    pub limit_per_member: Option<i64>,
    pub limit_per_account: Option<i64>,
    /// For all when empty, as are the next.
    pub tiers: Vec<Tier>,
    pub personas: Vec<Persona>,
    pub needs_approval: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpendingTerms {
    pub member_without_approval: i64,
    pub account_without_approval: i64,
    /// Whether members may ask for something from the company's points, or account admins alone.
    pub is_open_to_members: bool,
    pub approval_days: u16,
}

/// When points run out: so many months after they were earned, or at the end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExpiryTerms {
    pub rolling_months: Option<u16>,
    pub period: Option<WindowView>,
    pub keep_periods: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndingTerms {
    pub earning_until: String,
    pub redeeming_until: String,
}

/// One thing that differs from the version before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeView {
    pub what: ChangedThing,
    /// Its name in the reader's language, where it has one.
    pub name: String,
    pub tier: Option<Tier>,
    /// What a threshold counts.
    pub counts: Option<Counts>,
    pub before: Option<i64>,
    pub after: Option<i64>,
    /// Of a benefit: its text in the other version, and in this one.
    pub text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangedThing {
    RuleAdded,
    RuleRemoved,
    RuleChanged,
    TierAdded,
    TierRemoved,
    ThresholdMoved,
    BenefitAdded,
    BenefitGone,
    BenefitChanged,
    SpanChanged,
    KeepingChanged,
    RewardAdded,
    RewardGone,
    RewardCostChanged,
    RewardTermsChanged,
    /// Of these the names stand together in `name`.
    BadgesAdded,
    BadgesGone,
    BadgesChanged,
    StreakAdded,
    StreakGone,
    StreakChanged,
    ChallengesAdded,
    ChallengesGone,
    ChallengesChanged,
    ExpiryChanged,
    SpendingChanged,
    NoticeChanged,
    Ends,
}
