//! What the vendor's staff do about an answer: who takes care, until when, what came of it, and what is told of it.

use serde::{Deserialize, Serialize};

use crate::{AccountId, FollowUpId, HeardReach, LocalText, MemberId, SurveyAnswer};

/// Why somebody gets in touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FollowUpReason {
    LowAnswer,
    /// A promoter takes up what was offered.
    Interest,
}

/// What happened in the course of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FollowUpStepKind {
    Opened,
    /// A further answer came while it was open.
    Joined,
    /// A further low answer came after it was closed.
    Reopened,
    Taken,
    Noted,
    Closed,
}

/// Where the cause lay, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RootCause {
    Product,
    Service,
    Delivery,
    Price,
    Knowledge,
    /// Nothing of the vendor's.
    Elsewhere,
}

/// One thing to take care of. `GET /api/v1/follow-ups`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpView {
    pub id: FollowUpId,
    pub survey: String,
    pub reason: FollowUpReason,
    pub account_id: AccountId,
    pub account_name: String,
    pub member_name: String,
    pub member_email: String,
    /// Absent until somebody has taken it.
    pub owner: Option<String>,
    pub is_mine: bool,
    pub is_open: bool,
    /// In the owner's days.
    pub due_on: String,
    pub is_overdue: bool,
    pub opened_at: String,
    /// How often a further low answer opened it again.
    pub reopened: u32,
    pub outcome: Option<String>,
    pub root_cause: Option<RootCause>,
    pub closed_at: Option<String>,
    /// The oldest first.
    pub steps: Vec<FollowUpStep>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpStep {
    pub kind: FollowUpStepKind,
    /// Who of the vendor did it; absent where an answer did.
    pub by: Option<String>,
    /// A note, an outcome, or what a promoter is interested in.
    pub text: Option<String>,
    pub answer: Option<SurveyAnswer>,
    pub why: Option<String>,
    pub at: String,
}

/// `POST /api/v1/follow-ups/{id}/notes`: for the vendor's staff alone. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddNote {
    /// 3 to 2,000 characters.
    pub text: String,
}

/// `POST /api/v1/follow-ups/{id}/outcome`: it is taken care of. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CloseFollowUp {
    /// What came of it, as the one who answered reads it: 3 to 1,000 characters.
    pub outcome: String,
    pub root_cause: RootCause,
    /// What is told others of it, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish: Option<PublishHeard>,
}

/// "You said, we did", without names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishHeard {
    /// At least one language, each 3 to 400 characters.
    pub said: LocalText,
    pub done: LocalText,
    pub reach: HeardReach,
}

/// Who looks after a company. `GET /api/v1/accounts/{id}/success-manager`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuccessManagerView {
    pub current: Option<MemberId>,
    /// All who could.
    pub choices: Vec<StaffChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffChoice {
    pub id: MemberId,
    pub name: String,
}

/// `PUT /api/v1/accounts/{id}/success-manager`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetSuccessManager {
    /// Nobody when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
}

/// The days on which the reader works. `GET` and `PUT /api/v1/work-calendar`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WorkCalendarView {
    /// IANA name, such as `Asia/Tokyo`.
    pub time_zone: String,
    /// Days of the week that are not worked: 1 is Monday, 7 Sunday.
    pub weekend: Vec<u8>,
    /// Dates that are not worked, at most 100.
    pub holidays: Vec<String>,
}
