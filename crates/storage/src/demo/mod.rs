//! A believable installation: four client companies, their people, and two years of events up to now.

use contract::Role;
use jiff::Timestamp;

use crate::{Db, Result};

/// The password of everyone in the demo.
pub const PASSWORD: &str = "kizuna-demo-2026";

/// One way to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Absent for the vendor's staff.
    pub company: Option<String>,
}

/// What the demo holds.
#[derive(Clone, Debug)]
pub struct DemoSummary {
    /// Whether this run made it; false when it was there.
    pub is_new: bool,
    pub accounts: u64,
    pub members: u64,
    pub events: u64,
    pub sign_ins: Vec<SignIn>,
}

/// Fills an empty database. Does nothing on one that holds the demo; [`crate::Error::Refused`] when a real company exists.
pub async fn seed(db: &Db, now: Timestamp, password_hash: &str) -> Result<DemoSummary> {
    unimplemented!()
}
