//! `cargo xtask bench`: what the design promises, measured.

mod api;
mod board;
mod dashboard;
mod facts;
mod kill9;
mod kill9_redeem;
mod ledger;
mod lighthouse;
mod live;
mod portal;
mod race;
mod redeeming;
mod scratch;
mod search;
mod size;

use crate::workspace;
use anyhow::Result;
use clap::Subcommand;
use std::{path::Path, process::Command};

#[derive(Subcommand)]
pub enum Bench {
    /// Bytes of the customers' app as browsers fetch them, against the budgets
    Size,
    /// Lighthouse for phones on a throttled line: medians of the main pages
    Lighthouse(lighthouse::Options),
    /// The API's reads at the size and rate of the design's budget
    Api(api::Options),
    /// Kill the server in the middle of writes, again and again: nothing acknowledged may be lost
    Kill9(kill9::Options),
    /// Kill the server in the middle of redemptions: none may be lost, and none made twice
    #[command(name = "kill9-redeem")]
    Kill9Redeem(kill9_redeem::Options),
    /// Many clients redeem the last items and the last points, on SQLite and through three processes on PostgreSQL
    Race(race::Options),
    /// The ledger: events in batches against the raw limit, redemptions of many clients, the dashboard at two sizes
    Ledger(ledger::Options),
    /// The board at 1,000 to 1,000,000 members beside Redis, on both databases, and many open pages on one server
    Board(board::Options),
    /// The search engine and its peers on real documentation: what is found, how fast, for how many bytes
    Search(search::Options),
}

pub fn run(bench: &Bench) -> Result<()> {
    match bench {
        Bench::Size => size::run(),
        Bench::Lighthouse(options) => lighthouse::run(options),
        Bench::Api(options) => api::run(options),
        Bench::Kill9(options) => kill9::run(options),
        Bench::Kill9Redeem(options) => kill9_redeem::run(options),
        Bench::Race(options) => race::run(options),
        Bench::Ledger(options) => ledger::run(options),
        Bench::Board(options) => board::run(options),
        Bench::Search(options) => search::run(options),
    }
}

/// How many a second.
fn rate(count: usize, seconds: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / seconds
}

/// An example of the storage crate, which measures below HTTP: the one that was given, or built and run by cargo.
fn storage_example(name: &str, given: Option<&Path>) -> Command {
    given.map_or_else(
        || {
            let mut cargo = Command::new("cargo");
            cargo
                .current_dir(workspace::root())
                .args(["run", "--quiet", "--release", "--package", "storage"])
                .args(["--example", name, "--"]);
            cargo
        },
        Command::new,
    )
}
