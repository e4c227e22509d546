//! Surveys: asking a member, keeping what was said, counting it, and taking up what needs a person.
//!
//! The rules are `survey`'s: this decides nothing by itself. An anonymous answer is kept without ask, member, account and
//! groups, so that nothing in the database leads from one to the other.

mod answering;
mod asking;
mod care;
mod feedback;
mod follow_ups;
mod frame;
mod owners;
mod person;
mod reminders;
mod results;
mod rows;
mod settling;
mod words;

pub use answering::{answer, interest, not_now, undo, why};
pub use asking::{ask, may_be_asked, wish};
pub use care::{WhichFollowUps, add_note, close, follow_ups, take_over, withdraw_heard};
pub use feedback::feedback;
pub use frame::fill_frames;
pub use owners::{set_success_manager, set_work_calendar, success_manager, work_calendar};
pub use reminders::{Reminder, due_reminders};
pub use results::{survey_lines, survey_results};
pub use settling::{forget_receipts, settle_due};
