//! What can go wrong, in cases that a caller can act on.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
use survey::AnswerProblem;

use crate::rewards::RedemptionConflict;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a function of this crate did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Absent, or not within the scope of who asks: the two must look alike.
    #[error("not found")]
    NotFound,
    /// The scope does not reach this function at all.
    #[error("not allowed")]
    Forbidden,
    #[error("conflict: {0}")]
    Conflict(Conflict),
    /// What was said to a survey is no answer to it, or comes too late.
    #[error("answer: {0}")]
    Answer(#[from] AnswerProblem),
    /// A single-use link that is unknown, used, replaced or too old.
    #[error("the link does not work any more")]
    LinkExpired,
    #[error("not a cursor of this list")]
    InvalidCursor,
    #[error("unknown time zone {0:?}")]
    UnknownTimeZone(String),
    /// The database holds a value that this version cannot read.
    #[error("unreadable value in the database: {0}")]
    Unreadable(String),
    /// A setting, the server's or file's version, or the state of the database forbids the work. A sentence for operators.
    #[error("{0}")]
    Refused(String),
    #[error("backup of PostgreSQL is the work of pg_dump: run it against the same address")]
    BackupNeedsPgDump,
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The database does not answer, or not in time; it may later.
    #[error("database unavailable: {0}")]
    Unavailable(DbErr),
    #[error("database: {0}")]
    Database(DbErr),
}

/// A rule that the write would have broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    #[error("the e-mail address belongs to someone already")]
    EmailTaken,
    #[error("a company of this name exists")]
    AccountNameTaken,
    #[error("a key of this name works already")]
    KeyNameTaken,
    #[error("an account keeps at least one active admin")]
    LastAdmin,
    #[error("the person is not waiting for an invitation")]
    NotInvited,
    #[error("the person is not active")]
    NotActive,
    #[error("the person is not deactivated")]
    NotDeactivated,
    #[error("somebody has decided it already")]
    AlreadyDecided,
    #[error("nobody decides what they asked for")]
    OwnRequest,
    #[error("one person alone does not give so many points")]
    AboveLimit,
    #[error("the wallet does not hold so many points")]
    NotEnoughPoints,
    #[error("a transfer moves at least one point")]
    NoPoints,
    #[error("more points than can be counted")]
    TooManyPoints,
    #[error("the id was used for another transfer")]
    TransferDiffers,
    #[error("the hold ended otherwise already")]
    HoldResolved,
    #[error("it would begin in the past, or end before it begins")]
    NoSuchTime,
    #[error("the year allows no more challenges of the template")]
    ChallengesUsedUp,
    #[error("the challenge is over or was reached")]
    ChallengeOver,
    #[error("nobody reads the article in this time")]
    TooQuick,
    #[error("colleagues would take it for somebody else's name")]
    NicknameTaken,
    #[error("another company is known by such an alias")]
    AliasTaken,
    #[error("the alias tells which company it is")]
    AliasIsName,
    #[error("the question may not be asked now")]
    NotAskedNow,
    #[error("an anonymous answer needs a receipt")]
    NoReceipt,
    #[error("the person has no persona")]
    NoPersona,
    #[error("there is no answer yet")]
    NotAnswered,
    #[error(transparent)]
    Redemption(#[from] RedemptionConflict),
}

/// The unique constraints whose violation means something to a caller: the column as SQLite names it, the constraint as
/// PostgreSQL names it.
const UNIQUE: [(&str, &str, Conflict); 5] = [
    (
        "api_key.name",
        "api_key_working_name",
        Conflict::KeyNameTaken,
    ),
    (
        "member.email_folded",
        "member_email_folded_key",
        Conflict::EmailTaken,
    ),
    (
        "account.name",
        "account_name_key",
        Conflict::AccountNameTaken,
    ),
    (
        "board_choice.nickname_skeleton",
        "board_choice_nickname",
        Conflict::NicknameTaken,
    ),
    (
        "board_settings.alias_skeleton",
        "board_settings_alias",
        Conflict::AliasTaken,
    ),
];

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(message)) = error.sql_err() {
            let broken = UNIQUE.iter().find(|(column, constraint, _)| {
                message.ends_with(column) || message.contains(constraint)
            });
            if let Some((_, _, conflict)) = broken {
                return Self::Conflict(*conflict);
            }
        }
        if is_unavailable(&error) {
            Self::Unavailable(error)
        } else {
            Self::Database(error)
        }
    }
}

fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            match cause.as_database_error() {
                // SQLite is busy; PostgreSQL shuts down, starts, or ended the statement for its length.
                Some(cause) => cause.code().is_some_and(|code| {
                    matches!(code.as_ref(), "5" | "57P01" | "57P02" | "57P03" | "57014")
                }),
                None => matches!(
                    **cause,
                    sqlx::Error::Io(_)
                        | sqlx::Error::Tls(_)
                        | sqlx::Error::PoolTimedOut
                        | sqlx::Error::PoolClosed
                ),
            }
        }
        _ => false,
    }
}
