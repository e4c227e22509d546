//! Bringing the schema up to date, by one process at a time.

use std::fs::File;
use std::path::Path;

use sea_orm_migration::MigratorTrait as _;

use super::open::postgres_lock_connection;
use super::{Db, Place, execute};
use crate::migration::Migrator;
use crate::{Error, Result};

/// Names the lock on PostgreSQL; any number will do that no other program of the server takes.
const LOCK: i64 = 0x6b69_7a75_6e61;

impl Db {
    /// Brings the schema up to date. Safe when several processes start at once.
    pub async fn migrate(&self) -> Result<()> {
        // A lock is only worth its wait when there is something to do.
        if self.is_migrated().await? {
            return Ok(());
        }
        match &self.inner.place {
            Place::Sqlite(file) => {
                let lock = lock_beside(file).await?;
                Migrator::up(&self.inner.writer, None).await?;
                lock.unlock()?;
            }
            Place::Postgres(url) => {
                let session = postgres_lock_connection(url).await?;
                execute(&session, "SELECT pg_advisory_lock($1)", [LOCK.into()]).await?;
                let outcome = Migrator::up(&self.inner.writer, None).await;
                session.close().await?;
                outcome?;
            }
        }
        Ok(())
    }

    /// Whether these are tables of the portal, of this version or an earlier one.
    pub async fn holds_portal(&self) -> Result<bool> {
        Ok(!Migrator::get_applied_migrations_read_only(self.reader())
            .await?
            .is_empty())
    }

    pub async fn is_migrated(&self) -> Result<bool> {
        Ok(Migrator::get_pending_migrations_read_only(self.reader())
            .await?
            .is_empty())
    }
}

async fn lock_beside(database: &Path) -> Result<File> {
    let mut name = database.as_os_str().to_owned();
    name.push(".migrate.lock");
    let waiting = tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).append(true).open(name)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    Ok(waiting
        .await
        .map_err(|error| Error::Refused(format!("waiting for the migration lock: {error}")))??)
}
