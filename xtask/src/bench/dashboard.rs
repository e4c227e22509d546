//! The dashboard through HTTP at two sizes of the book: what a read costs, and whether it costs the same; and a long statement
//! page by page, whose last page must cost what its first does.

use super::{
    ledger,
    portal::{Client, Portal},
};
use crate::{process, progress};
use anyhow::{Context as _, Result, ensure};
use std::{
    fmt,
    process::Command,
    time::{Duration, Instant},
};

const ADDRESS: &str = "/api/v1/programme?locale=en";
const STATEMENT: &str = "/api/v1/movements?locale=en&wallet=company&limit=100";
/// Few, so that each has a statement of more than 100,000 lines at a million transfers.
const ACCOUNTS: usize = 4;
const MEMBERS: usize = 10;
/// The first reads fill caches and are not counted.
const WARM_UP: usize = 50;

/// What reads took.
struct Reads {
    median: Duration,
    p99: Duration,
}

/// Measures both sizes and prints them with the ratio of their medians.
pub fn run(options: &ledger::Options) -> Result<()> {
    let small = at_size(options, options.small)?;
    let large = at_size(options, options.large)?;
    println!(
        "GET /programme, large against small: {:.2} of the median, {:.2} of the p99",
        large.median.as_secs_f64() / small.median.as_secs_f64(),
        large.p99.as_secs_f64() / small.p99.as_secs_f64()
    );
    Ok(())
}

fn at_size(options: &ledger::Options, transfers: usize) -> Result<Reads> {
    let reads = options.reads;
    let portal = Portal::without_app("dashboard", options.binary())?;
    let scale = format!("{ACCOUNTS},{MEMBERS},{transfers}");
    progress::step(&format!("fill with {transfers} transfers"), || {
        let mut demo = Command::new(portal.binary());
        demo.args(["demo", "--database", portal.database_url()])
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
    let reads = Reads::of(times);
    println!("GET /programme at {transfers} transfers: {reads}");
    let (lines, pages) = walk(clients.first().context("a client")?)?;
    println!("GET /movements, {lines} lines by pages of 100: {pages}");
    Ok(reads)
}

/// Reads the company's statement from its first page to its last.
fn walk(client: &Client) -> Result<(usize, Reads)> {
    let (mut lines, mut times) = (0, Vec::new());
    let mut address = STATEMENT.to_owned();
    loop {
        let begun = Instant::now();
        let page = client.get(&address)?;
        times.push(begun.elapsed());
        let items = page.body["items"].as_array();
        lines += items
            .with_context(|| format!("no list: {}", page.body))?
            .len();
        match page.body["next_cursor"].as_str() {
            Some(cursor) => address = format!("{STATEMENT}&cursor={cursor}"),
            None => return Ok((lines, Reads::of(times))),
        }
    }
}

impl Reads {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        Self {
            median: at(50),
            p99: at(99),
        }
    }
}

impl fmt::Display for Reads {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, p99 } = self;
        write!(formatter, "median {median:.2?}, p99 {p99:.2?}")
    }
}
