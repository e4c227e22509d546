//! Many clients redeem the last items and the last points at the same moment: exactly what is there is given, and every client
//! is answered. Once with one process on SQLite, once with three processes on PostgreSQL.

use super::{
    kill9,
    kill9_redeem::{COURSE, REDEMPTIONS, WORKSHOP, company_points},
    portal::{ADMIN, Client, Portal},
};
use crate::{
    postgres::{Cluster, Flush},
    process, server,
};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;
use std::{
    path::PathBuf,
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

#[derive(clap::Args)]
pub struct Options {
    /// Clients that redeem at once
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// How often on each database
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// A server that is built already
    #[arg(long)]
    binary: Option<PathBuf>,
}

const PROCESSES: usize = 3;
/// How many can still be had when the race begins.
const LEFT: i64 = 10;
/// What the reward costs that is limited by points alone.
const COST: i64 = 50;

/// What is raced for.
struct Prize {
    what: &'static str,
    reward: &'static str,
    /// The code of the refusal once nothing is left.
    refusal: &'static str,
    left: fn(&Client) -> Result<i64>,
}

const PRIZES: [Prize; 2] = [
    Prize {
        what: "items",
        reward: "advanced-course-seats",
        refusal: "sold_out",
        left: items_left,
    },
    Prize {
        what: "points",
        reward: "remote-workshop",
        refusal: "points",
        left: |client| Ok(company_points(client)? / COST),
    },
];

pub fn run(options: &Options) -> Result<()> {
    for number in 1..=options.runs {
        let mut portal = Portal::without_app("race", options.binary.clone())?;
        race(&mut portal, 1, options.clients).with_context(|| format!("run {number} on SQLite"))?;
        println!("run {number} on SQLite, one process: ok");
    }
    let cluster = Cluster::start(Flush::Always)?;
    for number in 1..=options.runs {
        let mut portal = Portal::without_app("race", options.binary.clone())?;
        portal.keep_in(cluster.create_database(&format!("race{number}"))?);
        race(&mut portal, PROCESSES, options.clients)
            .with_context(|| format!("run {number} on PostgreSQL"))?;
        println!("run {number} on PostgreSQL, {PROCESSES} processes: ok");
    }
    Ok(())
}

fn race(portal: &mut Portal, processes: usize, clients: usize) -> Result<()> {
    portal.fill_with_demo()?;
    let free = format!(
        "cost = {COST}\nwallet = \"account\"\nstock = \"unlimited\"\nneeds_approval = false"
    );
    portal.follow_changed(&[
        (
            "account_without_approval = 0",
            "account_without_approval = 1000",
        ),
        (
            COURSE,
            "cost = 1\nwallet = \"account\"\nstock = 30\nneeds_approval = false",
        ),
        (&format!("{WORKSHOP}\nneeds_approval = true"), &free),
    ])?;
    let servers: Vec<server::Server> = (0..processes)
        .map(|_| portal.start_at(process::free_port()?))
        .collect::<Result<_>>()?;
    let origins: Vec<&str> = servers.iter().map(server::Server::origin).collect();
    let mut admin = portal.client().at(origins[0]);
    admin.sign_in(ADMIN)?;
    for prize in &PRIZES {
        prize.leave_few(&admin)?;
        let clients: Vec<Client> = (0..clients)
            .map(|number| admin.at(origins[number % origins.len()]))
            .collect();
        let (given, slowest) = prize.redeem_at_once(&clients)?;
        let left = (prize.left)(&admin)?;
        println!(
            "  the last {LEFT} {}: {} clients, {given} given, {left} left, slowest answer {slowest:.2?}",
            prize.what,
            clients.len()
        );
        ensure!(given == LEFT && left == 0, "not exactly what was there");
    }
    portal.verify_ledger()
}

fn items_left(client: &Client) -> Result<i64> {
    let rewards = client.get("/api/v1/rewards")?;
    let items = rewards.body["items"].as_array().context("no catalogue")?;
    let item = items.iter().find(|item| item["id"] == PRIZES[0].reward);
    let left = item.and_then(|item| item["left"].as_i64());
    left.with_context(|| format!("nothing is said of what is left: {}", rewards.body))
}

impl Prize {
    fn redeem(&self, client: &Client, key: &str) -> Result<bool> {
        let answer = client.post(REDEMPTIONS, key, &json!({ "reward": self.reward }))?;
        match (answer.status, answer.body["errors"][0]["code"].as_str()) {
            (201, _) => Ok(true),
            (409, Some(code)) if code == self.refusal => Ok(false),
            _ => bail!("{} {}", answer.status, answer.body),
        }
    }

    fn leave_few(&self, admin: &Client) -> Result<()> {
        let left = (self.left)(admin)?;
        ensure!(left >= LEFT, "only {left} {} are left", self.what);
        for number in LEFT..left {
            let key = format!("{} before {number}", self.what);
            ensure!(self.redeem(admin, &key)?, "{number} were left");
        }
        Ok(())
    }

    /// How many were given, and how long the slowest answer took. Every client asks twice with its key: the second time may not redeem again.
    fn redeem_at_once(&self, clients: &[Client]) -> Result<(i64, Duration)> {
        let barrier = &Barrier::new(clients.len());
        let race = |number: usize, client: &Client| {
            let key = format!("{} {number}", self.what);
            barrier.wait();
            let begun = Instant::now();
            let is_given = self.redeem(client, &key)?;
            let took = begun.elapsed();
            // What was refused may be asked for again with the same key; what was given stays the same one.
            ensure!(
                self.redeem(client, &key)? == is_given,
                "another answer to {key}"
            );
            Ok((is_given, took))
        };
        let race = &race;
        thread::scope(|scope| {
            let runners: Vec<_> = clients
                .iter()
                .enumerate()
                .map(|(number, client)| scope.spawn(move || race(number, client)))
                .collect();
            let (mut given, mut slowest) = (0, Duration::ZERO);
            for runner in runners {
                let (is_given, took) = kill9::joined(runner)?;
                given += i64::from(is_given);
                slowest = slowest.max(took);
            }
            Ok((given, slowest))
        })
    }
}
