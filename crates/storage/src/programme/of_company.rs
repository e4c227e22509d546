//! The programme's state of the own company as its account admins see it: tiers over time, who earned what, one month.

use std::collections::BTreeMap;

use contract::{
    CompanyProgramme, Earner, EarnerKind, MonthReport, NextTier, ReportLine, Tier, TierStretch,
    TypePoints, WalletOwner,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use loyalty::Versions;
use loyalty::ledger::Purpose;
use loyalty::programme::Dimension;
use loyalty::tier::{Standing, TierChange};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::standing::{self, tier_history};
use crate::accounts::{self, time_zone};
use crate::calendar::{day, start_of};
use crate::db::rows;
use crate::entity::column::Coded;
use crate::{AccountScope, Db, Result};

/// The own company over the days from `from` to `to`, both included. Account admins only.
pub async fn of_company(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    (from, to): (Date, Date),
    now: Timestamp,
) -> Result<CompanyProgramme> {
    scope.admin()?;
    let account = accounts::find(db, scope.account).await?;
    let zone = time_zone(&account.time_zone)?;
    let changes = tier_history(db, versions, scope.account, now).await?;
    let current = standing::of_account(db, versions, scope.account, &zone, now).await?;
    let times = (start_of(from, &zone)?, start_of(next(to), &zone)?);
    Ok(CompanyProgramme {
        tier: current.tier,
        history: stretches(&changes, &zone),
        from: from.to_string(),
        to: to.to_string(),
        earners: earners(db, scope.account, times).await?,
    })
}

/// One month of the own company, by its first day. Account admins only.
pub async fn month_report(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    month: Date,
    now: Timestamp,
) -> Result<MonthReport> {
    scope.admin()?;
    let account = accounts::find(db, scope.account).await?;
    let zone = time_zone(&account.time_zone)?;
    let (first, last) = (month.first_of_month(), month.last_of_month());
    let (from, until) = (start_of(first, &zone)?, start_of(next(last), &zone)?);
    let changes = tier_history(db, versions, scope.account, now).await?;
    let last = changes.iter().rfind(|change| change.at < until);
    let sums = sums(db, scope.account, (from, until)).await?;
    let mut report = MonthReport {
        company: account.name,
        month: crate::calendar::month(first),
        tier: last.map_or(Tier::Bronze, |change| change.to),
        earned: 0,
        spent: 0,
        expired: 0,
        lines: Vec::new(),
    };
    let mut lines: BTreeMap<(bool, String), (i64, i64)> = BTreeMap::new();
    for sum in sums {
        match sum.purpose.0 {
            Purpose::Earned | Purpose::Corrected | Purpose::Adjusted => report.earned += sum.points,
            Purpose::Held | Purpose::Spent | Purpose::Released | Purpose::RanOut => {
                report.spent -= sum.points;
            }
            Purpose::Expired => report.expired -= sum.points,
            Purpose::Recovered => {}
        }
        let line = lines
            .entry((sum.member_id.is_some(), sum.event_type()))
            .or_default();
        *line = (line.0 + sum.entries, line.1 + sum.points);
    }
    let line = |((is_of_people, event_type), (entries, points))| ReportLine {
        wallet: if is_of_people {
            WalletOwner::Member
        } else {
            WalletOwner::Company
        },
        event_type,
        entries,
        points,
    };
    report.lines = lines.into_iter().map(line).collect();
    Ok(report)
}

fn next(day: Date) -> Date {
    day.saturating_add(1.day())
}

pub(super) fn next_tier(standing: &Standing) -> Option<NextTier> {
    let goal = standing.next.as_ref()?;
    let by_points = goal
        .parts
        .iter()
        .find(|part| part.dimension == Dimension::Points);
    Some(NextTier {
        tier: goal.tier,
        missing_points: by_points.map(|part| part.missing),
        by: goal.by.map(|day| day.to_string()),
    })
}

/// The times between the changes, the newest first.
pub(super) fn stretches(changes: &[TierChange], zone: &TimeZone) -> Vec<TierStretch> {
    let on = |change: &TierChange| day(change.at, zone).to_string();
    let mut stretches: Vec<TierStretch> = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        if index == 0 {
            stretches.push(TierStretch {
                tier: change.from,
                from: None,
                until: Some(on(change)),
            });
        }
        stretches.push(TierStretch {
            tier: change.to,
            from: Some(on(change)),
            until: changes.get(index + 1).map(on),
        });
    }
    stretches.reverse();
    stretches
}

