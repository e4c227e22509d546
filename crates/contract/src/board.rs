//! The team board: who of a company earned how much in a window, teams beside teams, and companies in leagues.

use serde::{Deserialize, Serialize};

use crate::WindowView;

/// `GET /api/v1/board?window=&team=&revised=&locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardView {
    pub state: BoardState,
    /// Absent unless the state is `on`.
    pub ranking: Option<BoardRanking>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoardState {
    On,
    /// An account admin switched it off for the company.
    Off,
    /// The person who asks has left it.
    Left,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardRanking {
    pub window: BoardWindow,
    /// What changed after the window had closed; absent for most.
    pub revision: Option<BoardRevision>,
    /// The team whose people are ranked; absent for the whole company.
    pub team: Option<String>,
    /// The teams by average of their active seats, the best first. Those of fewer than three seats are named and not ranked.
    pub teams: Vec<BoardTeam>,
    /// How many have a rank.
    pub ranked: u64,
    /// The first twenty.
    pub top: Vec<BoardRow>,
    /// The own row with its neighbours where it is not among the first; empty otherwise.
    pub around: Vec<BoardRow>,
    pub me: BoardMe,
    /// The caps in force on the points that people earn.
    pub caps: Vec<BoardCap>,
    /// Up to which event this is true: where the live stream goes on.
    pub event: String,
}

/// A window of the calendar in the company's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardWindow {
    /// `2026-W10`, `2026-03`, `2026-Q1`, `2026` or `all`.
    pub id: String,
    pub kind: BoardWindowKind,
    /// The first and the last day; absent for all time.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Whether it is over and stays as it is.
    pub is_closed: bool,
    /// The ids of those beside it, where there are such.
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoardWindowKind {
    Week,
    Month,
    Quarter,
    Year,
    All,
}

/// Corrections and late events of a closed window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardRevision {
    /// When the last of them was booked.
    pub at: String,
    /// Whether the rows are those of the revision; otherwise they stand as the window closed.
    pub is_shown: bool,
}

/// A place in the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardRow {
    /// 1, 2, 2, 4.
    pub rank: u64,
    /// Whether others have the same rank.
    pub is_tie: bool,
    pub who: BoardWho,
    /// A name or nickname; absent for a gap.
    pub name: Option<String>,
    /// Absent for a gap.
    pub points: Option<i64>,
    /// Ranks won since the window before, negative for ranks lost; absent for who had none there, and for a gap.
    pub change: Option<i64>,
    /// Whether it is the person who asks.
    pub is_me: bool,
    /// Tells rows apart while they move. It says no more about anyone than the row does.
    pub key: String,
}

/// Who stands at a place, as far as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoardWho {
    Named,
    Nicknamed,
    /// Somebody who does not want to be shown.
    Hidden,
    /// Somebody who is not with the company any more.
    Former,
}

/// The person who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardMe {
    /// Absent without points in the window, and in another team than the own one.
    pub rank: Option<u64>,
    pub is_tie: bool,
    pub points: i64,
    pub change: Option<i64>,
    /// Absent for who is first, in windows that are over, and in another team.
    pub next: Option<BoardNext>,
    /// How colleagues see the own row.
    pub shown: BoardShown,
}

/// What it takes to stand better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardNext {
    pub rank: u64,
    pub missing: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardTeam {
    pub name: String,
    /// Active people who take part in the board.
    pub seats: u32,
    /// Absent for a team that is too small to be compared.
    pub rank: Option<u64>,
    /// Points by seat in tenths; absent with the rank.
    pub average_tenths: Option<i64>,
    pub is_mine: bool,
}

/// The most points that people get of one rule within a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardCap {
    /// The rule's name.
    pub rule: String,
    pub points: i64,
    pub per: WindowView,
    /// Whether it counts by person, or for the whole company.
    pub is_by_member: bool,
}

/// How a person is shown on the board of the own company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoardShown {
    Name,
    Nickname,
    /// An unnamed gap keeps the place.
    Hidden,
    /// Not on the board at all, in no window.
    Left,
}

/// `GET` and `PUT /api/v1/board/me`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BoardChoice {
    pub shown: BoardShown,
    /// With `nickname` alone: 2 to 30 characters that nobody takes for somebody else's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
}

/// Companies of a similar size, each by the alias that it chose. `GET /api/v1/board/league?window=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeagueView {
    pub state: LeagueState,
    pub window: BoardWindow,
    /// Active seats of the companies of the league; absent unless the company takes part.
    pub seats: Option<SeatsView>,
    /// The best first; empty unless the state is `ranked`.
    pub rows: Vec<LeagueRow>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeagueState {
    /// The company takes no part.
    Out,
    /// No other company of a similar size takes part: there is nothing to compare.
    Alone,
    Ranked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatsView {
    pub from: u32,
    /// Absent for the largest companies.
    pub to: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeagueRow {
    pub rank: u64,
    pub is_tie: bool,
    pub alias: String,
    /// Points by active seat in tenths.
    pub average_tenths: i64,
    pub is_mine: bool,
}

/// What the account admins decided about the board. `GET` and `PUT /api/v1/account/board`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BoardSettings {
    pub is_on: bool,
    pub is_in_league: bool,
    /// The name under which other companies see this one; needed for the league.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
}

/// How many take part in the play, over the last twelve months. `GET /api/v1/account/participation`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Participation {
    /// Oldest first; this month is the last.
    pub months: Vec<MonthParticipation>,
    /// Active people today, without those who have left the board.
    pub active: u32,
    /// Those of them who have never earned a point.
    pub never: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthParticipation {
    /// `YYYY-MM`
    pub month: String,
    /// People who were active in the month.
    pub seats: u32,
    /// Those who earned points in it.
    pub earned: u32,
    /// What they earned together.
    pub points: i64,
}

/// What a message of `GET /api/v1/board/live` says; its id names the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoardEvent {
    /// Somebody's points changed.
    Points,
    /// Somebody came, went, or is shown otherwise.
    People,
    /// More has happened than is worth telling one by one.
    Much,
}
