//! Copies of the database: made while it is in use, put back while it is not.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use percent_encoding::percent_decode_str;
use secrecy::ExposeSecret;
use storage::{DatabaseKind, DatabaseSettings, Db};
use tokio::process::Command;
use url::Url;

use crate::settings::Settings;

/// Writes a consistent copy to `file`, which must not be there yet.
pub async fn backup(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    ensure!(
        !file.exists(),
        "{} exists: a backup never overwrites",
        file.display()
    );
    let db = super::open(settings).await?;
    ensure!(
        db.holds_portal().await?,
        "there is no portal in this database to back up"
    );
    match db.kind() {
        DatabaseKind::Sqlite => db.backup(file).await?,
        DatabaseKind::Postgres => {
            let url = settings.database.expose_secret();
            let file = file.to_str().context("the file's name is not UTF-8")?;
            let mut pg_dump = postgres_tool("pg_dump", url)?;
            run(pg_dump.args(["--format=custom", "--file", file])).await?;
        }
    }
    db.close().await?;
    super::print(&format!("Wrote {}", file.display()));
    Ok(())
}

/// Puts the copy in `file` in place of the database.
pub async fn restore(settings: &Settings, file: &Path, replace: bool) -> anyhow::Result<()> {
    ensure!(file.is_file(), "there is no file {}", file.display());
    let url = settings.database.expose_secret();
    if let Some(path) = url.strip_prefix("sqlite:") {
        restore_sqlite(Path::new(path.trim_start_matches("//")), file, replace).await?;
    } else {
        ensure!(
            replace,
            "this replaces every table of the database: say --replace to do it"
        );
        let file = file.to_str().context("the file's name is not UTF-8")?;
        let mut pg_restore = postgres_tool("pg_restore", url)?;
        pg_restore.args(["--clean", "--if-exists", "--single-transaction"]);
        run(pg_restore.args(["--no-owner", file])).await?;
    }
    super::print("Restored. The next start brings the tables up to date.");
    Ok(())
}

async fn restore_sqlite(database: &Path, file: &Path, replace: bool) -> anyhow::Result<()> {
    ensure!(
        replace || !database.exists(),
        "{} exists: say --replace to put the copy in its place",
        database.display()
    );
    check_copy(file).await?;
    if let Some(folder) = database.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Complete beside the target first, then one rename: a crash leaves the old database or the new one.
    let fresh = beside(database, ".restoring");
    std::fs::copy(file, &fresh)?;
    std::fs::File::open(&fresh)?.sync_all()?;
    if database.exists() {
        set_aside(database)?;
    }
    std::fs::rename(&fresh, database)?;
    Ok(())
}

/// Opens the copy and lets the database check it whole.
async fn check_copy(file: &Path) -> anyhow::Result<()> {
    let probe = beside(file, ".checking");
    std::fs::copy(file, &probe)?;
    let url = format!("sqlite://{}", probe.display());
    let checked = async {
        let db = Db::open(&DatabaseSettings {
            url,
            max_connections: 1,
        })
        .await?;
        let outcome = (db.integrity_check().await, db.holds_portal().await);
        db.close().await?;
        outcome.0?;
        anyhow::Ok(outcome.1?)
    };
    let checked = checked.await;
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(beside(&probe, suffix));
    }
    match checked {
        Ok(true) => Ok(()),
        Ok(false) => bail!("{} is a database, but not of this portal", file.display()),
        Err(error) => Err(error.context(format!("{} is not a sound copy", file.display()))),
    }
}

fn set_aside(database: &Path) -> anyhow::Result<()> {
    let wal = beside(database, "-wal");
    ensure!(
        !wal.exists() || wal.metadata()?.len() == 0,
        "{} holds writes that are not in the database yet: start and stop the server once, then restore",
        wal.display()
    );
    let aside = beside(database, ".before-restore");
    ensure!(
        !aside.exists(),
        "{} is there from an earlier restore: move it away first",
        aside.display()
    );
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(beside(database, suffix));
    }
    std::fs::rename(database, aside)?;
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A tool of PostgreSQL that works on the database. Everyone on the machine can read its command line, so the password goes by
/// its environment, which they cannot.
fn postgres_tool(tool: &str, url: &str) -> anyhow::Result<Command> {
    let (address, password) = without_password(url)?;
    let mut command = Command::new(tool);
    command.args(["--dbname", address.as_str()]);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    Ok(command)
}

