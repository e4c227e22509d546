//! The programme's state of one company: for the vendor's staff, and for its own account admins.

use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AdjustmentView, AgreedBenefitView, GiftView, MemberId, Tier, TierOverrideId,
    WalletOwner,
};

/// One company as success managers and operators see it. `GET /api/v1/accounts/{id}/programme`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountProgramme {
    pub id: AccountId,
    pub name: String,
    pub customer_since: String,
    pub tier: Tier,
    /// Points that count toward the tier, this period.
    pub period_points: i64,
    /// Absent at the highest tier, and without a programme.
    pub next: Option<NextTier>,
    /// Which tier from when to when, the newest first.
    pub history: Vec<TierStretch>,
    pub company_points: i64,
    /// Points of the company's wallet that run out within 90 days.
    pub expiring_points: i64,
    /// People who can sign in or could, by name.
    pub people: Vec<PersonPoints>,
    /// The latest of the company's wallet, newest first.
    pub entries: Vec<WalletEntry>,
    /// The latest, newest first.
    pub adjustments: Vec<AdjustmentView>,
    /// More points than so many need a second person.
    pub approval_above: i64,
    pub gifts: Vec<GiftView>,
    pub agreed: Vec<AgreedBenefitView>,
    /// Tiers that were given for a time, the latest first.
    pub given_tiers: Vec<GivenTier>,
}

/// `POST /api/v1/accounts/{id}/tiers`: a tier from now on. It lifts a company and never lowers it. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GiveTier {
    pub tier: Tier,
    /// The last day, in the company's time zone.
    pub until: String,
    /// 3 to 300 characters; the company reads it in its history.
    pub reason: String,
}

/// A tier that was given for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenTier {
    pub id: TierOverrideId,
    pub tier: Tier,
    pub from: String,
    /// The last day.
    pub until: String,
    pub reason: String,
    pub given_by: String,
    /// Whether it holds now.
    pub is_in_force: bool,
}

/// What is missing for the next tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NextTier {
    pub tier: Tier,
    /// Points that are missing; absent when the tier is not reached by points.
    pub missing_points: Option<i64>,
    /// The last day that counts; absent when counting never begins anew.
    pub by: Option<String>,
}

/// One entry of a wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WalletEntry {
    pub points: i64,
    /// Of the event behind it, else `points.` and what was done.
    pub event_type: String,
    pub subject: String,
    pub occurred_at: String,
}

/// A person and the balance of the own wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonPoints {
    pub id: MemberId,
    pub name: String,
    pub points: i64,
}

/// The own company as account admins see it. `GET /api/v1/account/programme?from=&to=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyProgramme {
    pub tier: Tier,
    /// Which tier from when to when, the newest first.
    pub history: Vec<TierStretch>,
    /// The days over which `earners` counts, both included.
    pub from: String,
    pub to: String,
    /// Who earned, most first.
    pub earners: Vec<Earner>,
}

/// A time in which the company had a tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TierStretch {
    pub tier: Tier,
    /// Absent for the tier in which everyone begins.
    pub from: Option<String>,
    /// The day on which the next one began; absent for the tier of now.
    pub until: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EarnerKind {
    /// The company's wallet.
    Company,
    Person,
    /// All who do not show their points to account admins, together.
    Hidden,
}

/// Who earned what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Earner {
    pub kind: EarnerKind,
    /// Of a person.
    pub name: Option<String>,
    pub points: i64,
    /// By type of event, most first.
    pub by_type: Vec<TypePoints>,
}

/// Points of one type of event, such as `lesson.finished`, or of `points.adjusted`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypePoints {
    pub event_type: String,
    pub points: i64,
}

/// One month of the own company. `GET /api/v1/account/report?month=`, as a file `GET /api/v1/account/report.csv?month=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthReport {
    pub company: String,
    /// `YYYY-MM`, in the company's time zone.
    pub month: String,
    /// At the end of the month, or now.
    pub tier: Tier,
    pub earned: i64,
    /// As a positive number, also while it is held.
    pub spent: i64,
    /// As a positive number.
    pub expired: i64,
    pub lines: Vec<ReportLine>,
}

/// Points of one kind in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportLine {
    /// The company's wallet, or those of its people together.
    pub wallet: WalletOwner,
    pub event_type: String,
    /// How many entries of the ledger.
    pub entries: i64,
    /// Below zero for what left.
    pub points: i64,
}
