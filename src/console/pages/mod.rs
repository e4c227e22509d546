//! One file per page of the console, but for the preview, which is a folder of its own.

mod account;
pub mod adjustments;
mod articles;
mod audit;
mod companies;
mod follow_ups;
mod fulfilments;
mod gaps;
mod keys;
mod not_found;
mod offers;
mod outbox;
mod questions;

pub use account::Account;
pub use adjustments::Adjustments;
pub use articles::Articles;
pub use audit::Audit;
pub use companies::Companies;
pub use follow_ups::FollowUps;
pub use fulfilments::Fulfilments;
pub use gaps::Gaps;
pub use keys::Keys;
pub use not_found::NotFound;
pub use offers::Offers;
pub use outbox::Outbox;
pub use questions::Questions;
