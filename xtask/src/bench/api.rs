//! The API's reads at the size that the design names: one release server on SQLite, a constant rate of requests from people of
//! many companies, and the times in which they are answered.
//!
//! The loop is open: each request has its moment, whether or not the earlier ones are answered, and its time is counted from
//! that moment. A server that stops for a second is so charged with every request that came in that second.

use super::portal::{Client, Portal};
use crate::{process, progress};
use anyhow::{Context as _, Result, ensure};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

const BUDGET: Duration = Duration::from_millis(25);
/// Requests that may be under way at once: enough that none waits here for its turn while the server keeps the budget.
const WORKERS: usize = 48;
/// The first requests fill caches and open connections, and are not counted.
const WARM_UP: Duration = Duration::from_secs(2);

/// What is read, and how many of ten requests read it.
const MIX: [(&str, usize); 8] = [
    ("/api/v1/home", 2),
    ("/api/v1/programme", 1),
    ("/api/v1/movements", 1),
    ("/api/v1/members", 1),
    ("/api/v1/account", 1),
    ("/api/v1/articles", 1),
    ("/api/v1/articles/start/welcome", 2),
    ("/api/v1/session", 1),
];

#[derive(clap::Args)]
pub struct Options {
    #[arg(long, default_value_t = 100)]
    accounts: usize,
    /// Of each account
    #[arg(long, default_value_t = 200)]
    members: usize,
    /// Of all accounts together
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
    /// Requests a second
    #[arg(long, default_value_t = 1_000)]
    rate: u32,
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// People who are signed in
    #[arg(long, default_value_t = 50)]
    sessions: usize,
    /// A server that is built already, rather than the release server of this checkout
    #[arg(long)]
    binary: Option<PathBuf>,
}

/// One request after it was answered.
struct Sample {
    path: &'static str,
    /// From the moment at which it was due.
    took: Duration,
    status: u16,
}

pub fn run(options: &Options) -> Result<()> {
    ensure!(options.rate > 0, "at least one request a second");
    ensure!(
        options.sessions > 0 && options.sessions <= options.accounts * options.members,
        "there are as many sessions as people at most, and at least one"
    );
    let portal = Portal::without_app("api", options.binary.clone())?;
    progress::step("fill the database", || fill(&portal, options))?;
    let _server = portal.start()?;
    let clients = progress::step("sign in", || sign_in(&portal, options))?;
    let samples = progress::step("read", || read(&clients, options))?;
    let warm = usize::try_from(u64::from(options.rate) * WARM_UP.as_secs())?;
    report(samples.get(warm..).unwrap_or_default())
}

fn fill(portal: &Portal, options: &Options) -> Result<()> {
    let Options {
        accounts,
        members,
        events,
        ..
    } = options;
    let mut demo = Command::new(portal.binary());
    demo.args(["demo", "--database", portal.database_url()])
        .args(["--scale", &format!("{accounts},{members},{events}")]);
    process::capture(&mut demo).map(drop)
}

/// People of as many companies as there are.
fn sign_in(portal: &Portal, options: &Options) -> Result<Vec<Client>> {
    let person = |number: usize| {
        let mut client = portal.client();
        let (account, member) = (number % options.accounts, number / options.accounts);
        client.sign_in(&format!("person{member}@company{account}.example"))?;
        Ok(client)
    };
    (0..options.sessions).map(person).collect()
}

/// Sends every request at its moment; gives what became of them, in the order of their moments.
fn read(clients: &[Client], options: &Options) -> Result<Vec<Sample>> {
    let paths: Vec<&'static str> = MIX
        .iter()
        .flat_map(|(path, times)| std::iter::repeat_n(*path, *times))
        .collect();
    let period = Duration::from_secs(1) / options.rate;
    let length = WARM_UP + Duration::from_secs(options.seconds);
    let count = usize::try_from(u64::from(options.rate) * length.as_secs())?;
    let (next, start) = (AtomicUsize::new(0), Instant::now());
    let work = || -> Result<Vec<(usize, Sample)>> {
        let mut samples = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return Ok(samples);
            }
            let due = start + period * u32::try_from(number)?;
            thread::sleep(due.saturating_duration_since(Instant::now()));
            // One person reads everything in turn, then the next one does: so each reads of each.
            let path = paths[number % paths.len()];
            let status = clients[number / paths.len() % clients.len()]
                .get(path)?
                .status;
            let took = due.elapsed();
            samples.push((number, Sample { path, took, status }));
        }
    };
    let mut samples = Vec::with_capacity(count);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let part = worker
                .join()
                .unwrap_or_else(|_| anyhow::bail!("a worker panicked"))?;
            samples.extend(part);
        }
        anyhow::Ok(())
    })?;
    samples.sort_by_key(|(number, _)| *number);
    Ok(samples.into_iter().map(|(_, sample)| sample).collect())
}

fn report(samples: &[Sample]) -> Result<()> {
    let failed = samples.iter().filter(|sample| sample.status != 200).count();
    let mut routes: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for sample in samples {
        routes.entry(sample.path).or_default().push(sample.took);
    }
    println!(
        "{:<34} {:>8} {:>9} {:>9} {:>9}",
        "", "requests", "p50 ms", "p95 ms", "p99 ms"
    );
    for (path, times) in routes {
        print_line(path, &mut { times })?;
    }
    let mut all: Vec<Duration> = samples.iter().map(|sample| sample.took).collect();
    let worst = print_line("all", &mut all)?;
    ensure!(failed == 0, "{failed} requests were not answered with 200");
    ensure!(
        worst <= BUDGET,
        "p99 is {:.1} ms, the budget {} ms",
        milliseconds(worst),
        BUDGET.as_millis()
    );
    Ok(())
}

/// Prints one line of the table; gives the 99th percentile.
fn print_line(name: &str, times: &mut [Duration]) -> Result<Duration> {
    times.sort_unstable();
    let [p50, p95, p99] = [50, 95, 99].map(|percent| percentile(times, percent));
    let p99 = p99.context("no request was counted")?;
    println!(
        "{name:<34} {:>8} {:>9.2} {:>9.2} {:>9.2}",
        times.len(),
        milliseconds(p50.unwrap_or_default()),
        milliseconds(p95.unwrap_or_default()),
        milliseconds(p99)
    );
    Ok(p99)
}

/// The smallest time that so many of a hundred do not exceed.
pub(super) fn percentile(sorted: &[Duration], percent: usize) -> Option<Duration> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let times: Vec<_> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 50), Some(Duration::from_millis(100)));
        assert_eq!(percentile(&times, 99), Some(Duration::from_millis(198)));
        assert_eq!(percentile(&times[..1], 99), Some(Duration::from_millis(1)));
        assert_eq!(percentile(&[], 99), None);
    }
}
