//! What all answers to a survey say, for the vendor's staff. No score stands without its interval, rates and reach.

use serde::{Deserialize, Serialize};

use crate::{LocalText, SurveyKind};

/// `GET /api/v1/survey-results`: the surveys to which there are answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyLine {
    pub survey: String,
    /// As it asks now; the latest words in which it asked when its file has gone.
    pub text: LocalText,
    pub answers: u64,
    /// The first days of its waves, the newest first.
    pub waves: Vec<String>,
}

/// `GET /api/v1/survey-results/{name}?wave=`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyResults {
    pub survey: String,
    pub kind: Option<SurveyKind>,
    /// Of one wave alone.
    pub wave: Option<String>,
    pub total: ResultCell,
    /// By wave and by month, the oldest first, each against the one shown before it.
    pub waves: Vec<ResultPoint>,
    pub months: Vec<ResultPoint>,
    pub accounts: Vec<ResultGroup>,
    pub tiers: Vec<ResultGroup>,
    pub personas: Vec<ResultGroup>,
    pub languages: Vec<ResultGroup>,
    pub life_stages: Vec<ResultGroup>,
    /// Of other scales and choices: how often each was given, once five have answered.
    pub given: Vec<GivenCount>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResultCell {
    Shown(Box<ResultSummary>),
    /// Fewer than five answers, or others could be reckoned from it.
    Hidden,
    Empty,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultSummary {
    /// % promoters less % detractors, −100 to 100, each answer alike.
    pub score: f64,
    /// The 95% interval.
    pub low: f64,
    pub high: f64,
    /// Each account alike.
    pub account_score: f64,
    pub account_low: f64,
    pub account_high: f64,
    pub answers: u64,
    /// Who was asked, and whom it concerned.
    pub asked: u64,
    pub members: u64,
    pub accounts_heard: u64,
    pub accounts: u64,
    /// How often 0 to 10 were given.
    pub distribution: Vec<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultPoint {
    /// The first day of a wave, or a month as `YYYY-MM`.
    pub key: String,
    pub cell: ResultCell,
    pub change: ResultChange,
}

/// What can be said of two scores, with 95% confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResultChange {
    Up { by: f64 },
    Down { by: f64 },
    NotSignificant,
    NotComparable,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultGroup {
    /// An account's id or a word such as `gold`; empty where it is not known.
    pub key: String,
    /// Of an account.
    pub name: Option<String>,
    pub cell: ResultCell,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenCount {
    pub answer: String,
    pub answers: u64,
}
