//! A PostgreSQL cluster that lives as long as one run of tests or one measurement.
//!
//! It never touches a cluster of the machine: own folder, own port, own user.

use crate::process::{self, Background};
use anyhow::{Context as _, Result, bail, ensure};
use std::{
    fs,
    os::unix::{fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const DEBIAN: &str = "/usr/lib/postgresql";
const STARTS_WITHIN: Duration = Duration::from_secs(30);

/// When the cluster writes to the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flush {
    /// At every commit, as it must where answers are promises and times are measured.
    Always,
    /// Never: a test does not outlive a power cut.
    Never,
}

pub struct Cluster {
    server: Option<Background>,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    pub fn start(flush: Flush) -> Result<Self> {
        let programs = programs()?;
        let user = OtherUser::if_needed()?;
        // Not below target/: another user may not be able to enter this checkout.
        let folder = std::env::temp_dir().join(format!("kizuna-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        if let Some(user) = &user {
            chown(&folder, Some(user.id), Some(user.group))?;
        }
        let mut cluster = Self {
            server: None,
            folder,
            port: process::free_port()?,
        };
        cluster.initialise(&programs, user.as_ref())?;
        cluster.serve(&programs, user.as_ref(), flush)?;
        Ok(cluster)
    }

    /// A superuser of the cluster, who may create databases.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// A new, empty database of the cluster.
    pub fn create_database(&self, name: &str) -> Result<String> {
        let mut psql = Command::new(programs()?.join("psql"));
        psql.args(["--quiet", "--dbname", &self.url()])
            .args(["--command", &format!("CREATE DATABASE {name}")]);
        process::capture(&mut psql)?;
        Ok(format!(
            "postgres://postgres@127.0.0.1:{}/{name}",
            self.port
        ))
    }

    fn initialise(&self, programs: &Path, user: Option<&OtherUser>) -> Result<()> {
        let mut initdb = Command::new(programs.join("initdb"));
        initdb.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "-D",
        ]);
        initdb.arg(self.data());
        process::capture(self.as_user(&mut initdb, user)).map(drop)
    }

    fn serve(&mut self, programs: &Path, user: Option<&OtherUser>, flush: Flush) -> Result<()> {
        let log = self.folder.join("log");
        let output = fs::File::create(&log)?;
        let mut postgres = Command::new(programs.join("postgres"));
        postgres
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(&self.folder);
        postgres.args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
        postgres.args(["-c", "max_connections=300"]);
        if flush == Flush::Never {
            for what in ["fsync", "synchronous_commit", "full_page_writes"] {
                postgres.args(["-c", &format!("{what}=off")]);
            }
        }
        postgres.stdout(output.try_clone()?).stderr(output);
        // With TERM it would wait for its clients to leave.
        let server = Background::start(self.as_user(&mut postgres, user))?.ended_by("INT");
        let server = self.server.insert(server);

        let deadline = Instant::now() + STARTS_WITHIN;
        let mut is_ready = Command::new(programs.join("pg_isready"));
        is_ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        while !is_ready.stdout(Stdio::null()).status()?.success() {
            let ended = server.exit_status()?;
            if ended.is_some() || Instant::now() > deadline {
                bail!("PostgreSQL did not start:\n{}", fs::read_to_string(&log)?);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn as_user<'a>(&self, command: &'a mut Command, user: Option<&OtherUser>) -> &'a mut Command {
        command.current_dir(&self.folder);
        if let Some(user) = user {
            command.uid(user.id).gid(user.group);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.server.take());
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{} could not be removed: {error}", self.folder.display());
        }
    }
}

/// PostgreSQL refuses to run as root.
struct OtherUser {
    id: u32,
    group: u32,
}

impl OtherUser {
    fn if_needed() -> Result<Option<Self>> {
        if process::capture(Command::new("id").arg("-u"))?.trim() != "0" {
            return Ok(None);
        }
        let users = fs::read_to_string("/etc/passwd")?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| Self::read(&users, name))
            .map(Some)
            .context("PostgreSQL needs a user other than root: useradd --system postgres")
    }

    /// Reads `name:password:id:group:…`.
    fn read(users: &str, name: &str) -> Option<Self> {
        let line = users
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut numbers = line.split(':').skip(2).map(str::parse);
        Some(Self {
            id: numbers.next()?.ok()?,
            group: numbers.next()?.ok()?,
        })
    }
}

/// The folder of the newest PostgreSQL of this machine.
fn programs() -> Result<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(DEBIAN)
        .context("PostgreSQL is not installed: sudo apt-get install -y postgresql")?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin")))
        })
        .filter(|(_, programs)| programs.join("initdb").exists())
        .collect();
    versions.sort();
    let newest = versions.pop();
    ensure!(
        newest.is_some(),
        "{DEBIAN} has no server: sudo apt-get install -y postgresql"
    );
    newest
        .map(|(_, programs)| programs)
        .context("checked above")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_name() {
        let users =
            "root:x:0:0:root:/root:/bin/bash\npostgres:x:105:113::/var/lib/postgresql:/bin/bash\n";
        let user = OtherUser::read(users, "postgres").unwrap();
        assert_eq!((user.id, user.group), (105, 113));
        assert!(OtherUser::read(users, "post").is_none());
    }
}
