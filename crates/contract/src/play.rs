//! Badges, streaks and challenges: what people do together and what they get for it.

use serde::{Deserialize, Serialize};

use crate::ChallengeId;

/// How a badge is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BadgeShape {
    Book,
    Voice,
    Cap,
    Flame,
    Years,
    Star,
    Hands,
}

/// A badge as the rules tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadgeTerms {
    pub name: String,
    pub text: String,
    pub shape: BadgeShape,
}

/// When a working week counts, and what weeks in a row bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StreakTerms {
    /// Working days of a week with something done on them, at least.
    pub days: u16,
    /// Weeks of a year that may be missed.
    pub freezes: u16,
    /// Points for each so many weeks in a row, at most so often a year.
    pub every_weeks: u16,
    pub most_per_year: u16,
    pub points: i64,
}

/// A template of challenges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChallengeTerms {
    pub name: String,
    pub text: String,
    /// What a company may set as its goal.
    pub least_goal: i64,
    pub most_goal: i64,
    pub least_days: u16,
    pub most_days: u16,
    /// How many a company may begin within a calendar year.
    pub most_per_year: u16,
    /// Company points for reaching it.
    pub points: i64,
}

/// Badges, the streak and what a person chose about them. `GET /api/v1/badges?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyBadges {
    /// Those that the person has, the newest first, then the others in the order of the rules.
    pub badges: Vec<BadgeView>,
    /// Absent where the programme counts no weeks.
    pub streak: Option<StreakView>,
    /// Whether the person wants to be told of what was earned.
    pub celebrates: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadgeView {
    pub id: String,
    pub name: String,
    pub text: String,
    pub shape: BadgeShape,
    pub earned: Option<BadgeEarned>,
    /// How far it is, for those that count events or weeks and are not earned.
    pub progress: Option<BadgeProgress>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadgeEarned {
    /// The day in the company's time zone.
    pub on: String,
    pub reason: BadgeReason,
    /// What the last event that was needed was about, as it was reported; or the day since when, or the week's Monday.
    pub about: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BadgeReason {
    Event,
    Together,
    Streak,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadgeProgress {
    pub counted: i64,
    pub of: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StreakView {
    /// Working weeks in a row up to now.
    pub weeks: u32,
    pub longest: u32,
    pub is_this_week_kept: bool,
    /// Weeks of this year that may still be missed.
    pub freezes_left: u16,
    pub terms: StreakTerms,
    /// The last twelve weeks, the oldest first, this one last.
    pub recent: Vec<WeekView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeekView {
    pub monday: String,
    pub state: WeekState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WeekState {
    Kept,
    /// Missed, and a freeze was taken for it.
    Frozen,
    Missed,
    /// This week, while nothing is done yet.
    Open,
}

/// `PUT /api/v1/badges/celebrations`
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Celebrations {
    pub is_on: bool,
}

/// What was earned and not yet told. `GET /api/v1/badges/news?locale=`; nothing for whoever does not want to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlayNews {
    pub badges: Vec<String>,
    /// Challenges that the person took part in and that were reached, by the names of their templates.
    pub challenges: Vec<String>,
}

/// The challenges of the own company. `GET /api/v1/challenges?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Challenges {
    /// Those that are open or coming, then the others, the newest first.
    pub challenges: Vec<ChallengeView>,
    /// What new ones can be made of; for account admins alone.
    pub templates: Vec<ChallengeTemplateView>,
    /// Today in the company's time zone.
    pub today: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChallengeView {
    pub id: ChallengeId,
    pub name: String,
    pub text: String,
    /// The first and the last day.
    pub starts_on: String,
    pub ends_on: String,
    pub goal: i64,
    pub counted: i64,
    pub state: ChallengeState,
    pub reached_on: Option<String>,
    /// Company points for reaching it: what was booked, or what the rules say.
    pub points: i64,
    pub is_joined: bool,
    /// Of `counted`, the person's own.
    pub mine: i64,
    /// How many take part.
    pub people: i64,
    /// By name, without those who hide their points or have left.
    pub parts: Vec<ChallengePart>,
    /// Those without a name together.
    pub unnamed: UnnamedParts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChallengeState {
    Coming,
    Open,
    Reached,
    /// Over without having been reached.
    Ended,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChallengePart {
    pub name: String,
    pub counted: i64,
    pub is_me: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnnamedParts {
    pub people: i64,
    pub counted: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChallengeTemplateView {
    pub id: String,
    pub terms: ChallengeTerms,
    /// How many the company may still begin this calendar year.
    pub left_this_year: i64,
}

/// `POST /api/v1/challenges`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateChallenge {
    pub template: String,
    /// `YYYY-MM-DD`, both included.
    pub starts_on: String,
    pub ends_on: String,
    pub goal: i64,
}

/// How far a person is with an article. `PUT /api/v1/articles/{category}/{slug}/reading`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArticleProgress {
    /// The end was on the screen. Otherwise the person has only just opened it.
    pub is_at_end: bool,
}
