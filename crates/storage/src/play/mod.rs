//! Badges, streaks and challenges as they are kept. What is earned is said by `loyalty::play`; this finds out for whom to ask.
//!
//! Events that play looks at leave their member in `play_due`, in the transaction that keeps them. [`run_due`] takes members out
//! again and judges them by all their events, under the account's lock, so that two processes give one badge and one reward. A
//! version that is new in force puts every member in: it looks back. Points move through the ledger alone: a kept streak and a
//! reached challenge are events of the portal itself, taken in like any other, each under a name of its own.

mod article;
mod award;
mod badges;
mod challenge;
mod due;
mod parts;
mod report;
mod rows;
mod views;

pub use article::{Reading, open_article, read_article, vote_on_article};
pub use badges::{badges, celebrations, news, tell};
pub use challenge::{NewChallenge, call_off, create, join, leave};
pub use due::{look_back, run_due};
pub use views::{challenge, challenges};

pub(crate) use due::{look_at_all, note_due};
pub(crate) use report::SOURCE;
