//! Measures the ledger: batches of events against the raw limit, redemptions of many clients, the dashboard at two sizes.
//!
//! What is measured below HTTP is an example of the storage crate, since nothing here may know what the portal does; then
//! everything is asked for through HTTP, as programs and browsers do.

use super::{dashboard, facts, redeeming};
use crate::process;
use anyhow::Result;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// Events to take in, in batches of 1,000
    #[arg(long, default_value_t = 100_000)]
    pub events: usize,
    /// Clients that redeem at the same time
    #[arg(long, default_value_t = 32)]
    clients: usize,
    /// Redemptions of all clients together
    #[arg(long, default_value_t = 6_400)]
    redemptions: usize,
    /// Transfers of the small book
    #[arg(long, default_value_t = 10_000)]
    pub small: usize,
    /// Transfers of the large book
    #[arg(long, default_value_t = 1_000_000)]
    pub large: usize,
    /// Reads of the dashboard at each size
    #[arg(long, default_value_t = 2_000)]
    pub reads: usize,
    /// The example `ledger_bench` of the storage crate, built already
    #[arg(long)]
    example: Option<PathBuf>,
    /// A server that is built already
    #[arg(long)]
    binary: Option<PathBuf>,
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
    options.example(&sizes.map(|size| size.to_string()))?;
    facts::run(options)?;
    redeeming::run(options.binary(), options.clients, options.redemptions)?;
    dashboard::run(options)
}

impl Options {
    pub fn binary(&self) -> Option<PathBuf> {
        self.binary.clone()
    }

    /// Runs the example of the storage crate that measures below HTTP.
    pub fn example(&self, arguments: &[String]) -> Result<()> {
        let mut command = super::storage_example("ledger_bench", self.example.as_deref());
        process::run(command.args(arguments))
    }
}
