//! The programme's state of one company as the vendor's staff see it.

use contract::{
    AccountId, AccountProgramme, GivenTier, MemberId, PersonPoints, Tier, TierOverrideId,
    WalletEntry,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use loyalty::Versions;
use loyalty::ledger::{Holder, Purpose, Wallet};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::of_company::{next_tier, stretches};
use super::overrides::{NewTierOverride, set_tier_override, tier_overrides};
use super::standing::{self, tier_history};
use crate::accounts::{self, find_zone, time_zone};
use crate::adjustments::{self, Which};
use crate::benefits::{agreed_of, gifts_of};
use crate::calendar::{day, start_of};
use crate::db::{number, rows};
use crate::entity::column::{Coded, Moment};
use crate::ledger::{expiring_of, wallet_id};
use crate::{Db, Occasion, PageRequest, Result, StaffScope, Tx};

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
    let current = standing::of_account(db, versions, account, &zone, now).await?;
    let changes = tier_history(db, versions, account, now).await?;
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
        next: current.told.as_ref().and_then(next_tier),
        history: stretches(&changes, &zone),
        company_points,
        expiring_points: expiring_of(db, wallet, until).await?.get(),
        people: people(db, account).await?,
        entries: latest(db, wallet).await?,
        adjustments: adjustments::list(db, scope, which, &page).await?.items,
        approval_above,
        gifts: gifts_of(db, account).await?,
        agreed: agreed_of(db, account).await?,
        given_tiers: given_tiers(db, scope, account, &zone, now).await?,
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

/// Gives a company a tier from now to the end of a day in its own time zone. For success managers and operators;
/// [`Conflict::NoSuchTime`](crate::Conflict::NoSuchTime) when the day is over.
pub async fn give_tier(
    tx: &Tx,
    scope: &StaffScope,
    account: Uuid,
    (tier, last_day, reason): (Tier, Date, &str),
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    let zone = find_zone(tx.connection(), account).await?;
    let given = NewTierOverride {
        account,
        tier,
        from: occasion.now,
        until: start_of(last_day.saturating_add(1.day()), &zone)?,
        reason: reason.to_owned(),
    };
    set_tier_override(tx, scope, &given, occasion).await
}

async fn given_tiers(
    db: &Db,
    scope: &StaffScope,
    account: Uuid,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Vec<GivenTier>> {
    let found = tier_overrides(db, scope, account).await?;
    let given = found.into_iter().map(|given| GivenTier {
        id: TierOverrideId(given.id.to_string()),
        tier: given.tier,
        from: day(given.from, zone).to_string(),
        // The end is the first moment at which it no longer holds.
        until: day(
            given
                .until
                .saturating_sub(1.microsecond())
                .unwrap_or(given.until),
            zone,
        )
        .to_string(),
        reason: given.reason,
        given_by: given.by,
        is_in_force: given.from <= now && now < given.until,
    });
    Ok(given.collect())
}
