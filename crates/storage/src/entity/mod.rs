//! The rows as they are stored, one file per table. Tables without a file here (counters, sums, devices) are reached by
//! statements alone, since no row of theirs is ever handled whole.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod column;
pub(crate) mod error_report;
pub(crate) mod link;
pub(crate) mod member;
pub(crate) mod outbox;
pub(crate) mod reset_request;
pub(crate) mod session;
