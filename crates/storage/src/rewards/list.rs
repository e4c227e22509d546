//! Reading redemptions: the own ones, and for account admins those of the company.

use std::fmt::Write as _;

use contract::{Locale, Page, RedemptionState, RedemptionView};
use jiff::Timestamp;
use loyalty::Versions;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::rows::{COLUMNS, RedemptionRow, TABLES, of_account};
use crate::db::rows;
use crate::entity::column::Code as _;
use crate::{AccountScope, Db, Error, PageRequest, Result, Tx};

/// Which redemptions are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<RedemptionState>,
    /// The own ones alone; those who are not admins see no others.
    pub is_mine: bool,
}

/// The newest first.
pub async fn list(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    filter: Filter,
    locale: Locale,
    page: &PageRequest,
    now: Timestamp,
) -> Result<Page<RedemptionView>> {
    let (at, id) = page
        .after::<(i64, Uuid)>()?
        .unwrap_or((i64::MAX, Uuid::max()));
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let mut values: Vec<Value> = vec![scope.account.into(), at.into(), id.into(), reach.into()];
    let mut condition = String::new();
    if filter.is_mine || !scope.is_admin {
        values.push(scope.member.into());
        let _ = write!(condition, " AND r.member_id = ${}", values.len());
    }
    if let Some(state) = filter.state {
        values.push(state.word().into());
        let _ = write!(condition, " AND r.state = ${}", values.len());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES}
         WHERE r.account_id = $1 AND (r.asked_at, r.id) < ($2, $3){condition}
         ORDER BY r.asked_at DESC, r.id DESC LIMIT $4"
    );
    let found: Vec<RedemptionRow> = rows(db.reader(), &sql, values).await?;
    Ok(page.page(found, RedemptionRow::key, |row| {
        row.view(scope, versions, locale, now)
    }))
}

/// One redemption, [`Error::NotFound`] for any that the list would not show.
pub async fn find(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    id: Uuid,
    locale: Locale,
    now: Timestamp,
) -> Result<RedemptionView> {
    find_on(db.reader(), scope, versions, id, locale, now).await
}

/// The same as the transaction sees it.
pub async fn find_within(
    tx: &Tx,
    scope: &AccountScope,
    versions: &Versions,
    id: Uuid,
    locale: Locale,
    now: Timestamp,
) -> Result<RedemptionView> {
    find_on(tx.connection(), scope, versions, id, locale, now).await
}

async fn find_on(
    connection: &impl ConnectionTrait,
    scope: &AccountScope,
    versions: &Versions,
    id: Uuid,
    locale: Locale,
    now: Timestamp,
) -> Result<RedemptionView> {
    let row = of_account(connection, scope.account, id).await?;
    if !scope.is_admin && row.member_id != scope.member {
        return Err(Error::NotFound);
    }
    Ok(row.view(scope, versions, locale, now))
}
