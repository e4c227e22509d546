//! A consistent copy of a database in use.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::open::sqlite_backup_connection;
use super::{Db, Place, execute};
use crate::{Error, Result};

impl Db {
    /// Writes a consistent copy to `to` while the database is in use; a crash leaves no half of one under that name.
    /// SQLite only: [`Error::BackupNeedsPgDump`] on PostgreSQL.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        let Place::Sqlite(from) = &self.inner.place else {
            return Err(Error::BackupNeedsPgDump);
        };
        let unfinished = unfinished_name(to)?;
        match std::fs::remove_file(&unfinished) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let name = unfinished
            .to_str()
            .ok_or_else(|| Error::Refused("the name of a backup must be Unicode".to_owned()))?;
        let connection = sqlite_backup_connection(from).await?;
        let copied = execute(&connection, "VACUUM INTO $1", [name.into()]).await;
        connection.close().await?;
        copied?;
        File::open(&unfinished)?.sync_all()?;
        std::fs::rename(&unfinished, to)?;
        // The new name itself is only durable when its folder is.
        let folder = to
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
        Ok(())
    }
}

fn unfinished_name(to: &Path) -> Result<PathBuf> {
    let mut name = to
        .file_name()
        .ok_or_else(|| Error::Refused(format!("{} does not name a file", to.display())))?
        .to_owned();
    name.push(".unfinished");
    Ok(to.with_file_name(name))
}
