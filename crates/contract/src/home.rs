//! What home shows: the tier, the balances, where they came from, and what waits for this person.

use serde::{Deserialize, Serialize};

use crate::{ArticleSummary, MovementId, Tier};

/// `GET /api/v1/home?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HomeView {
    pub customer_since: String,
    pub tier: TierProgress,
    /// The company's balance.
    pub company_points: i64,
    /// Points the company gained or spent this calendar month, in its own time zone.
    pub company_points_this_month: i64,
    /// The person's own balance.
    pub my_points: i64,
    /// The person's points of this ISO week, in the company's time zone.
    pub my_points_this_week: i64,
    /// The last twelve months, oldest first; company and people together.
    pub months: Vec<MonthPoints>,
    pub waiting: Vec<Waiting>,
    /// The newest articles that the person may read, at most four.
    pub newest_articles: Vec<ArticleSummary>,
}

/// Where the company stands between two tiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TierProgress {
    pub current: Tier,
    /// Absent at the highest tier.
    pub next: Option<Tier>,
    /// Points that count toward the tier, this period.
    pub points: i64,
    /// Points at which `next` begins.
    pub next_at: Option<i64>,
    /// Points at which `current` begins: what must be reached again to keep it.
    pub current_at: i64,
    /// The last day of the period.
    pub period_ends: String,
    /// The day on which `next` is reached at this period's pace; absent when that falls after the period.
    pub expected_on: Option<String>,
    pub benefits: Vec<Benefit>,
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
    /// As a positive number.
    pub spent: i64,
}

/// Something that this person can do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", from = "WaitingFields")]
pub enum Waiting {
    /// For account admins: invitations sent and not accepted.
    OpenInvitations { count: u32, expired: u32 },
    /// For account admins: only one person can administer the company.
    SingleAdmin,
    /// For account admins: people without a team.
    MembersWithoutTeam { count: u32 },
    /// For account admins: requests for a reward that they may decide on.
    RewardRequests { count: u32 },
    /// Rewards of one's own that were fulfilled within the last 7 days.
    RewardsReady { count: u32 },
    /// The recommended first article, while the person is new (30 days).
    FirstSteps {
        category: String,
        slug: String,
        title: String,
    },
}

/// How something that waits is read: the fields of every kind side by side. The derived reader of tagged fields would cost
/// the app a tenth of its code for reading.
#[derive(Deserialize)]
struct WaitingFields {
    kind: WaitingKind,
    #[serde(default)]
    count: u32,
    #[serde(default)]
    expired: u32,
    #[serde(default)]
    category: String,
    #[serde(default)]
    slug: String,
    #[serde(default)]
    title: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum WaitingKind {
    OpenInvitations,
    SingleAdmin,
    MembersWithoutTeam,
    RewardRequests,
    RewardsReady,
    FirstSteps,
}

impl From<WaitingFields> for Waiting {
    fn from(fields: WaitingFields) -> Self {
        match fields.kind {
            WaitingKind::OpenInvitations => Self::OpenInvitations {
                count: fields.count,
                expired: fields.expired,
            },
            WaitingKind::SingleAdmin => Self::SingleAdmin,
            WaitingKind::MembersWithoutTeam => Self::MembersWithoutTeam {
                count: fields.count,
            },
            WaitingKind::RewardRequests => Self::RewardRequests {
                count: fields.count,
            },
            WaitingKind::RewardsReady => Self::RewardsReady {
                count: fields.count,
            },
            WaitingKind::FirstSteps => Self::FirstSteps {
                category: fields.category,
                slug: fields.slug,
                title: fields.title,
            },
        }
    }
}

/// Whose balance a movement changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Wallet {
    Company,
    Mine,
}

/// One change of the company's balance or of the person's own. `GET /api/v1/movements?wallet=&limit=&cursor=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Movement {
    pub id: MovementId,
    pub wallet: Wallet,
    pub points: i64,
    /// The type of the event behind it, such as `purchase.completed`.
    pub event_type: String,
    /// What the event was about in the vendor's words: an order number, a lesson's title.
    pub subject: String,
    pub occurred_at: String,
}
