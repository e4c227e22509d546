//! Surveys as the person who is asked meets them: the question, the answer, and what becomes of it.

use serde::{Deserialize, Serialize};

use crate::{AskId, HeardId, LocalText, Persona, Tier};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurveyKind {
    /// How likely to recommend, 0 to 10.
    Nps,
    /// How satisfied, 1 to 5.
    Csat,
    /// How easy, 1 to 7.
    Effort,
    /// A text.
    Open,
    /// One of several.
    Choice,
}

/// Where in the portal a question may appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurveyPage {
    Home,
    Article,
    Rewards,
    Movements,
    Company,
}

/// How long the company has been a customer: less than 3 months, less than 18, or longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LifeStage {
    Beginning,
    Settled,
    Long,
}

/// What an answer on a scale tells in one word; of the other scales satisfied, neutral, dissatisfied, and easy, neutral, hard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurveyGroup {
    Promoter,
    Passive,
    Detractor,
}

/// What promoters are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurveyOffer {
    Reference,
    Referral,
    AdvisoryBoard,
}

/// What became of being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AskState {
    Open,
    Answered,
    NotNow,
    /// The member wishes never to be asked.
    Never,
    /// Nothing was said, and it is shown no more.
    Lapsed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyChoice {
    pub id: String,
    pub text: LocalText,
}

/// What is asked after an answer of the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyWhy {
    pub group: SurveyGroup,
    /// The lowest value of the group.
    pub from: u8,
    pub text: LocalText,
}

/// Why this member is asked: what the survey looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedBecause {
    /// Where the survey is for some only.
    pub persona: Option<Persona>,
    pub tier: Option<Tier>,
    pub life_stage: Option<LifeStage>,
    /// So many of the company are asked in this wave,
    pub sampled: u32,
    /// of so many whom it concerns.
    pub audience: u32,
}

/// `GET /api/v1/surveys/now?page=`: what may be asked of the reader on this page now, if anything. Nothing is recorded by asking for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyNow {
    pub question: Option<SurveyQuestion>,
}

/// A question as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyQuestion {
    /// The survey's id, such as `relationship`.
    pub survey: String,
    /// Present once the reader was asked.
    pub ask: Option<AskId>,
    pub kind: SurveyKind,
    pub text: LocalText,
    /// Of the kind `choice`.
    pub choices: Vec<SurveyChoice>,
    /// Of a scale: what is asked after the answer, the highest group first.
    pub whys: Vec<SurveyWhy>,
    /// What is said to an answer.
    pub thanks: LocalText,
    /// The answer is kept without who gave it. It then needs a receipt, which the asker's browser makes.
    pub is_anonymous: bool,
    /// An answer earns points, whatever it says.
    pub earns: bool,
    pub because: AskedBecause,
}

/// `POST /api/v1/surveys/asks`: the question is shown now. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateAsk {
    pub survey: String,
    pub page: SurveyPage,
    /// What the reader had just done: an article as `category/slug`, the name of a reward. At most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The answered question in whose sitting this one is asked, where that survey names this one as next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<AskId>,
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum SurveyAnswer {
    /// On the scale.
    Value(u8),
    /// The id of a choice, or a text.
    Words(String),
}

/// `PUT /api/v1/surveys/asks/{id}/answer`. It can be sent again: the same answer changes nothing, another one counts within ten
/// seconds of the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiveAnswer {
    pub answer: SurveyAnswer,
    /// For an anonymous survey: 20 to 100 characters of chance, by which alone the answer is found again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// The answer is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyAnswered {
    pub answer: SurveyAnswer,
    pub group: Option<SurveyGroup>,
    /// Until then it can be changed or taken back.
    pub undo_until: String,
    /// What fits a promoter.
    pub offers: Vec<SurveyOffer>,
    /// The survey that may be asked in the same sitting.
    pub next: Option<String>,
}

/// `PUT /api/v1/surveys/asks/{id}/why`: the reason, as often as it changes. An empty text takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiveWhy {
    /// At most 4,000 characters.
    #[serde(default)]
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// `PUT /api/v1/surveys/asks/{id}/interest`: a promoter takes up what was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiveInterest {
    #[serde(default)]
    pub offer: Option<SurveyOffer>,
}

/// `GET /api/v1/feedback`: the contract between who asks and who is asked, and what was said so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedbackView {
    /// The reader wishes never to be asked.
    pub is_never: bool,
    pub surveys: Vec<SurveyOutlook>,
    /// What the reader was asked, newest first.
    pub asks: Vec<OwnAsk>,
    /// What customers said, and what was done about it, newest first.
    pub heard: Vec<HeardView>,
}

/// `PUT /api/v1/feedback/wish`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyWish {
    /// Never to be asked again; `false` takes that back.
    pub is_never: bool,
}

/// When one survey may next ask the reader, and why not now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyOutlook {
    pub survey: String,
    pub text: LocalText,
    pub is_anonymous: bool,
    pub earns: bool,
    /// Whom it may ask; everybody where they are empty.
    pub personas: Vec<Persona>,
    pub tiers: Vec<Tier>,
    pub life_stages: Vec<LifeStage>,
    pub earliest: Earliest,
    /// What stands against asking today.
    pub reasons: Vec<AskReason>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Earliest {
    /// Not before; whether then depends on the sample.
    At {
        at: String,
    },
    Never,
    NotByThisSurvey,
}

/// Why somebody is not asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AskReason {
    Never,
    Asked { until: String },
    SaidNotNow { until: String },
    JoinedLately { until: String },
    OtherPersona,
    OtherTier,
    OtherLifeStage,
    NoWave,
    AskedInThisWave,
    NotInSample,
    SampleIsFull,
    DayNotCome { from: String },
    FirstVisit,
}

/// One time the reader was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnAsk {
    pub id: AskId,
    pub survey: String,
    pub text: LocalText,
    pub asked_at: String,
    pub because: AskedBecause,
    pub is_anonymous: bool,
    pub state: AskState,
    /// What was said, where the survey keeps who said it.
    pub answer: Option<OwnAnswer>,
    /// What became of it.
    pub follow_up: Option<OwnFollowUp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnAnswer {
    pub kind: SurveyKind,
    pub answer: SurveyAnswer,
    /// Of a choice, its text.
    pub choice: Option<LocalText>,
    pub why: Option<String>,
    pub answered_at: String,
}

/// Who takes care of an answer, as the one who gave it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnFollowUp {
    /// The name of who does; absent until somebody has taken it.
    pub owner: Option<String>,
    pub is_open: bool,
    /// The day by which the owner gets in touch.
    pub due_on: String,
    pub outcome: Option<String>,
    pub closed_at: Option<String>,
}

/// "You said, we did".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeardView {
    pub id: HeardId,
    pub said: LocalText,
    pub done: LocalText,
    pub reach: HeardReach,
    pub published_at: String,
}

/// For whom something was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HeardReach {
    Account,
    Persona,
    All,
}
