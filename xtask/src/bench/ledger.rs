//! Measures the ledger: batches of events against the raw limit, redemptions of many clients, the dashboard at two sizes.
//!
//! What is measured below HTTP is an example of the storage crate, since nothing here may know what the portal does; then the
//! dashboard is asked for as a browser does.

use super::dashboard;
use crate::{process, workspace};
use anyhow::Result;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// Events to take in, in batches of 1,000
    #[arg(long, default_value_t = 100_000)]
    events: usize,
    /// Clients that redeem at the same time
    #[arg(long, default_value_t = 32)]
    clients: usize,
    /// Redemptions of all clients together
    #[arg(long, default_value_t = 6_400)]
    redemptions: usize,
    /// Transfers of the small book
    #[arg(long, default_value_t = 10_000)]
    small: usize,
    /// Transfers of the large book
    #[arg(long, default_value_t = 1_000_000)]
    large: usize,
    /// Reads of the dashboard at each size
    #[arg(long, default_value_t = 2_000)]
    reads: usize,
}

pub fn run(options: &Options) -> Result<()> {
    let sizes = [
        options.events,
        options.clients,
        options.redemptions,
        options.small,
        options.large,
        options.reads,
    ];
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(workspace::root())
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "storage",
            "--example",
            "ledger_bench",
            "--",
        ])
        .args(sizes.map(|size| size.to_string()));
    process::run(&mut cargo)?;
    dashboard::run(options.small, options.large, options.reads)
}
