//! Opening either database, and the one way to write to it.

use std::path::Path;
use std::sync::Arc;

use sea_orm::{DatabaseConnection, DatabaseTransaction};

use crate::Result;

/// Where the data is.
#[derive(Clone, Debug)]
pub struct DatabaseSettings {
    /// `sqlite://path/to/file.db` or `postgres://…`
    pub url: String,
    /// Connections for reading (SQLite) or for everything (PostgreSQL).
    pub max_connections: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    Sqlite,
    Postgres,
}

/// The database. Cheap to clone; every clone is the same pool.
#[derive(Clone, Debug)]
pub struct Db {
    kind: DatabaseKind,
    reader: DatabaseConnection,
}

/// A transaction under way. What it did is kept when the closure given to [`Db::write`] ends well, and undone otherwise.
#[derive(Clone, Debug)]
pub struct Tx {
    inner: Arc<DatabaseTransaction>,
}

impl Db {
    /// Opens the database. A missing SQLite file is created with its folder.
    pub async fn open(_settings: &DatabaseSettings) -> Result<Self> {
        unimplemented!()
    }

    pub fn kind(&self) -> DatabaseKind {
        self.kind
    }

    /// Runs one transaction. PostgreSQL may call the closure again after a deadlock, so it must have no effect but on the
    /// transaction, and borrow what it uses: `db.write(|tx| async move { members::update(&tx, …).await })`.
    pub async fn write<T, F, Fut>(&self, _work: F) -> Result<T>
    where
        F: FnMut(Tx) -> Fut + Send,
        Fut: Future<Output = Result<T>> + Send,
        T: Send,
    {
        unimplemented!()
    }

    /// Brings the schema up to date. Safe when several processes start at once.
    pub async fn migrate(&self) -> Result<()> {
        unimplemented!()
    }

    pub async fn is_migrated(&self) -> Result<bool> {
        unimplemented!()
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        unimplemented!()
    }

    /// Asks SQLite to check the whole file; PostgreSQL keeps checksums of its own, so there it only pings.
    pub async fn integrity_check(&self) -> Result<()> {
        unimplemented!()
    }

    /// Writes a consistent copy to `to` while the database is in use. SQLite only.
    pub async fn backup(&self, _to: &Path) -> Result<()> {
        unimplemented!()
    }

    /// Closes every connection; SQLite folds its log into the file.
    pub async fn close(self) -> Result<()> {
        unimplemented!()
    }
}
