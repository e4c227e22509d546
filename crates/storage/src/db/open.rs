//! Opening the pools: SQLite with the settings that make an acknowledged write durable, PostgreSQL as it comes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::group::GroupCommit;
use super::{Db, Inner, Place, row};
use crate::{Error, Result};

/// How long a request for a connection may wait before it is refused.
const ACQUIRE: Duration = Duration::from_secs(10);
/// How long SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);
/// PostgreSQL ends a statement that takes longer, so that a lost client blocks nobody for long.
const STATEMENT: Duration = Duration::from_mins(1);
/// A connection to PostgreSQL that was used so lately is not asked first whether it still stands, which would double the way of
/// every short read.
const TRUSTED: Duration = Duration::from_secs(1);
/// Before 3.51.3 a reset of the write-ahead log could lose a committed write.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// Where the data is.
#[derive(Clone, Debug)]
pub struct DatabaseSettings {
    /// `sqlite://path/to/file.db` or `postgres://…`
    pub url: String,
    /// Connections for reading (SQLite) or for everything (PostgreSQL).
    pub max_connections: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SqliteUse {
    Write,
    Read,
    /// A copy of the database is written to another file: that is no write to this one, yet not allowed to readers.
    Backup,
}

impl Db {
    /// Opens the database. A missing SQLite file is created with its folder.
    pub async fn open(settings: &DatabaseSettings) -> Result<Self> {
        let place = Place::parse(&settings.url)?;
        let (reader, writer) = match &place {
            Place::Sqlite(file) => open_sqlite(file, settings.max_connections).await?,
            Place::Postgres(url) => {
                let pool = open_postgres(url, settings.max_connections).await?;
                (pool.clone(), pool)
            }
        };
        let inner = Inner {
            place,
            reader,
            writer,
            group: GroupCommit::default(),
            keys_at_work: Mutex::new(HashSet::new()),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }
}

impl Place {
    fn parse(url: &str) -> Result<Self> {
        if let Some(rest) = url.strip_prefix("sqlite:") {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            if path.is_empty() || path.contains('?') || path.starts_with(':') {
                return Err(Error::Refused(format!(
                    "{url:?} does not name a file: write sqlite://path/to/file.db"
                )));
            }
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if url.starts_with("postgres://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        if let Some(rest) = url.strip_prefix("postgresql://") {
            return Ok(Self::Postgres(format!("postgres://{rest}")));
        }
        // The address may hold a password, so it is not repeated.
        Err(Error::Refused(
            "the database's address must begin with sqlite:// or postgres://".to_owned(),
        ))
    }
}

async fn open_sqlite(
    file: &Path,
    readers: u32,
) -> Result<(DatabaseConnection, DatabaseConnection)> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let writer = sqlite_pool(file, SqliteUse::Write, 1).await?;
    let version: Option<SqliteVersion> =
        row(&writer, "SELECT sqlite_version() AS version", []).await?;
    let version = version.map(|found| found.version).unwrap_or_default();
    if !is_sqlite_sound(&version) {
        return Err(Error::Refused(format!(
            "SQLite {version} can lose a committed write: {} or later is needed",
            OLDEST_SQLITE.map(|part| part.to_string()).join(".")
        )));
    }
    let reader = sqlite_pool(file, SqliteUse::Read, readers.max(1)).await?;
    Ok((reader, writer))
}

#[derive(sea_orm::FromQueryResult)]
struct SqliteVersion {
    version: String,
}

fn is_sqlite_sound(version: &str) -> bool {
    let parts: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    parts.is_some_and(|parts| parts.as_slice() >= OLDEST_SQLITE.as_slice())
}

async fn sqlite_pool(
    file: &Path,
    purpose: SqliteUse,
    connections: u32,
) -> Result<DatabaseConnection> {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            options
                .filename(&file)
                .in_memory(false)
                .shared_cache(false)
                .create_if_missing(purpose == SqliteUse::Write)
                .busy_timeout(BUSY)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                .pragma(
                    "query_only",
                    if purpose == SqliteUse::Read {
                        "ON"
                    } else {
                        "OFF"
                    },
                )
        });
    Ok(Database::connect(options).await?)
}

/// A pool of one for [`Db::backup`].
pub(super) async fn sqlite_backup_connection(file: &Path) -> Result<DatabaseConnection> {
    sqlite_pool(file, SqliteUse::Backup, 1).await
}

async fn open_postgres(url: &str, connections: u32) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections.max(2))
        .min_connections(1)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire_if_idle_for(TRUSTED)
        .statement_timeout(STATEMENT)
        .set_application_name("kizuna")
        .sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// A pool of one outside the others, for a lock that is held by a session; no statement of it may run into a time limit.
pub(super) async fn postgres_lock_connection(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .acquire_timeout(ACQUIRE)
        .set_application_name("kizuna-migrate")
        .sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(is_sqlite_sound("3.51.3"));
        assert!(is_sqlite_sound("3.100.0"));
        assert!(!is_sqlite_sound("3.51.2"));
        assert!(!is_sqlite_sound("3.6.20"));
        assert!(!is_sqlite_sound("unknown"));
    }

    #[tokio::test]
    async fn the_writer_syncs_every_commit_and_readers_cannot_write() {
        let folder = tempfile::TempDir::new().unwrap();
        let (reader, writer) = open_sqlite(&folder.path().join("kizuna.db"), 1)
            .await
            .unwrap();
        let pragma = async |connection: &DatabaseConnection, name: &str| {
            crate::db::number(connection, &format!("PRAGMA {name}"), [])
                .await
                .unwrap()
        };
        assert_eq!(pragma(&writer, "synchronous").await, 2, "FULL");
        assert_eq!(pragma(&writer, "foreign_keys").await, 1);
        assert_eq!(pragma(&reader, "query_only").await, 1);
        let written = crate::db::execute(&reader, "CREATE TABLE t (a)", []).await;
        assert!(written.unwrap_err().to_string().contains("readonly"));
        assert_eq!(pragma(&writer, "busy_timeout").await, 5_000);
    }

    #[test]
    fn addresses_name_a_file_or_a_server() {
        assert!(
            matches!(Place::parse("sqlite://var/kizuna.db"), Ok(Place::Sqlite(path)) if path == Path::new("var/kizuna.db"))
        );
        assert!(
            matches!(Place::parse("sqlite:///srv/kizuna.db"), Ok(Place::Sqlite(path)) if path.is_absolute())
        );
        assert!(
            matches!(Place::parse("postgresql://h/d"), Ok(Place::Postgres(url)) if url == "postgres://h/d")
        );
        for wrong in [
            "sqlite::memory:",
            "sqlite://a.db?mode=ro",
            "mysql://h/d",
            "",
        ] {
            assert!(
                matches!(Place::parse(wrong), Err(Error::Refused(_))),
                "{wrong}"
            );
        }
    }
}
