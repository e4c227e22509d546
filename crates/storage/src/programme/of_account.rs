//! The programme's state of one company as the vendor's staff see it.

use contract::{AccountId, AccountProgramme, MemberId, PersonPoints, WalletEntry};
use jiff::{Timestamp, ToSpan as _};
use loyalty::Versions;
use loyalty::ledger::{Holder, Purpose, Wallet};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::of_company::{next_tier, stretches, tier_standing};
use super::standing;
use crate::accounts::{self, time_zone};
use crate::adjustments::{self, Which};
use crate::benefits::{agreed_of, gifts_of};
use crate::db::{number, rows};
use crate::entity::column::{Coded, Moment};
use crate::ledger::{expiring_of, wallet_id};
use crate::{Db, PageRequest, Result, StaffScope};

/// How many movements and adjustments are shown.
const LATEST: u32 = 10;
/// How far ahead points that run out are told.
const EXPIRING_DAYS: i64 = 90;

/// One company for success managers and operators; `approval_above` is the caller's setting.
pub async fn of_account(
    db: &Db,
    scope: &StaffScope,
    versions: &Versions,
    account: Uuid,
    approval_above: i64,
    now: Timestamp,
) -> Result<AccountProgramme> {
    scope.looks_after_accounts()?;
    let found = accounts::find(db, account).await?;
    let zone = time_zone(&found.time_zone)?;
    let current = standing::of_account(db, account, &zone, now).await?;
    let counted = tier_standing(db, account, versions, now).await?;
    let wallet = wallet_id(account, Wallet::Of(Holder::Account));
    let sql = "SELECT balance FROM wallet WHERE id = $1";
    let company_points = number(db.reader(), sql, [wallet.into()]).await?;
    let until = now
        .to_zoned(zone.clone())
        .saturating_add(EXPIRING_DAYS.days())
        .timestamp();
    let page = PageRequest {
        limit: Some(LATEST),
        cursor: None,
    };
    let which = Which {
        account: Some(account),
        state: None,
    };
    Ok(AccountProgramme {
        id: AccountId(account.to_string()),
        name: found.name,
        customer_since: found.customer_since,
        tier: current.tier,
        period_points: current.points,
        next: counted.as_ref().and_then(next_tier),
        history: counted.map_or_else(Vec::new, |counted| stretches(&counted.history, &zone)),
        company_points,
        expiring_points: expiring_of(db, wallet, until).await?.get(),
        people: people(db, account).await?,
        entries: latest(db, wallet).await?,
        adjustments: adjustments::list(db, scope, which, &page).await?.items,
        approval_above,
        gifts: gifts_of(db, account).await?,
        agreed: agreed_of(db, account).await?,
    })
}

#[derive(FromQueryResult)]
struct EntryRow {
    points: i64,
    occurred_at: Moment,
    purpose: Coded<Purpose>,
    kind: Option<String>,
    subject: Option<String>,
    why: Option<String>,
}

/// The newest entries of a wallet.
async fn latest(db: &Db, wallet: Uuid) -> Result<Vec<WalletEntry>> {
    let sql = "
        SELECT CASE WHEN t.credit_id = t.holder_id THEN t.points ELSE -t.points END AS points,
            t.occurred_at, t.purpose, e.kind, e.subject, t.why
        FROM transfer t LEFT JOIN event e ON e.id = t.event_id
        WHERE t.holder_id = $1 ORDER BY t.occurred_at DESC, t.id DESC LIMIT $2";
    let values = [wallet.into(), i64::from(LATEST).into()];
    let found: Vec<EntryRow> = rows(db.reader(), sql, values).await?;
    let entry = |row: EntryRow| WalletEntry {
        points: row.points,
        event_type: row
            .kind
            .unwrap_or_else(|| format!("points.{}", row.purpose.0.word())),
        subject: row.subject.or(row.why).unwrap_or_default(),
        occurred_at: row.occurred_at.rfc3339(),
    };
    Ok(found.into_iter().map(entry).collect())
}

#[derive(FromQueryResult)]
struct PersonRow {
    id: Uuid,
    name: String,
    points: i64,
}

/// Whose points staff keep they must see, also of those who hide them from their own company.
async fn people(db: &Db, account: Uuid) -> Result<Vec<PersonPoints>> {
    let sql = "
        SELECT m.id, m.name, COALESCE(w.balance, 0) AS points
        FROM member m LEFT JOIN wallet w ON w.member_id = m.id AND w.kind = 'member'
        WHERE m.account_id = $1 AND m.status <> 'invited'
        ORDER BY m.name_folded, m.id";
    let found: Vec<PersonRow> = rows(db.reader(), sql, [account.into()]).await?;
    let person = |row: PersonRow| PersonPoints {
        id: MemberId(row.id.to_string()),
        name: row.name,
        points: row.points,
    };
    Ok(found.into_iter().map(person).collect())
}
