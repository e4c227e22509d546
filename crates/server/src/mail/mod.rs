//! Mails: their texts in three languages, and the job that hands them to the mail server.

mod follow_up;
mod notice;
mod reward;
mod sender;
mod text;

pub use follow_up::follow_up;
pub use notice::{points_expire, programme_changes};
pub use reward::redemption;
pub use sender::Sender;
pub use text::{LinkMail, invitation, password_changed, reset};
