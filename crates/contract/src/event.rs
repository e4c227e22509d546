//! What became of reported events.

use serde::{Deserialize, Serialize};

use crate::{FieldError, MemberId};

/// Whose points they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WalletOwner {
    Company,
    Member,
}

/// What became of one reported event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventFate {
    /// It counts, whether or not it earned anything.
    Accepted,
    /// An event of this source and id was taken before; this one changes nothing.
    Known,
    /// It is kept and does not count.
    Kept,
    /// It is not kept. Sent again without its mistakes, it counts.
    Refused,
}

/// Why an event is kept without counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeptReason {
    /// No version of the programme looks at its type.
    UnknownType,
    /// It was reported longer after it happened than the programme takes.
    TooLate,
    /// The server has no programme now.
    NoProgramme,
}

/// Points that an event earned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventAward {
    /// The id of the rule, in the version that was in force when the event happened.
    pub rule: String,
    pub version: String,
    pub wallet: WalletOwner,
    /// Whose wallet it is; absent for the company's.
    pub member: Option<MemberId>,
    pub points: i64,
    /// What a cap kept back.
    pub left_out: i64,
}

/// Points that a correction took back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenBack {
    pub wallet: WalletOwner,
    /// Whose wallet it is; absent for the company's.
    pub member: Option<MemberId>,
    pub points: i64,
}

/// One reported event, in the order in which they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventOutcome {
    /// As it was sent, as far as it could be read.
    pub source: Option<String>,
    pub id: Option<String>,
    pub fate: EventFate,
    /// For events that are kept without counting.
    pub reason: Option<KeptReason>,
    pub awards: Vec<EventAward>,
    pub taken_back: Vec<TakenBack>,
    /// What is wrong with one that is refused; pointers are those of the event.
    pub errors: Vec<FieldError>,
}

/// `POST /api/v1/events`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventsTaken {
    pub items: Vec<EventOutcome>,
}
