//! Customer companies.

use std::collections::HashMap;

use contract::{AccountId, AccountSummary, AccountView, AuditAction, Locale, Page};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use loyalty::Versions;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult,
    PaginatorTrait as _,
};
use sea_orm::{QueryFilter as _, Set};
use uuid::Uuid;

use crate::audit::{self, NewEntry};
use crate::db::{number, row, rows};
use crate::entity::account;
use crate::entity::column::{Coded, Moment};
use crate::moment::new_id;
use crate::programme::standing;
use crate::{AccountScope, Db, Error, Occasion, PageRequest, Result, Scope, StaffScope, Tx};

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
    time_zone(&account.time_zone)?;
    let id = new_id(occasion.now);
    let row = account::ActiveModel {
        id: Set(id),
        name: Set(account.name.clone()),
        locale: Set(Coded(account.locale)),
        time_zone: Set(account.time_zone.clone()),
        customer_since: Set(account.customer_since.to_string()),
        is_demo: Set(account.is_demo),
        created_at: Set(Moment(occasion.now)),
    };
    row.insert(tx.connection()).await?;
    let entry = NewEntry {
        action: AuditAction::AccountCreated,
        actor: None,
        account: Some(id),
        subject: None,
        detail: Some(account.name.clone()),
    };
    audit::append(tx, &entry, occasion).await?;
    Ok(id)
}

pub async fn find_by_name(db: &Db, name: &str) -> Result<Option<Uuid>> {
    let found = account::Entity::find()
        .filter(account::Column::Name.eq(name))
        .one(db.reader())
        .await?;
    Ok(found.map(|account| account.id))
}

/// The own company of who asks.
pub async fn view(
    db: &Db,
    versions: &Versions,
    scope: &AccountScope,
    now: Timestamp,
) -> Result<AccountView> {
    let account = find(db, scope.account).await?;
    let zone = time_zone(&account.time_zone)?;
    let standing = standing::of_account(db, versions, account.id, &zone, now).await?;
    let invited = if scope.is_admin {
        count_members(db, account.id, "invited").await?
    } else {
        0
    };
    Ok(AccountView {
        id: AccountId(account.id.to_string()),
        name: account.name,
        locale: account.locale.0,
        time_zone: account.time_zone,
        customer_since: account.customer_since,
        tier: standing.tier,
        active_members: count_members(db, account.id, "active").await?,
        open_invitations: invited,
    })
}

/// All companies by name, for the vendor's staff.
pub async fn list(
    db: &Db,
    versions: &Versions,
    _scope: &StaffScope,
    page: &PageRequest,
    now: Timestamp,
) -> Result<Page<AccountSummary>> {
    let after: String = page.after()?.unwrap_or_default();
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let found: Vec<SummaryRow> = rows(db.reader(), SUMMARIES, [after.into(), reach.into()]).await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let mut standings = standing::of_accounts(db, versions, &ids, now).await?;
    let view = |row: SummaryRow| {
        let standing = standings.remove(&row.id).unwrap_or_default();
        AccountSummary {
            id: AccountId(row.id.to_string()),
            name: row.name,
            locale: row.locale.0,
            customer_since: row.customer_since,
            tier: standing.tier,
            period_points: standing.points,
            active_members: u32::try_from(row.active_members).unwrap_or(u32::MAX),
            open_invitations: u32::try_from(row.open_invitations).unwrap_or(u32::MAX),
            last_seen_at: row.last_seen_at.map(Moment::rfc3339),
        }
    };
    Ok(page.page(found, |row| row.name.clone(), view))
}

/// Companies that are not of the demo.
pub async fn count_real(db: &Db) -> Result<u64> {
    Ok(account::Entity::find()
        .filter(account::Column::IsDemo.eq(false))
        .count(db.reader())
        .await?)
}

pub async fn has_any(db: &Db) -> Result<bool> {
    Ok(account::Entity::find().one(db.reader()).await?.is_some())
}

pub(crate) async fn find(db: &Db, id: Uuid) -> Result<account::Model> {
    account::Entity::find_by_id(id)
        .one(db.reader())
        .await?
        .ok_or(Error::NotFound)
}

/// The language in which the company keeps what all of it reads.
pub(crate) async fn main_language(connection: &impl ConnectionTrait, id: Uuid) -> Result<Locale> {
    let sql = "SELECT locale FROM account WHERE id = $1";
    let found: Option<LocaleRow> = row(connection, sql, [id.into()]).await?;
    Ok(found.ok_or(Error::NotFound)?.locale.0)
}

#[derive(FromQueryResult)]
struct LocaleRow {
    locale: Coded<Locale>,
}

/// The name of every account, for commands of an operator.
pub async fn names(db: &Db) -> Result<HashMap<AccountId, String>> {
    let sql = "SELECT id, name FROM account";
    let found: Vec<NameRow> = rows(db.reader(), sql, []).await?;
    let named = |row: NameRow| (AccountId(row.id.to_string()), row.name);
    Ok(found.into_iter().map(named).collect())
}

#[derive(FromQueryResult)]
struct NameRow {
    id: Uuid,
    name: String,
}

#[derive(FromQueryResult)]
struct ZoneRow {
    time_zone: String,
}

/// The day that it is for who asks: in the company's time zone, for the vendor's staff in UTC.
pub async fn today(db: &Db, scope: &Scope, now: Timestamp) -> Result<Date> {
    let zone = match scope.account() {
        Some(account) => find_zone(db.reader(), account).await?,
        None => TimeZone::UTC,
    };
    Ok(now.to_zoned(zone).date())
}

/// The time zone of an account.
pub(crate) async fn find_zone(
    connection: &impl ConnectionTrait,
    account: Uuid,
) -> Result<TimeZone> {
    let sql = "SELECT time_zone FROM account WHERE id = $1";
    let found: Option<ZoneRow> = row(connection, sql, [account.into()]).await?;
    time_zone(&found.ok_or(Error::NotFound)?.time_zone)
}

pub(crate) fn time_zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| Error::UnknownTimeZone(name.to_owned()))
}

#[derive(FromQueryResult)]
struct SummaryRow {
    id: Uuid,
    name: String,
    locale: Coded<Locale>,
    customer_since: String,
    active_members: i64,
    open_invitations: i64,
    last_seen_at: Option<Moment>,
}

const SUMMARIES: &str = "
    SELECT a.id, a.name, a.locale, a.customer_since,
        (SELECT count(*) FROM member m WHERE m.account_id = a.id AND m.status = 'active') AS active_members,
        (SELECT count(*) FROM member m WHERE m.account_id = a.id AND m.status = 'invited') AS open_invitations,
        (SELECT max(m.last_seen_at) FROM member m WHERE m.account_id = a.id) AS last_seen_at
    FROM account a
    WHERE a.name > $1
    ORDER BY a.name
    LIMIT $2";

async fn count_members(db: &Db, account: Uuid, status: &str) -> Result<u32> {
    let sql = "SELECT count(*) FROM member WHERE account_id = $1 AND status = $2";
    let count = number(db.reader(), sql, [account.into(), status.into()]).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
