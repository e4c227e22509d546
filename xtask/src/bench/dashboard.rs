//! The dashboard through HTTP at two sizes of the book: what a read costs, and whether it costs the same.

use super::portal::{Client, Portal};
use crate::{process, progress};
use anyhow::{Context as _, Result, ensure};
use std::{
    process::Command,
    time::{Duration, Instant},
};

const ADDRESS: &str = "/api/v1/programme?locale=en";
const ACCOUNTS: usize = 20;
const MEMBERS: usize = 10;
/// The first reads fill caches and are not counted.
const WARM_UP: usize = 50;

/// What the reads took at one size.
pub struct Reads {
    transfers: usize,
    median: Duration,
    p99: Duration,
}

/// Measures both sizes and prints them with the ratio of their medians.
pub fn run(small: usize, large: usize, reads: usize) -> Result<()> {
    let small = at_size(small, reads)?;
    let large = at_size(large, reads)?;
    for size in [&small, &large] {
        let (median, p99) = (size.median, size.p99);
        println!(
            "GET /programme at {} transfers: median {median:.2?}, p99 {p99:.2?}",
            size.transfers
        );
    }
    println!(
        "GET /programme, large against small: {:.2} of the median, {:.2} of the p99",
        large.median.as_secs_f64() / small.median.as_secs_f64(),
        large.p99.as_secs_f64() / small.p99.as_secs_f64()
    );
    Ok(())
}

fn at_size(transfers: usize, reads: usize) -> Result<Reads> {
    let portal = Portal::without_app("dashboard", None)?;
    let scale = format!("{ACCOUNTS},{MEMBERS},{transfers}");
    progress::step(&format!("fill with {transfers} transfers"), || {
        let mut demo = Command::new(portal.binary());
        demo.args(["demo", "--database", &portal.database_url()])
            .args(["--scale", &scale]);
        process::capture(&mut demo).map(drop)
    })?;
    let _server = portal.start()?;
    let clients = (0..ACCOUNTS).map(|account| {
        let mut client = portal.client();
        client.sign_in(&format!("person1@company{account}.example"))?;
        Ok(client)
    });
    let clients: Vec<Client> = clients.collect::<Result<_>>()?;
    let mut times = Vec::with_capacity(reads);
    for number in 0..reads + WARM_UP {
        let client = clients.get(number % clients.len()).context("a client")?;
        let begun = Instant::now();
        let answer = client.get(ADDRESS)?;
        let took = begun.elapsed();
        ensure!(answer.status == 200, "{ADDRESS} answered {}", answer.status);
        if number >= WARM_UP {
            times.push(took);
        }
    }
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    Ok(Reads {
        transfers,
        median: at(50),
        p99: at(99),
    })
}
