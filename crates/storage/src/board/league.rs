//! Companies beside companies of a similar size. What one learns of another is the alias, and its average.

use std::collections::HashMap;

use contract::{LeagueRow, LeagueState, LeagueView, SeatsView};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::board::{Average, SMALLEST_LEAGUE, SeatBand, Window, ranked};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use super::standing::parts;
use super::view::window_view;
use crate::accounts::{find_zone, time_zone};
use crate::db::{placeholders, rows};
use crate::{AccountScope, Db, Result};

/// Accounts of one statement.
const BATCH: usize = 500;
/// Of which people the points and the seats count: who is with the company and has not left the board.
const COUNTS: &str = "m.status = 'active' AND NOT EXISTS (
    SELECT 1 FROM board_choice c WHERE c.member_id = m.id AND c.shown = 'left')";

#[derive(FromQueryResult)]
struct CompanyRow {
    id: Uuid,
    alias: String,
    time_zone: String,
    seats: i64,
}

/// A company that takes part.
struct Company {
    id: Uuid,
    alias: String,
    zone: TimeZone,
    seats: u32,
}

/// The own company's league in a window, which every company has in its own time zone.
pub async fn league(
    db: &Db,
    scope: &AccountScope,
    window: Window,
    now: Timestamp,
) -> Result<LeagueView> {
    let zone = find_zone(db.reader(), scope.account).await?;
    let mut view = LeagueView {
        state: LeagueState::Out,
        window: window_view(window, &zone, now),
        seats: None,
        rows: Vec::new(),
    };
    let companies = companies(db).await?;
    let mine = companies.iter().find(|company| company.id == scope.account);
    let Some(band) = mine.and_then(|company| SeatBand::of(company.seats)) else {
        return Ok(view);
    };
    view.seats = Some(SeatsView {
        from: band.from,
        to: band.to,
    });
    view.state = LeagueState::Alone;
    let members: Vec<Company> = companies
        .into_iter()
        .filter(|company| band.holds(company.seats))
        .collect();
    if members.len() >= SMALLEST_LEAGUE {
        view.state = LeagueState::Ranked;
        view.rows = ranking(db, scope, members, window).await?;
    }
    Ok(view)
}

/// The companies that take part and have somebody to take part with.
async fn companies(db: &Db) -> Result<Vec<Company>> {
    let sql = format!(
        "SELECT a.id, s.alias, a.time_zone,
            (SELECT count(*) FROM member m WHERE m.account_id = a.id AND {COUNTS}) AS seats
         FROM board_settings s JOIN account a ON a.id = s.account_id
         WHERE s.is_in_league AND s.is_on AND s.alias IS NOT NULL"
    );
    let found: Vec<CompanyRow> = rows(db.reader(), &sql, []).await?;
    let company = |row: CompanyRow| {
        Ok(Company {
            id: row.id,
            alias: row.alias,
            zone: time_zone(&row.time_zone)?,
            seats: u32::try_from(row.seats).unwrap_or(u32::MAX),
        })
    };
    found.into_iter().map(company).collect()
}

async fn ranking(
    db: &Db,
    scope: &AccountScope,
    mut companies: Vec<Company>,
    window: Window,
) -> Result<Vec<LeagueRow>> {
    // Of two with one average the aliases decide where they stand on the page, and nothing that tells which company it is.
    companies.sort_by(|one, other| one.alias.cmp(&other.alias));
    let points = points(db.reader(), &companies, window).await?;
    let average = |company: Company| {
        let sum = points.get(&company.id).copied().unwrap_or(0);
        Some((Average::new(sum, company.seats)?, company))
    };
    let order = ranked(companies.into_iter().filter_map(average).collect());
    let with = |rank: usize| order.iter().filter(|(other, ..)| *other == rank).count();
    let row = |(rank, average, company): &(usize, Average, Company)| LeagueRow {
        rank: *rank as u64,
        is_tie: with(*rank) > 1,
        alias: company.alias.clone(),
        average_tenths: average.tenths(),
        is_mine: company.id == scope.account,
    };
    Ok(order.iter().map(row).collect())
}

#[derive(FromQueryResult)]
struct SumRow {
    account_id: Uuid,
    booked_at: Option<i64>,
    points: i64,
}

/// What the people of each company earned, as it stood when the window closed.
async fn points(
    connection: &impl ConnectionTrait,
    companies: &[Company],
    window: Window,
) -> Result<HashMap<Uuid, i64>> {
    let ends: HashMap<Uuid, Option<Timestamp>> = companies
        .iter()
        .map(|company| (company.id, window.ends_at(&company.zone)))
        .collect();
    let mut sums: HashMap<Uuid, i64> = HashMap::new();
    for batch in companies.chunks(BATCH) {
        for row in of_batch(connection, batch, window).await? {
            let end = ends.get(&row.account_id).copied().flatten();
            let end = end.map_or(i64::MAX, Timestamp::as_microsecond);
            if row.booked_at.is_none_or(|booked| booked < end) {
                let sum = sums.entry(row.account_id).or_default();
                *sum = sum.saturating_add(row.points);
            }
        }
    }
    Ok(sums)
}

async fn of_batch(
    connection: &impl ConnectionTrait,
    batch: &[Company],
    window: Window,
) -> Result<Vec<SumRow>> {
    let (kind, from, to) = parts(window);
    let ids = placeholders(1, batch.len());
    let last = batch.len();
    let of_window = format!(
        "kind = ${} AND start >= ${} AND start < ${}",
        last + 1,
        last + 2,
        last + 3
    );
    let sql = format!(
        "SELECT p.account_id, CAST(NULL AS BIGINT) AS booked_at, CAST(sum(p.points) AS BIGINT) AS points
         FROM board_points p JOIN member m ON m.id = p.member_id
         WHERE p.account_id IN {ids} AND {of_window} AND {COUNTS} GROUP BY p.account_id
         UNION ALL
         SELECT l.account_id, l.booked_at, l.points FROM board_late l JOIN member m ON m.id = l.member_id
         WHERE l.account_id IN {ids} AND {of_window} AND {COUNTS}"
    );
    let values = batch.iter().map(|company| Value::from(company.id));
    let values = values.chain([kind.into(), from.into(), to.into()]);
    rows(connection, &sql, values).await
}
