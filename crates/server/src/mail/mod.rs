//! Mails: their texts in three languages, and the job that hands them to the mail server.

mod reward;
mod sender;
mod text;

pub use reward::redemption;
pub use sender::Sender;
pub use text::{LinkMail, invitation, password_changed, reset};
