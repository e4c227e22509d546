//! Measures the board: its reads in an installation that grows, on both databases and call against call beside sorted sets in
//! Redis, and many open pages on one server.
//!
//! What is measured below HTTP is an example of the storage crate, since nothing here may know what the portal does.

use super::{live, scratch::Scratch};
use crate::{
    debian,
    postgres::{Cluster, Flush},
    process::{self, Background},
    server,
};
use anyhow::{Context as _, Result, bail};
use std::{
    net::TcpStream,
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

#[derive(clap::Args)]
pub struct Options {
    /// Members of the installation, each size made of the one before
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000, 1_000_000])]
    sizes: Vec<usize>,
    /// Members of the largest company
    #[arg(long, default_value_t = 10_000)]
    largest: usize,
    /// Reads at each size
    #[arg(long, default_value_t = 5_000)]
    reads: usize,
    /// Pages that are open on one server
    #[arg(long, default_value_t = 500)]
    pages: usize,
    /// Events that the open pages are told of
    #[arg(long, default_value_t = 50)]
    events: usize,
    /// The example `board_bench` of the storage crate, built already
    #[arg(long)]
    example: Option<PathBuf>,
    /// A server that is built already
    #[arg(long)]
    binary: Option<PathBuf>,
}

const STARTS_WITHIN: Duration = Duration::from_secs(10);

/// Measures everything, also after something was not enough; then ends with an error.
pub fn run(options: &Options) -> Result<()> {
    debian::ensure_for_board()?;
    let mut below = Vec::new();
    for (name, read) in [
        ("SQLite", read_on_sqlite as fn(&Options) -> Result<()>),
        ("PostgreSQL", read_on_postgres),
    ] {
        println!("{name}");
        if let Err(error) = read(options) {
            below.push(format!("{name}: {error:#}"));
        }
    }
    println!("open pages");
    if let Err(error) = live::run(options.binary.clone(), options.pages, options.events) {
        below.push(format!("open pages: {error:#}"));
    }
    if below.is_empty() {
        return Ok(());
    }
    bail!("{}", below.join("\n"))
}

fn read_on_sqlite(options: &Options) -> Result<()> {
    let folder = Scratch::make("board")?;
    example(
        options,
        &server::sqlite_url(&folder.path().join("bench.db")),
    )
}

fn read_on_postgres(options: &Options) -> Result<()> {
    let cluster = Cluster::start(Flush::Always)?;
    example(options, &cluster.create_database("board")?)
}

/// Runs the example of the storage crate that measures below HTTP, beside a Redis of its own.
fn example(options: &Options, database: &str) -> Result<()> {
    let redis = Redis::start()?;
    let mut command = super::storage_example("board_bench", options.example.as_deref());
    command.arg(database).arg(redis.port.to_string()).args(
        [options.largest, options.reads]
            .iter()
            .chain(&options.sizes)
            .map(usize::to_string),
    );
    process::run(&mut command)
}

/// A Redis that keeps everything in memory and nothing on the disk. Dropping it ends it.
struct Redis {
    _server: Background,
    _folder: Scratch,
    port: u16,
}

impl Redis {
    fn start() -> Result<Self> {
        let folder = Scratch::make("redis")?;
        let port = process::free_port()?;
        let mut command = Command::new("redis-server");
        command
            .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
            .args(["--save", "", "--appendonly", "no", "--dir"])
            .arg(folder.path())
            .stdout(Stdio::null());
        let mut server = Background::start(&mut command)?;
        let deadline = Instant::now() + STARTS_WITHIN;
        while let Err(error) = TcpStream::connect(("127.0.0.1", port)) {
            if let Some(status) = server.exit_status()? {
                bail!("Redis ended with {status} before it was ready");
            }
            if Instant::now() > deadline {
                return Err(error).context("Redis did not become ready in time");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(Self {
            _server: server,
            _folder: folder,
            port,
        })
    }
}
