//! Customer companies.

use contract::{AccountSummary, AccountView, Locale, Page};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{AccountScope, Db, Occasion, PageRequest, Result, StaffScope, Tx};

#[derive(Clone, Debug)]
pub struct NewAccount {
    pub name: String,
    pub locale: Locale,
    /// IANA name, such as `Asia/Tokyo`.
    pub time_zone: String,
    pub customer_since: Date,
    pub is_demo: bool,
}

pub async fn create(tx: &Tx, account: &NewAccount, occasion: Occasion<'_>) -> Result<Uuid> {
    unimplemented!()
}

pub async fn find_by_name(db: &Db, name: &str) -> Result<Option<Uuid>> {
    unimplemented!()
}

/// The own company of who asks.
pub async fn view(db: &Db, scope: &AccountScope, now: Timestamp) -> Result<AccountView> {
    unimplemented!()
}

/// All companies by name, for the vendor's staff.
pub async fn list(
    db: &Db,
    scope: &StaffScope,
    page: &PageRequest,
    now: Timestamp,
) -> Result<Page<AccountSummary>> {
    unimplemented!()
}

/// Companies that are not of the demo.
pub async fn count_real(db: &Db) -> Result<u64> {
    unimplemented!()
}

pub async fn has_any(db: &Db) -> Result<bool> {
    unimplemented!()
}