/// Points of a wallet in some days, by purpose and type of event.
#[derive(FromQueryResult)]
struct Sum {
    member_id: Option<Uuid>,
    name: Option<String>,
    hides_points: Option<bool>,
    purpose: Coded<Purpose>,
    kind: Option<String>,
    entries: i64,
    points: i64,
}

impl Sum {
    fn event_type(&self) -> String {
        let of_purpose = || format!("points.{}", self.purpose.0.word());
        self.kind.clone().unwrap_or_else(of_purpose)
    }
}

/// Only what changes a balance that can be spent; what settles a debt was counted when the debt was made.
async fn sums(db: &Db, account: Uuid, (from, until): (Timestamp, Timestamp)) -> Result<Vec<Sum>> {
    let sql = "
        SELECT w.member_id, m.name, m.hides_points, t.purpose, e.kind, count(*) AS entries,
            CAST(sum(CASE WHEN t.credit_id = t.holder_id THEN t.points ELSE -t.points END) AS BIGINT) AS points
        FROM wallet w JOIN transfer t ON t.holder_id = w.id
            LEFT JOIN event e ON e.id = t.event_id LEFT JOIN member m ON m.id = w.member_id
        WHERE w.account_id = $1 AND w.kind IN ('account', 'member') AND t.purpose <> 'recovered'
            AND t.occurred_at >= $2 AND t.occurred_at < $3
        GROUP BY w.member_id, m.name, m.hides_points, t.purpose, e.kind";
    let values = [
        account.into(),
        from.as_microsecond().into(),
        until.as_microsecond().into(),
    ];
    rows(db.reader(), sql, values).await
}

/// Who earned, the company first and then the most; whoever hides the own points is in the sum of all who do.
async fn earners(db: &Db, account: Uuid, times: (Timestamp, Timestamp)) -> Result<Vec<Earner>> {
    type Who = (EarnerOrder, Option<Uuid>);
    let mut by_who: BTreeMap<Who, (Option<String>, BTreeMap<String, i64>)> = BTreeMap::new();
    for sum in sums(db, account, times).await? {
        let is_earned = matches!(
            sum.purpose.0,
            Purpose::Earned | Purpose::Corrected | Purpose::Adjusted
        );
        if !is_earned {
            continue;
        }
        let who = match sum.member_id {
            None => (EarnerOrder::Company, None),
            Some(_) if sum.hides_points == Some(true) => (EarnerOrder::Hidden, None),
            Some(member) => (EarnerOrder::Person, Some(member)),
        };
        let event_type = sum.event_type();
        let entry = by_who.entry(who).or_default();
        if who.1.is_some() {
            entry.0 = sum.name;
        }
        *entry.1.entry(event_type).or_default() += sum.points;
    }
    let earner = |((order, _), (name, types)): (Who, (_, BTreeMap<String, i64>))| {
        let mut by_type: Vec<TypePoints> = types
            .into_iter()
            .map(|(event_type, points)| TypePoints { event_type, points })
            .collect();
        by_type.sort_by_key(|one| std::cmp::Reverse(one.points));
        let earner = Earner {
            kind: order.kind(),
            name,
            points: by_type.iter().map(|one| one.points).sum(),
            by_type,
        };
        (order, earner)
    };
    let mut earners: Vec<(EarnerOrder, Earner)> = by_who.into_iter().map(earner).collect();
    earners.sort_by_key(|(order, earner)| (*order, std::cmp::Reverse(earner.points)));
    Ok(earners.into_iter().map(|(_, earner)| earner).collect())
}

/// In the order in which they are shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum EarnerOrder {
    Company,
    Person,
    Hidden,
}

impl EarnerOrder {
    const fn kind(self) -> EarnerKind {
        match self {
            Self::Company => EarnerKind::Company,
            Self::Person => EarnerKind::Person,
            Self::Hidden => EarnerKind::Hidden,
        }
    }
}
