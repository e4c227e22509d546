//! Who did what to whom. The table refuses change and removal on both databases.

use contract::{AuditAction, AuditEntry, Page};
use uuid::Uuid;

use crate::{AccountScope, Db, Occasion, PageRequest, Result, StaffScope, Tx};

/// One line to be written. The names of actor and subject are copied into it, so that it stays readable.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub action: AuditAction,
    /// Absent for the system itself and for someone not signed in.
    pub actor: Option<Uuid>,
    pub account: Option<Uuid>,
    /// The member it concerns.
    pub subject: Option<Uuid>,
    pub detail: Option<String>,
}

/// Functions of this crate write their own lines; this is for what only the server knows, such as a failed sign-in.
pub async fn append(tx: &Tx, entry: &NewEntry, occasion: Occasion<'_>) -> Result<()> {
    unimplemented!()
}

/// Administrative lines of the own company, newest first. Admins only.
pub async fn list_for_account(
    db: &Db,
    scope: &AccountScope,
    page: &PageRequest,
) -> Result<Page<AuditEntry>> {
    unimplemented!()
}

/// All lines, newest first. Operators only.
pub async fn list_all(db: &Db, scope: &StaffScope, page: &PageRequest) -> Result<Page<AuditEntry>> {
    unimplemented!()
}
