//! Points and tiers: facts come in, balances and sums are kept beside them, so that a number costs the same at any size.

use contract::{Locale, MonthPoints, Movement, Page, Tier, TierProgress, Wallet};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{AccountScope, Db, PageRequest, Result, Tx};

/// The numbers of home.
#[derive(Clone, Debug)]
pub struct HomeNumbers {
    pub customer_since: String,
    pub tier: TierProgress,
    pub company_points: i64,
    pub company_points_this_month: i64,
    pub my_points: i64,
    pub my_points_this_week: i64,
    pub months: Vec<MonthPoints>,
}

/// A fact from outside and what it changes.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub account: Uuid,
    /// The person it concerns; the points then go to the person's wallet, else to the company's.
    pub member: Option<Uuid>,
    pub source: String,
    /// Unique within `source`: the same fact twice counts once.
    pub external_id: String,
    /// Such as `purchase.completed`.
    pub kind: String,
    pub subject: String,
    pub occurred_at: Timestamp,
    pub data: serde_json::Value,
    /// Negative when spent. Zero makes no movement.
    pub points: i64,
}

/// What a batch of events came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    pub events: u64,
    pub movements: u64,
    /// Events that were there already.
    pub known: u64,
}

/// One tier of the programme.
#[derive(Clone, Debug)]
pub struct TierRule {
    pub tier: Tier,
    pub starts_at: i64,
    /// In the order of display; languages that lack one show the English.
    pub benefits: Vec<(Locale, Vec<String>)>,
}

/// The numbers of home for the person who asks; benefits in `locale`.
pub async fn home_numbers(
    db: &Db,
    scope: &AccountScope,
    locale: Locale,
    now: Timestamp,
) -> Result<HomeNumbers> {
    unimplemented!()
}

/// Movements of the company's wallet and of the own one, newest first; both when `wallet` is absent.
pub async fn movements(
    db: &Db,
    scope: &AccountScope,
    wallet: Option<Wallet>,
    page: &PageRequest,
) -> Result<Page<Movement>> {
    unimplemented!()
}

/// Keeps new facts with their movements, and brings balances and sums along in the same transaction.
pub async fn record_events(tx: &Tx, events: &[NewEvent]) -> Result<Recorded> {
    unimplemented!()
}

/// Replaces the tiers and their benefits.
pub async fn upsert_tiers(tx: &Tx, tiers: &[TierRule]) -> Result<()> {
    unimplemented!()
}
