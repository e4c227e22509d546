//! Kills the server with SIGKILL in the middle of redemptions, starts it again, and looks whether everything that it had
//! acknowledged is there, and whether a repetition with the same key redeems a second time: every reward costs one point, so
//! the company's balance tells exactly how many there were.

use super::kill9::{chance, check_integrity, joined, wait_for_kill};
use super::portal::{ADMIN, Client, Portal};
use crate::{
    postgres::{Cluster, Flush},
    progress, server,
};
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

#[derive(clap::Args)]
pub struct Options {
    /// How many times to kill it
    #[arg(long, default_value_t = 100)]
    times: usize,
    /// On PostgreSQL: the server is killed, the database goes on
    #[arg(long)]
    postgres: bool,
    /// A server that is built already
    #[arg(long)]
    binary: Option<PathBuf>,
}

pub(super) const REDEMPTIONS: &str = "/api/v1/redemptions";
/// Of what the programme's file says of two rewards and of spending.
pub(super) const COURSE: &str =
    "cost = 450\nwallet = \"account\"\nstock = 60\nneeds_approval = true";
pub(super) const WORKSHOP: &str =
    "cost = 800\nwallet = \"account\"\nstock = 24\nlimit_per_account = 4";
/// An account admin may spend without another.
pub(super) const WITHOUT_APPROVAL: (&str, &str) = (
    "account_without_approval = 0",
    "account_without_approval = 1",
);
/// Walking the whole book takes a while, so not after every kill.
const VERIFY_EVERY: usize = 25;
/// Clients that redeem at once; one more asks and takes back.
const REDEEMERS: usize = 3;
const LONGEST_LIFE: Duration = Duration::from_millis(600);

/// What the clients did in one life of the server.
#[derive(Default)]
struct Life {
    /// Ids of redemptions that were acknowledged and stay.
    redeemed: Vec<String>,
    /// Ids of those whose taking back was acknowledged.
    taken_back: Vec<String>,
    /// Requests that broke off: there or not, but never twice.
    broken_off: Vec<Request>,
}

/// One write with its key.
#[derive(Clone)]
struct Request {
    path: String,
    key: String,
    body: serde_json::Value,
}

pub fn run(options: &Options) -> Result<()> {
    let mut portal = Portal::without_app("kill9-redeem", options.binary.clone())?;
    let cluster = options
        .postgres
        .then(|| Cluster::start(Flush::Always))
        .transpose()?;
    if let Some(cluster) = &cluster {
        portal.keep_in(cluster.create_database("kill9")?);
    }
    portal.fill_with_demo()?;
    portal.follow_changed(&[
        WITHOUT_APPROVAL,
        (
            COURSE,
            "cost = 1\nwallet = \"account\"\nstock = \"unlimited\"\nneeds_approval = false",
        ),
        (
            WORKSHOP,
            "cost = 1\nwallet = \"account\"\nstock = \"unlimited\"",
        ),
    ])?;
    let mut client = portal.client();
    let mut server = portal.start()?;
    client.sign_in(ADMIN)?;
    give_points(&portal, &client)?;
    let start = Instant::now();
    let mut balance = company_points(&client)?;
    let (mut acknowledged, mut repeated) = (0, 0);
    for life in 0..options.times {
        let mut written = write_until_killed(server, &client, life)?;
        server = portal.start()?;
        acknowledged += written.redeemed.len() + written.taken_back.len();
        repeated += written.broken_off.len();
        repeat(&client, &mut written)?;
        balance = look(&client, &written, balance)?;
        if (life + 1) % VERIFY_EVERY == 0 || life + 1 == options.times {
            drop(server);
            if cluster.is_none() {
                check_integrity(&portal)?;
            }
            portal.verify_ledger()?;
            println!(
                "{} kills: {acknowledged} acknowledged, {repeated} broken off and repeated, 0 lost, 0 doubled, ledger ok",
                life + 1
            );
            server = portal.start()?;
        }
    }
    drop(server);
    println!(
        "{} kills in {}",
        options.times,
        progress::seconds(start.elapsed())
    );
    Ok(())
}

/// A purchase, so large that the points last.
pub(super) fn give_points(portal: &Portal, admin: &Client) -> Result<()> {
    let secret = portal.create_key()?;
    let me = admin.get("/api/v1/me")?;
    let event = json!({
        "specversion": "1.0", "id": "large order", "source": "bench", "type": "purchase.completed",
        "account": me.body["account"]["id"], "time": "2026-11-01T00:00:00Z",
        "data": { "amount": 1_000_000_000_i64, "currency": "EUR" },
    });
    let taken = admin.report(&secret, &event)?;
    ensure!(
        taken.body["items"][0]["fate"] == "accepted",
        "{}",
        taken.body
    );
    Ok(())
}

