//! The programme as a member reads it: where the company stands, what is missing, what comes and goes, and why.

use serde::{Deserialize, Serialize};

use crate::{Movement, Tier, Wallet};

/// `GET /api/v1/programme?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeView {
    /// The programme's name in the reader's language; absent while there is no programme.
    pub title: Option<String>,
    /// The version in force, such as `2026-01-kizuna`.
    pub version: Option<String>,
    pub tier: Option<TierStanding>,
    /// What the tiers bring the reader's persona, lowest tier first.
    pub benefits: Vec<Benefit>,
    pub company: WalletState,
    pub mine: WalletState,
    /// What runs out within 90 days, soonest first.
    pub expiring: Vec<ExpiringPoints>,
    /// The last twelve months, oldest first; company and people together.
    pub months: Vec<MonthPoints>,
    /// The newest entries of both wallets.
    pub latest: Vec<Movement>,
    /// The next version, from the day on which it is shown.
    pub coming: Option<ComingVersion>,
}

/// Where the company stands: its tier, what is missing for the next one, and what keeps this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TierStanding {
    pub current: Tier,
    /// The last day of the tier as things are; absent for the lowest, which does not end.
    pub held_until: Option<String>,
    /// The tier would have ended and is kept for some days of grace.
    pub is_in_grace: bool,
    /// The vendor gave the tier.
    pub is_given: bool,
    /// The days over which is counted now, both included.
    pub counted_from: String,
    pub counted_to: String,
    /// What the next tier asks for; absent at the highest.
    pub next: Option<TierGoal>,
    /// What the tier asks for again; absent for the lowest.
    pub keep: Option<TierGoal>,
    /// The tier after the last day that is counted, at today's pace.
    pub outlook: Tier,
}

/// What reaches a tier: any one of the parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TierGoal {
    pub tier: Tier,
    /// The last day that counts; absent where counting never begins anew.
    pub by: Option<String>,
    pub is_reached: bool,
    pub parts: Vec<GoalPart>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoalPart {
    pub counts: Counts,
    /// Points, minor units or events.
    pub have: i64,
    pub need: i64,
    /// Never negative.
    pub missing: i64,
    /// The day on which it is complete at today's pace, if that is within the time.
    pub expected_on: Option<String>,
}

/// What a part of a goal counts: points when both fields are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Amounts in this currency.
    pub currency: Option<String>,
    /// Events of this kind, such as `lesson.finished`.
    pub event: Option<String>,
}

/// One benefit of a tier, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Benefit {
    pub tier: Tier,
    pub text: String,
    pub is_unlocked: bool,
}

/// What one month brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthPoints {
    /// `YYYY-MM`
    pub month: String,
    pub earned: i64,
    /// As a positive number, as is the next.
    pub spent: i64,
    pub expired: i64,
}

/// What a wallet holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WalletState {
    pub balance: i64,
    /// Set aside until a redemption is decided; no longer in the balance.
    pub held: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExpiringPoints {
    pub wallet: Wallet,
    /// The last day on which they can be used.
    pub last_day: String,
    pub points: i64,
}

/// What changes, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComingVersion {
    pub version: String,
    /// Its first day.
    pub valid_from: String,
    /// How many things differ.
    pub changes: u32,
}

/// Where one entry of a statement came from. `GET /api/v1/movements/{id}?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovementDetail {
    pub movement: Movement,
    /// Its place in the company's book.
    pub position: i64,
    pub event: Option<EventDetail>,
    /// How the programme came to these points; absent for what no rule decided.
    pub award: Option<AwardDetail>,
    /// The points were counted again later: what the event had been given.
    pub recounted_from: Option<i64>,
    /// Why, in the words of who booked it.
    pub note: Option<String>,
    /// Of the points that it brought: how many are still there, and until which day.
    pub left: Option<i64>,
    pub last_day: Option<String>,
    /// The earlier points that it took, oldest first.
    pub taken: Vec<TakenPoints>,
    /// Other entries of the same event or the same redemption, in the order in which they were booked.
    pub related: Vec<Movement>,
}

/// The fact behind an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventDetail {
    pub kind: String,
    pub subject: String,
    pub occurred_at: String,
    /// When the portal learnt of it.
    pub received_at: String,
    /// The system that reported it, and its name there.
    pub source: String,
    pub id: String,
    pub amount: Option<MoneyView>,
}

/// An amount in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoneyView {
    pub amount: i64,
    pub currency: String,
}

/// How a rule came to its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwardDetail {
    pub version: String,
    /// The rule's name and text in the reader's language; its id where the version is not there any more.
    pub rule: String,
    pub text: Option<String>,
    /// A fixed number of points; or else the amount that counts.
    pub fixed: Option<i64>,
    pub money: Option<MoneyView>,
    /// So many points for each so many minor units.
    pub rate: Option<RateView>,
    /// The tier at the time of the event, and what it earns more, as a decimal.
    pub multiplier: Option<MultiplierView>,
    pub rounding: RoundingView,
    pub before_caps: i64,
    pub cap: Option<CapApplied>,
    pub points: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RateView {
    pub currency: String,
    pub points: i64,
    pub minor_units: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MultiplierView {
    pub tier: Tier,
    /// Such as `1.1`, or a fraction such as `4/3` that no decimal is.
    pub by: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingView {
    Floor,
    HalfEven,
    Ceil,
}

/// The most within a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CapView {
    pub points: i64,
    pub per: WindowView,
    /// Each person for themselves; else the company together.
    pub is_by_member: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WindowView {
    Day,
    Month,
    Year,
    Half,
    Quarter,
}

/// A cap that left points out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CapApplied {
    pub cap: CapView,
    /// The first day of the window, and what had been counted in it before.
    pub from: String,
    pub counted: i64,
    pub left_out: i64,
}

/// Points that an entry took, and what had brought them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenPoints {
    /// The entry that brought them.
    pub movement: Movement,
    /// How many of them were taken.
    pub points: i64,
}
