//! One file per page of the console, but for the preview, which is a folder of its own.

mod articles;
mod audit;
mod companies;
mod fulfilments;
mod gaps;
mod not_found;
mod outbox;
mod questions;

pub use articles::Articles;
pub use audit::Audit;
pub use companies::Companies;
pub use fulfilments::Fulfilments;
pub use gaps::Gaps;
pub use not_found::NotFound;
pub use outbox::Outbox;
pub use questions::Questions;