/// The address and the password in it, which may stand before the host or among the parameters.
fn without_password(url: &str) -> anyhow::Result<(Url, Option<String>)> {
    let mut address = Url::parse(url).context("the database's address is not a URL")?;
    let (passwords, parameters): (Vec<_>, Vec<_>) = address
        .query_pairs()
        .into_owned()
        .partition(|(name, _)| name == "password");
    let mut password = passwords.into_iter().next_back().map(|(_, value)| value);
    if let Some(encoded) = address.password() {
        let decoded = percent_decode_str(encoded).decode_utf8();
        let decoded = decoded.context("the database's password is not UTF-8")?;
        password = password.or(Some(decoded.into_owned()));
        let is_removed = address.set_password(None).is_ok();
        ensure!(is_removed, "the database's address has no host");
    }
    if parameters.is_empty() {
        address.set_query(None);
    } else {
        address.query_pairs_mut().clear().extend_pairs(parameters);
    }
    Ok((address, password))
}

async fn run(command: &mut Command) -> anyhow::Result<()> {
    let tool = command.as_std().get_program().to_owned();
    let tool = tool.display();
    let status = command
        .status()
        .await
        .with_context(|| format!("cannot run {tool}: install PostgreSQL's client tools"))?;
    ensure!(status.success(), "{tool} failed");
    Ok(())
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, Database};

    use super::*;

    #[test]
    fn a_password_is_in_no_command_line() {
        for (url, address, password) in [
            (
                "postgres://kizuna:hun%2Fter2@db/portal",
                "postgres://kizuna@db/portal",
                Some("hun/ter2"),
            ),
            (
                "postgres://kizuna@db:5433/portal?sslmode=require&password=hun%2Fter2",
                "postgres://kizuna@db:5433/portal?sslmode=require",
                Some("hun/ter2"),
            ),
            ("postgres://db/portal", "postgres://db/portal", None),
        ] {
            let tool = postgres_tool("pg_dump", url).unwrap();
            let arguments: Vec<_> = tool.as_std().get_args().collect();
            assert_eq!(arguments, ["--dbname", address]);
            let environment: Vec<_> = tool.as_std().get_envs().collect();
            let expected =
                password.map(|password| ("PGPASSWORD".as_ref(), Some(password.as_ref())));
            assert_eq!(environment, Vec::from_iter(expected));
        }
    }

    async fn portal(file: &Path) {
        let settings = DatabaseSettings {
            url: format!("sqlite://{}", file.display()),
            max_connections: 1,
        };
        let db = Db::open(&settings).await.unwrap();
        db.migrate().await.unwrap();
        db.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_copy_of_an_earlier_version_is_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        portal(&copy).await;
        let raw = Database::connect(format!("sqlite://{}", copy.display()));
        let raw = raw.await.unwrap();
        let sql = "DELETE FROM seaql_migrations WHERE version <> 'm20261122_000001_people'";
        raw.execute_unprepared(sql).await.unwrap();
        raw.close().await.unwrap();
        let database = folder.path().join("kizuna.db");
        restore_sqlite(&database, &copy, false).await.unwrap();
    }

    #[tokio::test]
    async fn a_database_of_something_else_is_not_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        let raw = Database::connect(format!("sqlite://{}?mode=rwc", copy.display()));
        let raw = raw.await.unwrap();
        raw.execute_unprepared("CREATE TABLE t (a)").await.unwrap();
        raw.close().await.unwrap();
        let database = folder.path().join("kizuna.db");
        let outcome = restore_sqlite(&database, &copy, false).await;
        assert!(
            outcome
                .unwrap_err()
                .to_string()
                .contains("not of this portal")
        );
    }

    #[tokio::test]
    async fn a_second_restore_does_not_destroy_what_the_first_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let (database, copy) = (
            folder.path().join("kizuna.db"),
            folder.path().join("copy.db"),
        );
        portal(&database).await;
        portal(&copy).await;
        restore_sqlite(&database, &copy, true).await.unwrap();
        let aside = std::fs::read(beside(&database, ".before-restore")).unwrap();
        restore_sqlite(&database, &copy, true).await.unwrap_err();
        assert_eq!(
            std::fs::read(beside(&database, ".before-restore")).unwrap(),
            aside
        );
        assert!(database.exists());
    }
}
