//! Where companies stand, by the versions of the programme that are in force, over the sums that are kept by day.

use std::collections::HashMap;

use contract::Tier;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::Versions;
use loyalty::programme::Dimension;
use loyalty::tier::{self, TierChange, counts_whole_months, needed_since};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use super::{activity, overrides};
use crate::accounts::{find_zone, time_zone};
use crate::calendar::day;
use crate::db::{placeholders, rows};
use crate::{Db, Result};

/// Where a company stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub tier: Tier,
    /// Points that were counted in this period; zero where the tiers do not count points.
    pub points: i64,
    /// All of it; none before the first version of a programme. Its history reaches only as far as today's tier needs.
    pub told: Option<tier::Standing>,
}

impl Default for Standing {
    fn default() -> Self {
        Self {
            tier: Tier::Bronze,
            points: 0,
            told: None,
        }
    }
}

pub async fn of_account(
    db: &Db,
    versions: &Versions,
    account: Uuid,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Standing> {
    of_account_on(db.reader(), versions, account, zone, now).await
}

/// The same within a transaction, which sees what it wrote.
pub(crate) async fn of_account_on(
    connection: &impl ConnectionTrait,
    versions: &Versions,
    account: Uuid,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Standing> {
    let first = needed_since(versions, day(now, zone));
    let is_by_month = counts_whole_months(versions);
    let activities = activity::since(connection, account, first, is_by_month, zone).await?;
    let overrides = overrides::in_rules(connection, account).await?;
    let told = tier::standing(versions, &activities, &overrides, zone, now);
    Ok(told.map_or_else(Standing::default, Standing::of))
}

/// Several companies, each in its own time zone.
pub(crate) async fn of_accounts(
    db: &Db,
    versions: &Versions,
    accounts: &[Uuid],
    now: Timestamp,
) -> Result<HashMap<Uuid, Standing>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = accounts.iter().map(|id| Value::from(*id));
    let places = placeholders(1, accounts.len());
    let sql = format!("SELECT id, time_zone FROM account WHERE id IN {places}");
    let zones: Vec<ZoneRow> = rows(db.reader(), &sql, ids).await?;
    let mut standings = HashMap::with_capacity(zones.len());
    for row in zones {
        let zone = time_zone(&row.time_zone)?;
        let standing = of_account(db, versions, row.id, &zone, now).await?;
        standings.insert(row.id, standing);
    }
    Ok(standings)
}

/// Every change of an account's tier, the oldest first. It looks at all that was ever counted.
pub async fn tier_history(
    db: &Db,
    versions: &Versions,
    account: Uuid,
    now: Timestamp,
) -> Result<Vec<TierChange>> {
    let zone = find_zone(db.reader(), account).await?;
    let first = jiff::civil::Date::MIN;
    let activities = activity::since(db.reader(), account, first, false, &zone).await?;
    let overrides = overrides::in_rules(db.reader(), account).await?;
    let told = tier::standing(versions, &activities, &overrides, &zone, now);
    Ok(told.map_or_else(Vec::new, |told| told.history))
}

impl Standing {
    fn of(told: tier::Standing) -> Self {
        let goal = told.next.as_ref().or(told.keep.as_ref());
        let parts = goal.map_or(&[][..], |goal| &goal.parts);
        let points = parts
            .iter()
            .find(|part| part.dimension == Dimension::Points);
        Self {
            tier: told.tier,
            points: points.map_or(0, |part| part.have),
            told: Some(told),
        }
    }
}

#[derive(FromQueryResult)]
struct ZoneRow {
    id: Uuid,
    time_zone: String,
}
