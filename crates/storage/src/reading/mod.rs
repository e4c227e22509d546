//! What readers do with articles, and what writers learn of it.
//!
//! Articles live in files; here they are addresses, `category` and `slug`, of which the caller knows whether they exist.

pub mod bookmarks;
pub mod feeds;
pub mod questions;
pub mod searches;
pub mod votes;
