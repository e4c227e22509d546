//! Opening either database, and the one way to write to it.
//!
//! SQLite has one connection that writes and a pool that cannot; PostgreSQL has one pool for both. Nothing outside this
//! folder may care which of the two it talks to, save where a statement has no common form.

mod backup;
mod group;
mod migrate;
mod open;
mod transaction;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, FromQueryResult, Statement, Value,
};

use crate::{Error, Result};

pub use open::DatabaseSettings;
pub use transaction::Tx;
pub(crate) use transaction::{TRIES, is_worth_another_try};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    Sqlite,
    Postgres,
}

/// The database. Cheap to clone; every clone is the same pool.
#[derive(Clone, Debug)]
pub struct Db {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    place: Place,
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    /// In which the writers of SQLite take turns.
    group: group::GroupCommit,
    /// Idempotency keys at work in this process: SQLite has no advisory locks, and one process only.
    keys_at_work: Mutex<HashSet<i64>>,
}

/// Where the data is: what else than the pools is needed to reach it.
#[derive(Clone, Debug)]
enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

/// A key that stays taken in this process until dropped.
pub(crate) struct KeyAtWork<'a> {
    db: &'a Db,
    key: i64,
}

impl Db {
    pub fn kind(&self) -> DatabaseKind {
        match self.inner.place {
            Place::Sqlite(_) => DatabaseKind::Sqlite,
            Place::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.reader().ping().await?;
        Ok(())
    }

    /// Asks SQLite to check the whole file. PostgreSQL has no such question, so there it only pings.
    pub async fn integrity_check(&self) -> Result<()> {
        if self.kind() == DatabaseKind::Postgres {
            return self.ping().await;
        }
        let reader = self.reader();
        let found = reader
            .query_all_raw(statement(reader, "PRAGMA integrity_check", []))
            .await?;
        let lines = found
            .iter()
            .map(|row| row.try_get_by_index::<String>(0))
            .collect::<Result<Vec<_>, DbErr>>()?;
        if lines != ["ok"] {
            return Err(Error::Refused(format!(
                "the file is damaged: {}",
                lines.join("; ")
            )));
        }
        let orphans = reader
            .query_all_raw(statement(reader, "PRAGMA foreign_key_check", []))
            .await?;
        if orphans.is_empty() {
            Ok(())
        } else {
            Err(Error::Refused(format!(
                "{} rows point to nothing",
                orphans.len()
            )))
        }
    }

    /// Closes every connection; SQLite folds its log into the file.
    pub async fn close(self) -> Result<()> {
        self.inner.reader.close_by_ref().await?;
        self.inner.writer.close_by_ref().await?;
        Ok(())
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.inner.reader
    }

    /// Takes an idempotency key within this process; none when it is taken.
    pub(crate) fn take_key(&self, key: i64) -> Option<KeyAtWork<'_>> {
        let mut keys = self
            .inner
            .keys_at_work
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        keys.insert(key).then(|| KeyAtWork { db: self, key })
    }
}

impl Drop for KeyAtWork<'_> {
    fn drop(&mut self) {
        let mut keys = self
            .db
            .inner
            .keys_at_work
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        keys.remove(&self.key);
    }
}

/// A statement with `$1, $2 …`, which both databases understand.
pub(crate) fn statement(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), sql, values)
}

/// Appended to a query whose rows must not change until the transaction ends. SQLite has one writer, so it needs none.
pub(crate) fn for_update(connection: &impl ConnectionTrait) -> &'static str {
    match connection.get_database_backend() {
        DbBackend::Postgres => " FOR UPDATE",
        _ => "",
    }
}

/// The same for work that several processes share: rows that another one holds are passed over.
pub(crate) fn for_claim(connection: &impl ConnectionTrait) -> &'static str {
    match connection.get_database_backend() {
        DbBackend::Postgres => " FOR UPDATE SKIP LOCKED",
        _ => "",
    }
}

/// `($1, $2), ($3, $4) …` for `rows` rows of `columns` values each.
pub(crate) fn placeholders(rows: usize, columns: usize) -> String {
    let row = |first: usize| {
        let places: Vec<String> = (first..first + columns)
            .map(|place| format!("${place}"))
            .collect();
        format!("({})", places.join(", "))
    };
    (0..rows)
        .map(|index| row(index * columns + 1))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The same for a statement of many rows that has no other values. Each `$1` is a name to SQLite, and looking up thousands
/// of names takes longer than the insert: there every place is `?`.
pub(crate) fn bulk_placeholders(
    connection: &impl ConnectionTrait,
    rows: usize,
    columns: usize,
) -> String {
    if connection.get_database_backend() == DbBackend::Postgres {
        return placeholders(rows, columns);
    }
    let row = format!("({})", vec!["?"; columns].join(", "));
    vec![row; rows].join(", ")
}

/// All rows of a query.
pub(crate) async fn rows<T: FromQueryResult>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let found = connection
        .query_all_raw(statement(connection, sql, values))
        .await?;
    Ok(found
        .iter()
        .map(|row| T::from_query_result(row, ""))
        .collect::<Result<_, DbErr>>()?)
}

/// The first row of a query.
pub(crate) async fn row<T: FromQueryResult>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    let found = connection
        .query_one_raw(statement(connection, sql, values))
        .await?;
    Ok(found
        .map(|row| T::from_query_result(&row, ""))
        .transpose()?)
}

/// One whole number that a query answers, such as a count.
pub(crate) async fn number(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<i64> {
    let found = connection
        .query_one_raw(statement(connection, sql, values))
        .await?;
    let Some(found) = found else { return Ok(0) };
    Ok(found.try_get_by_index::<Option<i64>>(0)?.unwrap_or(0))
}

/// Runs a statement and says how many rows it touched.
pub(crate) async fn execute(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    Ok(connection
        .execute_raw(statement(connection, sql, values))
        .await?
        .rows_affected())
}
