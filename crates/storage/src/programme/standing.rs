//! Where companies stand: the tier, and the points that count toward the next.

use std::collections::HashMap;

use contract::{Tier, TierProgress};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use super::tiers::Ladder;
use crate::accounts::time_zone;
use crate::calendar::{day, period, period_end, year_start};
use crate::db::{placeholders, rows};
use crate::{Db, Result};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub tier: Tier,
    /// Points of this period.
    pub points: i64,
}

impl Default for Standing {
    fn default() -> Self {
        Self {
            tier: Tier::Bronze,
            points: 0,
        }
    }
}

/// Points by company and period, as far as they decide a tier.
type Periods = HashMap<(Uuid, String), i64>;

pub(crate) async fn of_account(
    connection: &impl ConnectionTrait,
    account: Uuid,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Standing> {
    let ladder = Ladder::load(connection).await?;
    of_account_on(connection, &ladder, account, day(now, zone)).await
}

pub(super) async fn of_account_on(
    connection: &impl ConnectionTrait,
    ladder: &Ladder,
    account: Uuid,
    today: Date,
) -> Result<Standing> {
    let year = today.year();
    let sql = "SELECT account_id, period, earned FROM period_points WHERE account_id = $1 AND period IN ($2, $3)";
    let values = [account.into(), period(year).into(), period(year - 1).into()];
    Ok(stand(
        ladder,
        &by_period(rows(connection, sql, values).await?),
        account,
        year,
    ))
}

/// Several companies at once, each in its own time zone.
pub(crate) async fn of_accounts(
    db: &Db,
    accounts: &[Uuid],
    now: Timestamp,
) -> Result<HashMap<Uuid, Standing>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let ladder = Ladder::load(db.reader()).await?;
    let ids = || accounts.iter().map(|id| Value::from(*id));
    let places = placeholders(1, accounts.len());
    let sql = format!("SELECT id, time_zone FROM account WHERE id IN {places}");
    let zones: Vec<Zone> = rows(db.reader(), &sql, ids()).await?;
    let sql = format!(
        "SELECT account_id, period, earned FROM period_points WHERE account_id IN {places}"
    );
    let periods = by_period(rows(db.reader(), &sql, ids()).await?);
    zones
        .into_iter()
        .map(|zone| {
            let year = day(now, &time_zone(&zone.time_zone)?).year();
            Ok((zone.id, stand(&ladder, &periods, zone.id, year)))
        })
        .collect()
}

/// What home shows of a standing, without the benefits.
pub(super) fn progress(
    ladder: &Ladder,
    standing: Standing,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<TierProgress> {
    let today = day(now, zone);
    let (next, next_at) = ladder.after(standing.tier).unzip();
    let start = year_start(today.year(), zone)?;
    let expected_on = next_at
        .and_then(|goal| expected(standing.points, goal, start, now))
        .map(|at| day(at, zone))
        .filter(|on| *on <= period_end(today));
    Ok(TierProgress {
        current: standing.tier,
        next,
        points: standing.points,
        next_at,
        current_at: ladder.start_of(standing.tier),
        period_ends: period_end(today).to_string(),
        expected_on: expected_on.map(|on| on.to_string()),
        benefits: Vec::new(),
    })
}

/// When `goal` is reached at the pace since `start`; none without a pace, or when it is out of sight.
fn expected(points: i64, goal: i64, start: Timestamp, now: Timestamp) -> Option<Timestamp> {
    if points <= 0 {
        return None;
    }
    let elapsed = i128::from(now.duration_since(start).as_secs());
    let needed = elapsed * i128::from(goal) / i128::from(points);
    let needed = SignedDuration::from_secs(i64::try_from(needed).ok()?);
    start.checked_add(needed).ok()
}

fn stand(ladder: &Ladder, periods: &Periods, account: Uuid, year: i16) -> Standing {
    let points_of = |year: i16| periods.get(&(account, period(year))).copied().unwrap_or(0);
    let points = points_of(year);
    let (tier, _) = ladder.reached(points.max(points_of(year - 1)));
    Standing { tier, points }
}

#[derive(FromQueryResult)]
struct PeriodPoints {
    account_id: Uuid,
    period: String,
    earned: i64,
}

#[derive(FromQueryResult)]
struct Zone {
    id: Uuid,
    time_zone: String,
}

fn by_period(found: Vec<PeriodPoints>) -> Periods {
    found
        .into_iter()
        .map(|row| ((row.account_id, row.period), row.earned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: Uuid = Uuid::nil();

    fn standing(last: i64, this: i64) -> Standing {
        let periods = Periods::from([
            ((ACCOUNT, "2025".to_owned()), last),
            ((ACCOUNT, "2026".to_owned()), this),
        ]);
        stand(&Ladder::of_articles(), &periods, ACCOUNT, 2026)
    }

    fn expected_on(points: i64, now: &str) -> Option<String> {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let standing = standing(points, points);
        progress(
            &Ladder::of_articles(),
            standing,
            &zone,
            now.parse().unwrap(),
        )
        .unwrap()
        .expected_on
    }

    #[test]
    fn a_tier_reached_holds_through_the_following_year() {
        assert_eq!(
            standing(10_000, 0),
            Standing {
                tier: Tier::Gold,
                points: 0
            }
        );
        assert_eq!(standing(0, 10_000).tier, Tier::Gold);
        assert_eq!(standing(3_999, 3_999).tier, Tier::Bronze);
    }

    #[test]
    fn the_expected_day_follows_the_pace() {
        // Half of the year is over on the second of July at noon.
        assert_eq!(
            expected_on(5_000, "2026-07-02T10:00:00Z").as_deref(),
            Some("2026-12-31")
        );
        assert_eq!(
            expected_on(8_000, "2026-07-02T10:00:00Z").as_deref(),
            Some("2026-08-17")
        );
        assert_eq!(expected_on(4_900, "2026-07-02T10:00:00Z"), None);
        assert_eq!(expected_on(0, "2026-07-02T10:00:00Z"), None);
    }

    #[test]
    fn the_highest_tier_has_no_next() {
        let zone = TimeZone::UTC;
        let now = "2026-01-01T00:00:00Z".parse().unwrap();
        let progress = progress(&Ladder::of_articles(), standing(12_000, 0), &zone, now).unwrap();
        assert_eq!(
            (progress.current, progress.next, progress.next_at),
            (Tier::Gold, None, None)
        );
        assert_eq!((progress.current_at, progress.points), (10_000, 0));
        assert_eq!(progress.period_ends, "2026-12-31");
    }
}
