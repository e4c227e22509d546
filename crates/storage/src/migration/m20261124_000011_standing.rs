//! Tiers as the programme's files tell them: what counts toward them by day, tiers given for a time, and what was shown of the
//! programme. The fixed tiers of before go.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::tz::TimeZone;
use loyalty::EventData;
use sea_orm::{ConnectionTrait as _, DbErr, FromQueryResult, Statement, Value};
use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, SchemaManagerConnection, async_trait,
};
use uuid::Uuid;

use super::run;
use crate::calendar::{day, month};
use crate::entity::column::Moment;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000011_standing"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        count(manager.get_connection()).await?;
        run(manager, AWAY).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const TABLES: &[&str] = &[
    // One row for each day, kind and currency; the month leads, so that months can be added up in the order of the key.
    "CREATE TABLE tier_activity (
        account_id UUID NOT NULL REFERENCES account (id),
        month TEXT NOT NULL,
        kind TEXT NOT NULL,
        currency TEXT NOT NULL,
        day TEXT NOT NULL,
        events BIGINT NOT NULL,
        points BIGINT NOT NULL,
        amount BIGINT NOT NULL,
        PRIMARY KEY (account_id, month, kind, currency, day)
    )",
    // Events that were reported too late to count; the decision stays what it was.
    "CREATE TABLE late_event (
        event_id UUID PRIMARY KEY NOT NULL REFERENCES event (id),
        account_id UUID NOT NULL REFERENCES account (id)
    )",
    "CREATE INDEX late_event_by_account ON late_event (account_id)",
    "CREATE TABLE tier_override (
        id UUID PRIMARY KEY NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        tier TEXT NOT NULL,
        from_at BIGINT NOT NULL,
        until_at BIGINT NOT NULL,
        reason TEXT NOT NULL,
        by_id UUID NOT NULL REFERENCES member (id),
        created_at BIGINT NOT NULL,
        ended_at BIGINT,
        ended_by UUID REFERENCES member (id),
        CHECK (from_at <= until_at)
    )",
    "CREATE INDEX tier_override_by_account ON tier_override (account_id, from_at)",
    // A version's file as members were shown it, and since which day.
    "CREATE TABLE shown_version (
        version TEXT PRIMARY KEY NOT NULL,
        text TEXT NOT NULL,
        since TEXT NOT NULL
    )",
    "CREATE INDEX hold_waiting ON hold (wallet_id) WHERE outcome IS NULL",
    // Entries that are rare among many, for a statement that shows them alone.
    "CREATE INDEX transfer_not_earned ON transfer (holder_id, position) WHERE purpose <> 'earned'",
];

const AWAY: &[&str] = &[
    "DROP TABLE tier_benefit",
    "DROP TABLE tier",
    "DROP TABLE period_points",
];

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    time_zone: String,
}

#[derive(FromQueryResult)]
struct EventRow {
    id: Uuid,
    source: String,
    external_id: String,
    kind: String,
    occurred_at: Moment,
    data: String,
}

#[derive(FromQueryResult)]
struct GivenRow {
    event_id: Uuid,
    points: i64,
}

#[derive(FromQueryResult)]
struct ReversedRow {
    source: String,
    external_id: String,
}

/// Counts the events that are there. Which of them came too late was not noted; those have no points either.
async fn count(connection: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    for AccountRow { id, time_zone } in
        all::<AccountRow>(connection, "SELECT id, time_zone FROM account", []).await?
    {
        let zone =
            TimeZone::get(&time_zone).map_err(|error| DbErr::Migration(error.to_string()))?;
        count_account(connection, id, &zone).await?;
    }
    Ok(())
}

async fn count_account(
    connection: &SchemaManagerConnection<'_>,
    account: Uuid,
    zone: &TimeZone,
) -> Result<(), DbErr> {
    let sql = "
        SELECT event_id, CAST(sum(CASE WHEN purpose = 'earned' THEN points ELSE -points END) AS BIGINT) AS points
        FROM transfer WHERE account_id = $1 AND event_id IS NOT NULL AND purpose IN ('earned', 'corrected')
        GROUP BY event_id";
    let given: Vec<GivenRow> = all(connection, sql, [account.into()]).await?;
    let given: HashMap<Uuid, i64> = given
        .into_iter()
        .map(|row| (row.event_id, row.points))
        .collect();
    let sql = "SELECT source, external_id FROM event_reversal WHERE account_id = $1";
    let reversed: Vec<ReversedRow> = all(connection, sql, [account.into()]).await?;
    let reversed: HashSet<(String, String)> = reversed
        .into_iter()
        .map(|row| (row.source, row.external_id))
        .collect();
    let sql = "
        SELECT id, source, external_id, kind, occurred_at, data FROM event
        WHERE account_id = $1 AND id NOT IN (SELECT event_id FROM event_reversal WHERE account_id = $1)";
    let mut sums: BTreeMap<(String, String, String), (i64, i64, i64)> = BTreeMap::new();
    for event in all::<EventRow>(connection, sql, [account.into()]).await? {
        if reversed.contains(&(event.source, event.external_id)) {
            continue;
        }
        let data = serde_json::from_str(&event.data).unwrap_or_default();
        let money = EventData::parse(&data).ok().and_then(|data| data.money);
        let currency = money.map_or_else(String::new, |money| money.currency().to_string());
        let on = day(event.occurred_at.0, zone).to_string();
        let sum = sums.entry((event.kind, currency, on)).or_default();
        sum.0 += 1;
        sum.1 += given.get(&event.id).copied().unwrap_or(0);
        sum.2 += money.map_or(0, |money| money.amount());
    }
    for ((kind, currency, on), (events, points, amount)) in sums {
        let month = on.parse().map(month);
        let month = month.map_err(|error: jiff::Error| DbErr::Migration(error.to_string()))?;
        let sql = "
            INSERT INTO tier_activity (account_id, month, kind, currency, day, events, points, amount)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = [
            account.into(),
            month.into(),
            kind.into(),
            currency.into(),
            on.into(),
            events.into(),
            points.into(),
            amount.into(),
        ];
        connection
            .execute_raw(Statement::from_sql_and_values(
                connection.get_database_backend(),
                sql,
                values,
            ))
            .await?;
    }
    Ok(())
}

async fn all<T: FromQueryResult>(
    connection: &SchemaManagerConnection<'_>,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>, DbErr> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let found = connection.query_all_raw(statement).await?;
    found
        .iter()
        .map(|row| T::from_query_result(row, ""))
        .collect()
}
