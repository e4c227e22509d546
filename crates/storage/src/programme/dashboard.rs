//! Everything the dashboard shows, from what is kept beside the history: no number of it adds one up.

use contract::{ExpiringPoints, Locale, ProgrammeView, Wallet, WalletState};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use loyalty::Versions;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::home::{months, wallets};
use super::movements::movements;
use super::standing;
use super::view::{benefits, coming, tier_standing};
use crate::accounts::find_zone;
use crate::calendar::{day, last_twelve_months, start_of};
use crate::db::{number, rows};
use crate::ledger::ending_day;
use crate::{AccountScope, Db, PageRequest, Result};

/// How far ahead it is told what runs out.
const AHEAD: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Days with something that runs out; more are no help.
const MOST_DAYS: i64 = 100;
const LATEST: u32 = 6;

/// The dashboard of the person who asks, in `locale`.
pub async fn dashboard(
    db: &Db,
    versions: &Versions,
    scope: &AccountScope,
    locale: Locale,
    now: Timestamp,
) -> Result<ProgrammeView> {
    let zone = find_zone(db.reader(), scope.account).await?;
    let today = day(now, &zone);
    let standing = standing::of_account(db, versions, scope.account, &zone, now).await?;
    let programme = versions.on(today);
    let (mut company, mut mine) = (WalletState::default(), WalletState::default());
    let mut expiring = Vec::new();
    for open in wallets(db, scope).await? {
        let state = WalletState {
            balance: open.balance,
            held: held(db, open.id).await?,
        };
        let wallet = if open.member_id.is_some() {
            mine = state;
            Wallet::Mine
        } else {
            company = state;
            Wallet::Company
        };
        expiring.extend(expiring_of(db, open.id, wallet, now, &zone).await?);
    }
    expiring.sort_by(|one, other| one.last_day.cmp(&other.last_day));
    let (months, _) = months(db, scope, &last_twelve_months(today)).await?;
    let newest = PageRequest {
        limit: Some(LATEST),
        cursor: None,
    };
    let tier = standing.told.as_ref().map(tier_standing);
    Ok(ProgrammeView {
        title: programme.map(|programme| programme.title.get(locale).to_owned()),
        version: programme.map(|programme| programme.version.clone()),
        benefits: benefits(programme, standing.tier, scope.persona, locale),
        tier,
        company,
        mine,
        expiring,
        months,
        latest: movements(db, scope, None, &newest).await?.items,
        coming: coming(versions, today),
    })
}

async fn held(db: &Db, wallet: Uuid) -> Result<i64> {
    let sql =
        "SELECT CAST(sum(points) AS BIGINT) FROM hold WHERE wallet_id = $1 AND outcome IS NULL";
    number(db.reader(), sql, [wallet.into()]).await
}

#[derive(FromQueryResult)]
struct EndingRow {
    day: i64,
    points: i64,
}

async fn expiring_of(
    db: &Db,
    id: Uuid,
    wallet: Wallet,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Vec<ExpiringPoints>> {
    let sql = "
        SELECT day, points FROM expiring_points WHERE wallet_id = $1 AND points > 0 AND day >= $2 AND day <= $3
        ORDER BY day LIMIT $4";
    let (first, last) = (ending_day(now), ending_day(now + AHEAD));
    let values = [id.into(), first.into(), last.into(), MOST_DAYS.into()];
    let found: Vec<EndingRow> = rows(db.reader(), sql, values).await?;
    found
        .into_iter()
        .map(|row| {
            Ok(ExpiringPoints {
                wallet,
                last_day: last_day(row.day, zone)?.to_string(),
                points: row.points,
            })
        })
        .collect()
}

/// The company's last day before points run out on this day of UTC. Points run out when a day of the company ends, which is
/// the same day of UTC in the east and the next one in the west.
fn last_day(day_of_utc: i64, zone: &TimeZone) -> Result<Date> {
    let same = date(1970, 1, 1).saturating_add(day_of_utc.days());
    let end = start_of(same.saturating_add(1.day()), zone)?;
    Ok(if ending_day(end) == day_of_utc {
        same
    } else {
        same.saturating_sub(1.day())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_good_until_the_companys_own_midnight() {
        for zone in [
            "Asia/Tokyo",
            "Europe/Berlin",
            "UTC",
            "America/New_York",
            "Pacific/Kiritimati",
        ] {
            let zone = TimeZone::get(zone).unwrap();
            for day in ["2026-12-31", "2026-06-30"] {
                let day: Date = day.parse().unwrap();
                let ends = start_of(day.saturating_add(1.day()), &zone).unwrap();
                assert_eq!(last_day(ending_day(ends), &zone).unwrap(), day);
            }
        }
    }
}
