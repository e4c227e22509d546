//! Surveys: asking a member, keeping what was said, counting it, and taking up what needs a person.
//!
//! The rules are `survey`'s: this decides nothing by itself. An anonymous answer is kept without ask, member, account and
//! groups, so that nothing in the database leads from one to the other.

mod answering;
mod asking;
mod feedback;
mod follow_ups;
mod frame;
mod person;
mod rows;
mod settling;
mod words;

pub use answering::{answer, interest, not_now, undo, why};
pub use asking::{ask, may_be_asked, wish};
pub use feedback::feedback;
pub use frame::fill_frames;
pub use settling::{forget_receipts, settle_due};
