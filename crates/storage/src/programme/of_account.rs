//! The programme's state of one company as the vendor's staff see it.

use contract::{AccountId, AccountProgramme, Locale, MemberId, Page, PersonPoints, Wallet};
use jiff::{Timestamp, ToSpan as _};
use loyalty::ledger::{Holder, Wallet as Kept};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::movements::latest;
use super::standing::{of_account_on, progress};
use super::tiers::{Ladder, benefits};
use crate::accounts::{self, time_zone};
use crate::adjustments::{self, Which};
use crate::benefits::{agreed_of, gifts_of};
use crate::calendar::day;
use crate::db::{number, rows};
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
    account: Uuid,
    approval_above: i64,
    locale: Locale,
    now: Timestamp,
) -> Result<AccountProgramme> {
    scope.looks_after_accounts()?;
    let found = accounts::find(db, account).await?;
    let zone = time_zone(&found.time_zone)?;
    let ladder = Ladder::load(db).await?;
    let standing = of_account_on(db, &ladder, account, day(now, &zone)).await?;
    let mut tier = progress(&ladder, standing, &zone, now)?;
    tier.benefits = benefits(db, &ladder, standing.tier, locale).await?;

    let wallet = wallet_id(account, Kept::Of(Holder::Account));
    let sql = "SELECT balance FROM wallet WHERE id = $1";
    let company_points = number(db.reader(), sql, [wallet.into()]).await?;
    let until = now
        .to_zoned(zone)
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
    let Page {
        items: adjustments, ..
    } = adjustments::list(db, scope, which, &page).await?;
    Ok(AccountProgramme {
        id: AccountId(account.to_string()),
        name: found.name,
        customer_since: found.customer_since,
        tier,
        company_points,
        expiring_points: expiring_of(db, wallet, until).await?.get(),
        people: people(db, account).await?,
        movements: latest(db, wallet, Wallet::Company, u64::from(LATEST)).await?,
        adjustments,
        approval_above,
        gifts: gifts_of(db, account).await?,
        agreed: agreed_of(db, account).await?,
    })
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
