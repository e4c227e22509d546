//! The server as a process: built, started on a port, known to answer. Knows its command line and `/readyz`, nothing else of it.

use crate::{process, workspace};
use anyhow::{Context as _, Result, bail};
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// A debug server in a fresh container may read its whole binary from a cold disk first.
const STARTS_WITHIN: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Debug,
    Release,
}

/// Builds the server; gives its binary.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(workspace::root())
        .args(["build", "--quiet", "--bin", "kizuna-server"]);
    match profile {
        // The features of the whole workspace, as `cargo test` resolves them: what it compiled is not compiled twice.
        Profile::Debug => cargo.arg("--workspace"),
        Profile::Release => cargo.args(["--release", "--package", "server"]),
    };
    process::run(&mut cargo)?;
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => "release",
    };
    Ok(workspace::target().join(folder).join("kizuna-server"))
}

/// A SQLite file as the server's URL for it.
pub fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// Fills an empty database with the demo; gives what the server says about it, the sign-ins among it.
pub fn fill_with_demo(binary: &Path, database: &str) -> Result<String> {
    process::capture(Command::new(binary).args(["demo", "--database", database]))
}

pub struct Start<'a> {
    pub binary: &'a Path,
    pub database: &'a str,
    pub app: &'a Path,
    pub port: u16,
    /// Where the programme is, when it is not the repository's.
    pub programme: Option<&'a Path>,
    pub is_dev: bool,
    /// What it logs, as its own `--log` understands it.
    pub log: &'static str,
}

/// A running server. Dropping it ends it.
pub struct Server {
    process: process::Background,
    origin: String,
}

impl Server {
    /// Starts it and waits until it is ready.
    pub fn start(start: &Start) -> Result<Self> {
        let mut command = Command::new(start.binary);
        command
            .current_dir(workspace::root())
            .args(["serve", "--database", start.database])
            .args(["--listen", &format!("127.0.0.1:{}", start.port)])
            .args(["--log", start.log])
            .arg("--app-dir")
            .arg(start.app)
            .arg("--articles")
            .arg(workspace::path("articles"));
        if let Some(programme) = start.programme {
            command.arg("--program").arg(programme);
        }
        if start.is_dev {
            command.arg("--dev");
        }
        let mut server = Self {
            process: process::Background::start(&mut command)?,
            origin: format!("http://localhost:{}", start.port),
        };
        server.wait_until_ready(start.port)?;
        Ok(server)
    }

    /// E.g. `http://localhost:8080`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Of the process, as the system counts them.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Waits until it ends by itself or is interrupted.
    pub fn wait(self) -> Result<()> {
        let status = self.process.wait()?;
        anyhow::ensure!(status.success(), "the server ended with {status}");
        Ok(())
    }

    /// Ends it as a power cut would.
    pub fn kill(self) -> Result<()> {
        self.process.kill()
    }

    fn wait_until_ready(&mut self, port: u16) -> Result<()> {
        let ready = format!("http://127.0.0.1:{port}/readyz");
        let deadline = Instant::now() + STARTS_WITHIN;
        loop {
            if let Some(status) = self.process.exit_status()? {
                bail!("the server ended with {status} before it was ready");
            }
            match ureq::get(&ready).call() {
                Ok(_) => return Ok(()),
                Err(error) if Instant::now() > deadline => {
                    return Err(error).context("the server did not become ready in time");
                }
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}
