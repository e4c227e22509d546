//! The rows of people as the code writes them: the person, that the seat is there, and what was earned.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbBackend, Statement,
    TransactionTrait as _, Value,
};
use uuid::Uuid;

use crate::Outcome;

const TEAMS: usize = 20;
/// Points of a week are at most this, so that some people tie and most do not.
const MOST: u64 = 20_000;

/// What the number of a person leads to in a window, by the window's kind and first day.
struct Sum {
    kind: &'static str,
    start: &'static str,
    /// When whoever was latest had reached it.
    until: &'static str,
    points: fn(u64) -> u64,
}

const SUMS: [Sum; 3] = [
    Sum {
        kind: "week",
        start: "2026-11-23",
        until: "2026-11-24T17:00:00Z",
        points: this_week,
    },
    Sum {
        kind: "week",
        start: "2026-11-16",
        until: "2026-11-20T17:00:00Z",
        points: last_week,
    },
    Sum {
        kind: "month",
        start: "2026-11-01",
        until: "2026-11-24T17:00:00Z",
        points: |number| this_week(number) + last_week(number),
    },
];

const JOINED: &str = "2025-11-25T09:00:00Z";

/// A table with its columns, and one row of which each `?` is a value.
const MEMBER: (&str, &str) = (
    "member (id, account_id, email, email_folded, name, name_folded, search_text, team, created_at, joined_at,
        role, persona, locale, theme, password_hash, status, hides_points)",
    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'member', 'practitioner', 'en', 'system', 'hash', 'active', FALSE)",
);
const BOARD_CHANGE: (&str, &str) = (
    "board_change (account_id, position, member_id)",
    "(?, ?, ?)",
);
const BOARD_POINTS: (&str, &str) = (
    "board_points (account_id, kind, start, member_id, points, reached_at)",
    "(?, ?, ?, ?, ?, ?)",
);

/// Inserts the people of these numbers into a company after the `there` that it has; gives their ids and points of this week.
pub async fn insert_people(
    connection: &DatabaseConnection,
    account: Uuid,
    there: usize,
    numbers: Range<usize>,
) -> Outcome<Vec<(Uuid, i64)>> {
    let people: Vec<(usize, Uuid)> = numbers.map(|number| (number, id(as_u64(number)))).collect();
    let count = people.len();
    let joined = JOINED.parse::<Timestamp>()?.as_microsecond();
    let (mut members, mut changes) = (Vec::new(), Vec::new());
    for (position, (number, id)) in (there + 1..).zip(&people) {
        members.extend(member(account, *id, *number, joined));
        changes.extend([account.into(), as_i64(position).into(), (*id).into()]);
    }
    let transaction = connection.begin().await?;
    insert(&transaction, MEMBER, members, count).await?;
    insert(&transaction, BOARD_CHANGE, changes, count).await?;
    for sum in &SUMS {
        let values = sum.values(account, &people)?;
        insert(&transaction, BOARD_POINTS, values, count).await?;
    }
    transaction.commit().await?;
    people
        .into_iter()
        .map(|(number, id)| Ok((id, i64::try_from(this_week(as_u64(number)))?)))
        .collect()
}

impl Sum {
    fn values(&self, account: Uuid, people: &[(usize, Uuid)]) -> Outcome<Vec<Value>> {
        let until: Timestamp = self.until.parse()?;
        let mut values: Vec<Value> = Vec::new();
        for (number, id) in people {
            let reached = until - SignedDuration::from_secs(as_i64(number % 3_600));
            let points = i64::try_from((self.points)(as_u64(*number)))?;
            values.extend([account.into(), self.kind.into(), self.start.into()]);
            values.extend([(*id).into(), points.into(), reached.as_microsecond().into()]);
        }
        Ok(values)
    }
}

async fn insert(
    transaction: &DatabaseTransaction,
    (table, row): (&str, &str),
    values: Vec<Value>,
    rows: usize,
) -> Outcome<()> {
    let backend = transaction.get_database_backend();
    let mut sql = format!("INSERT INTO {table} VALUES {}", vec![row; rows].join(", "));
    if backend == DbBackend::Postgres {
        sql = numbered(&sql);
    }
    let statement = Statement::from_sql_and_values(backend, sql, values);
    transaction.execute_raw(statement).await?;
    Ok(())
}

/// `?` as `$1`, `$2` and so on.
fn numbered(sql: &str) -> String {
    let mut parts = sql.split('?');
    let first = parts.next().unwrap_or_default().to_owned();
    (1..)
        .zip(parts)
        .fold(first, |sql, (number, part)| format!("{sql}${number}{part}"))
}

/// The values of one row of [`MEMBER`].
fn member(account: Uuid, id: Uuid, number: usize, joined: i64) -> [Value; 10] {
    let (email, name) = (
        format!("person{number}@bench.example"),
        format!("Person {number}"),
    );
    let folded = name.to_lowercase();
    let team = format!("Team {}", number % TEAMS);
    let search = format!("{folded} {email} {}", team.to_lowercase());
    [
        id.into(),
        account.into(),
        email.clone().into(),
        email.into(),
        name.into(),
        folded.into(),
        search.into(),
        team.into(),
        joined.into(),
        joined.into(),
    ]
}

/// In the order of their making, as the portal's own ids are.
fn id(number: u64) -> Uuid {
    Uuid::from_u64_pair(number, mixed(number))
}

fn this_week(number: u64) -> u64 {
    1 + mixed(number) % MOST
}

fn last_week(number: u64) -> u64 {
    1 + mixed(number + (1 << 40)) % MOST
}

/// The same numbers on every run, in no order.
fn mixed(number: u64) -> u64 {
    let one = (number ^ (number >> 30))
        .wrapping_add(1)
        .wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let two = (one ^ (one >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    two ^ (two >> 31)
}

fn as_u64(number: usize) -> u64 {
    number as u64
}

pub fn as_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
