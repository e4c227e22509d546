//! What home shows: the tier, the balances, where they came from, and what waits for this person.

use serde::{Deserialize, Serialize};

use crate::{ArticleSummary, Benefit, MonthPoints, MovementId, TierStanding};

/// `GET /api/v1/home?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HomeView {
    pub customer_since: String,
    /// Absent while there is no programme.
    pub tier: Option<TierStanding>,
    /// What the tiers bring the reader's persona, lowest tier first.
    pub benefits: Vec<Benefit>,
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

/// One entry of a statement. `GET /api/v1/movements?wallet=&kind=&from=&to=&limit=&cursor=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Movement {
    pub id: MovementId,
    pub wallet: Wallet,
    pub points: i64,
    /// Of the wallet, after it.
    pub balance: i64,
    /// The type of the event behind it, such as `purchase.completed`; `points.` and what was done where there is none.
    pub event_type: String,
    /// What was done: `earned`, `adjusted`, `corrected`, `recovered`, `held`, `spent`, `released`, `ran_out`, `expired`.
    pub purpose: String,
    /// What the event was about in the vendor's words: an order number, a lesson's title.
    pub subject: String,
    pub occurred_at: String,
    /// When it was entered into the book, which is the order of the list.
    pub booked_at: String,
}

/// Which entries of a statement are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// By the programme's rules.
    Earned,
    /// Redeemed, set aside for it, and given back.
    Spent,
    Expired,
    /// Taken back, counted again, given or taken by the vendor.
    Changed,
}
