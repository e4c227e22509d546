//! What can go wrong, in cases that a caller can act on.

use sea_orm::DbErr;

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
    #[error("an account keeps at least one active admin")]
    LastAdmin,
    #[error("the person is not waiting for an invitation")]
    NotInvited,
    #[error("the person is not active")]
    NotActive,
    #[error("the person is not deactivated")]
    NotDeactivated,
}