pub(super) fn company_points(client: &Client) -> Result<i64> {
    let rewards = client.get("/api/v1/rewards")?;
    let points = rewards.body["company_points"].as_i64();
    points.with_context(|| format!("no catalogue: {}", rewards.body))
}

fn write_until_killed(server: server::Server, client: &Client, life: usize) -> Result<Life> {
    let killed = AtomicBool::new(false);
    let killed = &killed;
    thread::scope(|scope| {
        let mut clients: Vec<_> = (0..REDEEMERS)
            .map(|number| scope.spawn(move || redeem(client, life, number, killed)))
            .collect();
        clients.push(scope.spawn(move || ask_and_take_back(client, life, killed)));
        thread::sleep(LONGEST_LIFE.mul_f64(chance()));
        // First the kill: the flag only tells the clients why their requests break off.
        let kill = server.kill();
        killed.store(true, Ordering::SeqCst);
        let mut written = Life::default();
        for client in clients {
            let of_client = joined(client)?;
            written.redeemed.extend(of_client.redeemed);
            written.taken_back.extend(of_client.taken_back);
            written.broken_off.extend(of_client.broken_off);
        }
        kill?;
        Ok(written)
    })
}

impl Request {
    fn redeem(reward: &str, key: String) -> Self {
        Self {
            path: REDEMPTIONS.to_owned(),
            key,
            body: json!({ "reward": reward }),
        }
    }

    /// The id in the answer; nothing when the request broke off.
    fn send(&self, client: &Client, killed: &AtomicBool) -> Result<Option<String>> {
        match client.post(&self.path, &self.key, &self.body) {
            Ok(answer) => {
                let id = answer.body["id"].as_str().map(str::to_owned);
                ensure!(
                    id.is_some(),
                    "{}: {} {}",
                    self.key,
                    answer.status,
                    answer.body
                );
                Ok(id)
            }
            Err(error) => {
                wait_for_kill(killed).context(error)?;
                Ok(None)
            }
        }
    }
}

fn redeem(client: &Client, life: usize, number: usize, killed: &AtomicBool) -> Result<Life> {
    let mut written = Life::default();
    for turn in 0.. {
        let key = format!("life {life} client {number} turn {turn}");
        let request = Request::redeem("advanced-course-seats", key);
        let Some(id) = request.send(client, killed)? else {
            written.broken_off.push(request);
            break;
        };
        written.redeemed.push(id);
    }
    Ok(written)
}

/// Asks for what waits, and takes it back: half of the writes end a hold.
fn ask_and_take_back(client: &Client, life: usize, killed: &AtomicBool) -> Result<Life> {
    let mut written = Life::default();
    for turn in 0.. {
        let key = format!("life {life} asker turn {turn}");
        let request = Request::redeem("remote-workshop", key.clone());
        let Some(id) = request.send(client, killed)? else {
            written.broken_off.push(request);
            break;
        };
        let cancel = Request {
            path: format!("{REDEMPTIONS}/{id}/cancellation"),
            key: format!("{key} back"),
            body: json!({}),
        };
        if cancel.send(client, killed)?.is_none() {
            written.broken_off.push(cancel);
            break;
        }
        written.taken_back.push(id);
    }
    Ok(written)
}

/// The same key and body again must give the one redemption, whether or not the first try arrived; and again the same.
fn repeat(client: &Client, written: &mut Life) -> Result<()> {
    let never = AtomicBool::new(false);
    for request in std::mem::take(&mut written.broken_off) {
        let first = request.send(client, &never)?;
        let second = request.send(client, &never)?;
        ensure!(
            first == second,
            "{} gave {first:?} and {second:?}",
            request.key
        );
        let id = first.context("the server is there")?;
        if request.path == REDEMPTIONS {
            written.redeemed.push(id);
        } else {
            written.taken_back.push(id);
        }
    }
    Ok(())
}

/// Everything is there in its state, and the balance knows of nothing else. Gives the balance.
fn look(client: &Client, written: &Life, before: i64) -> Result<i64> {
    for (ids, states) in [
        (&written.redeemed, ["fulfilled", "waiting"]),
        (&written.taken_back, ["cancelled", "cancelled"]),
    ] {
        for id in ids {
            let found = client.get(&format!("{REDEMPTIONS}/{id}"))?;
            let state = found.body["state"].as_str().unwrap_or("lost");
            ensure!(states.contains(&state), "{id} is {state}: {}", found.body);
        }
    }
    let points = company_points(client)?;
    let spent = i64::try_from(written.redeemed.len())?;
    ensure!(
        before - points == spent,
        "{spent} redemptions were made, and {} points are gone",
        before - points
    );
    Ok(points)
}
