//! The raw limit: the rows that the ledger has written, once more into tables of the same form, by prepared inserts in
//! transactions of the same size on a connection of the same durability.

use std::time::Instant;

use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, QueryResult, Statement,
    TransactionTrait as _, Value,
};

use crate::{BATCH, Outcome, rate};

/// The tables of which one event makes one row each, and the types of their columns.
const TABLES: [(&str, &str); 3] = [
    ("event", "uuuttttiti"),
    ("transfer", "uuiuuuitiiiuuutiib"),
    ("lot", "uuiiiii"),
];
/// Rows of one statement, as the ledger has them.
const MANY: usize = 500;

pub struct Raw {
    pub one_by_one: f64,
    pub many_a_statement: f64,
}

impl Raw {
    pub fn fastest(&self) -> f64 {
        self.one_by_one.max(self.many_a_statement)
    }
}

struct Table {
    name: &'static str,
    columns: usize,
    rows: Vec<Vec<Value>>,
}

/// Events per second, one row of each table for an event.
pub async fn rows_per_second(url: &str, events: usize) -> Outcome<Raw> {
    let connection = connect(url).await?;
    let mut tables = Vec::new();
    for (name, types) in TABLES {
        tables.push(read(&connection, name, types, events).await?);
    }
    let rows = tables
        .iter()
        .map(|table| table.rows.len())
        .min()
        .unwrap_or(0);
    let one_by_one = insert(&connection, &tables, rows, 1).await?;
    let many_a_statement = insert(&connection, &tables, rows, MANY).await?;
    Ok(Raw {
        one_by_one,
        many_a_statement,
    })
}

async fn connect(url: &str) -> Outcome<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
        });
    Ok(Database::connect(options).await?)
}

async fn read(
    connection: &DatabaseConnection,
    name: &'static str,
    types: &str,
    rows: usize,
) -> Outcome<Table> {
    let backend = connection.get_database_backend();
    let sql = format!("SELECT * FROM {name} ORDER BY rowid DESC LIMIT {rows}");
    let found = connection
        .query_all_raw(Statement::from_string(backend, sql))
        .await?;
    let rows = found
        .iter()
        .map(|row| values(row, types))
        .collect::<Outcome<_>>()?;
    Ok(Table {
        name,
        columns: types.len(),
        rows,
    })
}

fn values(row: &QueryResult, types: &str) -> Outcome<Vec<Value>> {
    let value = |(index, kind): (usize, char)| -> Outcome<Value> {
        Ok(match kind {
            'u' => row.try_get_by_index::<Option<uuid::Uuid>>(index)?.into(),
            'i' => row.try_get_by_index::<Option<i64>>(index)?.into(),
            'b' => row.try_get_by_index::<Option<Vec<u8>>>(index)?.into(),
            _ => row.try_get_by_index::<Option<String>>(index)?.into(),
        })
    };
    types.chars().enumerate().map(value).collect()
}

/// Makes empty copies of the tables with their indexes and without their guards, and times filling them.
async fn insert(
    connection: &DatabaseConnection,
    tables: &[Table],
    rows: usize,
    at_once: usize,
) -> Outcome<f64> {
    for table in tables {
        copy_schema(connection, table.name).await?;
    }
    let begun = Instant::now();
    for from in (0..rows).step_by(BATCH) {
        let to = rows.min(from + BATCH);
        let transaction = connection.begin().await?;
        for table in tables {
            for some in table.rows[from..to].chunks(at_once) {
                let sql = format!(
                    "INSERT INTO raw_{} VALUES {}",
                    table.name,
                    places(some.len(), table.columns)
                );
                let values = some.iter().flatten().cloned();
                let statement =
                    Statement::from_sql_and_values(transaction.get_database_backend(), sql, values);
                transaction.execute_raw(statement).await?;
            }
        }
        transaction.commit().await?;
    }
    let taken = begun.elapsed();
    for table in tables.iter().rev() {
        connection
            .execute_unprepared(&format!("DROP TABLE raw_{}", table.name))
            .await?;
    }
    Ok(rate(rows, taken))
}

async fn copy_schema(connection: &DatabaseConnection, name: &str) -> Outcome<()> {
    let backend = connection.get_database_backend();
    let sql = "SELECT sql FROM sqlite_schema WHERE tbl_name = $1 AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC";
    let found = connection
        .query_all_raw(Statement::from_sql_and_values(backend, sql, [name.into()]))
        .await?;
    for row in found {
        let made: String = row.try_get_by_index(0)?;
        let made = made
            .replacen(
                &format!("CREATE TABLE {name}"),
                &format!("CREATE TABLE raw_{name}"),
                1,
            )
            .replacen(
                &format!("CREATE TABLE \"{name}\""),
                &format!("CREATE TABLE raw_{name}"),
                1,
            )
            .replacen("CREATE INDEX ", "CREATE INDEX raw_", 1)
            .replacen("CREATE UNIQUE INDEX ", "CREATE UNIQUE INDEX raw_", 1)
            .replace(&format!(" ON {name} "), &format!(" ON raw_{name} "));
        connection.execute_unprepared(&made).await?;
    }
    Ok(())
}

fn places(rows: usize, columns: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(", "));
    vec![row; rows].join(", ")
}
