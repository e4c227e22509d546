//! The numbers of home, from the sums that are kept: none of them adds up a history.

use std::collections::HashMap;

use contract::{Benefit, Locale, MonthPoints, TierStanding};
use jiff::Timestamp;
use loyalty::Versions;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::standing;
use super::view::{benefits, tier_standing};
use crate::accounts::{self, time_zone};
use crate::calendar::{day, last_twelve_months, week_start};
use crate::db::{number, rows};
use crate::{AccountScope, Db, Result};

/// The numbers of home.
#[derive(Clone, Debug)]
pub struct HomeNumbers {
    pub customer_since: String,
    /// None while there is no programme.
    pub tier: Option<TierStanding>,
    pub benefits: Vec<Benefit>,
    pub company_points: i64,
    pub company_points_this_month: i64,
    pub my_points: i64,
    pub my_points_this_week: i64,
    pub months: Vec<MonthPoints>,
}

/// The numbers of home for the person who asks; benefits in `locale`.
pub async fn home_numbers(
    db: &Db,
    versions: &Versions,
    scope: &AccountScope,
    locale: Locale,
    now: Timestamp,
) -> Result<HomeNumbers> {
    let account = accounts::find(db, scope.account).await?;
    let zone = time_zone(&account.time_zone)?;
    let today = day(now, &zone);
    let standing = standing::of_account(db, versions, scope.account, &zone, now).await?;

    let wallets = wallets(db, scope).await?;
    let mine = wallets.iter().find(|wallet| wallet.member_id.is_some());
    let company = wallets.iter().find(|wallet| wallet.member_id.is_none());
    let my_points_this_week = match mine {
        Some(wallet) => points_since(db, wallet.id, week_start(now, &zone)?, now).await?,
        None => 0,
    };
    let (months, company_points_this_month) = months(db, scope, &last_twelve_months(today)).await?;
    Ok(HomeNumbers {
        customer_since: account.customer_since,
        tier: standing.told.as_ref().map(tier_standing),
        benefits: benefits(versions.on(today), standing.tier, scope.persona, locale),
        company_points: company.map_or(0, |wallet| wallet.balance),
        company_points_this_month,
        my_points: mine.map_or(0, |wallet| wallet.balance),
        my_points_this_week,
        months,
    })
}

/// A wallet that the person may look into.
#[derive(FromQueryResult)]
pub(super) struct OpenWallet {
    pub id: Uuid,
    pub member_id: Option<Uuid>,
    pub balance: i64,
}

/// The company's wallet and the own one, as far as they exist.
pub(super) async fn wallets(db: &Db, scope: &AccountScope) -> Result<Vec<OpenWallet>> {
    let sql = "
        SELECT id, member_id, balance FROM wallet WHERE account_id = $1 AND kind = 'account'
        UNION ALL
        SELECT id, member_id, balance FROM wallet WHERE account_id = $1 AND kind = 'member' AND member_id = $2";
    rows(
        db.reader(),
        sql,
        [scope.account.into(), scope.member.into()],
    )
    .await
}

#[derive(FromQueryResult)]
struct MonthRow {
    month: String,
    holder: String,
    earned: i64,
    spent: i64,
    expired: i64,
}

/// The sums of these months, and what the company's own wallet gained or lost in the last of them.
pub(super) async fn months(
    db: &Db,
    scope: &AccountScope,
    wanted: &[String],
) -> Result<(Vec<MonthPoints>, i64)> {
    let first = wanted.first().cloned().unwrap_or_default();
    let sql = "SELECT month, holder, earned, spent, expired FROM month_points WHERE account_id = $1 AND month >= $2";
    let found: Vec<MonthRow> = rows(db.reader(), sql, [scope.account.into(), first.into()]).await?;
    let this_month = wanted.last();
    let company = found
        .iter()
        .find(|row| row.holder == "company" && Some(&row.month) == this_month);
    let company = company.map_or(0, |row| row.earned - row.spent - row.expired);
    let mut sums: HashMap<String, (i64, i64, i64)> = HashMap::new();
    for row in found {
        let sum = sums.entry(row.month).or_default();
        *sum = (sum.0 + row.earned, sum.1 + row.spent, sum.2 + row.expired);
    }
    let months = wanted.iter().map(|month| {
        let (earned, spent, expired) = sums.get(month).copied().unwrap_or_default();
        MonthPoints {
            month: month.clone(),
            earned,
            spent,
            expired,
        }
    });
    Ok((months.collect(), company))
}

async fn points_since(db: &Db, wallet: Uuid, since: Timestamp, now: Timestamp) -> Result<i64> {
    let sql = "
        SELECT CAST(sum(CASE WHEN credit_id = holder_id THEN points ELSE -points END) AS BIGINT) FROM transfer
        WHERE holder_id = $1 AND occurred_at >= $2 AND occurred_at <= $3";
    let values = [
        wallet.into(),
        since.as_microsecond().into(),
        now.as_microsecond().into(),
    ];
    number(db.reader(), sql, values).await
}
