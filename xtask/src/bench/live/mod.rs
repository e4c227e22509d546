//! Many pages of the board that are open on one server process: the memory they take, and how long after an event was reported
//! each of them is told and the board shows it; and that they miss nothing while they are away.

mod page;

use super::{
    api::percentile,
    portal::{ADMIN, Client, Portal},
};
use crate::{progress, server::Server};
use anyhow::{Context as _, Result, ensure};
use jiff::Timestamp;
use page::Page;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

/// What all open pages together may take.
const MOST_MEMORY: u64 = 60_000_000;
const TOLD_WITHIN: Duration = Duration::from_secs(1);
const APART: Duration = Duration::from_millis(31);
/// People whose pages they are.
const PEOPLE: usize = 10;

/// The board as the app reads it.
const BOARD: &str = "/api/v1/board";

pub fn run(binary: Option<PathBuf>, pages: usize, events: usize) -> Result<()> {
    let portal = Portal::without_app("live", binary)?;
    progress::step("fill with the demo", || portal.fill_with_demo())?;
    let server = portal.start()?;
    let secret = portal.create_key()?;
    let people = sign_in(&portal)?;
    let mut reporter = Reporter::new(&portal, secret, people)?;
    // What the first of each costs is no matter of open pages.
    reporter.report()?;
    reporter.read_all()?;

    let before = resident(server.id())?;
    let mut open = Vec::with_capacity(pages);
    for number in 0..pages {
        let client = &reporter.person(number).client;
        open.push(Page::open(server.origin(), client.cookie(), "")?);
    }
    let after_opening = resident(server.id())?;
    let (mut told, mut shown) = (Vec::new(), Vec::new());
    for number in 0..events {
        // The server looks at fixed intervals, and each event shall meet another moment of them.
        thread::sleep(APART * u32::try_from(number % 7)?);
        let begun = Instant::now();
        let expected = reporter.report()?;
        // One after the other, so that the time of each is what it took at most.
        for page in &mut open {
            page.hear()?;
            told.push(begun.elapsed());
        }
        ensure!(
            reporter.points()? == expected,
            "the board does not show what was told"
        );
        shown.push(begun.elapsed());
        reporter.read_all()?;
    }
    let most = resident(server.id())?.max(after_opening);
    come_back(&server, &mut reporter, open)?;
    let is_lean = show_memory(pages, before, after_opening, most);
    let is_fast = show_times("told", told)? & show_times("shown by the board", shown)?;
    ensure!(is_lean && is_fast, "BELOW what must be reached");
    Ok(())
}

/// Closes all pages, reports an event, and opens them again: each must hear of what it missed, and of nothing else.
fn come_back(server: &Server, reporter: &mut Reporter, open: Vec<Page>) -> Result<()> {
    let known: Vec<String> = open.into_iter().map(|page| page.known).collect();
    reporter.report()?;
    let mut again = Vec::with_capacity(known.len());
    for (number, known) in known.iter().enumerate() {
        let cookie = reporter.person(number).client.cookie();
        again.push(Page::open(server.origin(), cookie, known)?);
    }
    let mut last = BTreeSet::new();
    for page in &mut again {
        page.hear()?;
        last.insert(page.known.clone());
    }
    ensure!(last.len() == 1, "pages that came back stand at {last:?}");
    println!(
        "  {} pages came back and heard of what they had missed: ok",
        again.len()
    );
    Ok(())
}

fn show_memory(pages: usize, before: u64, opened: u64, most: u64) -> bool {
    let more = most.saturating_sub(before);
    let is_lean = more <= MOST_MEMORY;
    println!(
        "  {pages} pages: {} MB before, {} MB once they are open, {} MB at the end; {} MB more, at most {}: {}",
        megabytes(before),
        megabytes(opened),
        megabytes(most),
        megabytes(more),
        megabytes(MOST_MEMORY),
        mark(is_lean)
    );
    is_lean
}

/// The slowest must be fast enough as well.
fn show_times(what: &str, mut times: Vec<Duration>) -> Result<bool> {
    times.sort_unstable();
    let [p50, p99, slowest] =
        [50, 99, 100].map(|percent| percentile(&times, percent).context("no event was told"));
    let slowest = slowest?;
    let is_fast = slowest <= TOLD_WITHIN;
    println!(
        "  from reporting an event until it is {what}: p50 {:.2?}, p99 {:.2?}, slowest {slowest:.2?} of {}, at most {TOLD_WITHIN:?}: {}",
        p50?,
        p99?,
        times.len(),
        mark(is_fast)
    );
    Ok(is_fast)
}

fn mark(is_enough: bool) -> &'static str {
    if is_enough { "ok" } else { "BELOW" }
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10)
}

struct Person {
    email: String,
    client: Client,
}

/// Some people of one company who take part in its board.
fn sign_in(portal: &Portal) -> Result<Vec<Person>> {
    let mut admin = portal.client();
    admin.sign_in(ADMIN)?;
    let members = admin.get("/api/v1/members?limit=100")?.body["items"].clone();
    let mut people = Vec::new();
    let members = members.as_array().context("no members")?;
    for member in members.iter().filter(|member| member["status"] == "active") {
        let email = member["email"].as_str().context("no address")?.to_owned();
        let mut client = portal.client();
        client.sign_in(&email)?;
        if client.get(BOARD)?.body["state"] == "on" {
            people.push(Person { email, client });
        }
        if people.len() == PEOPLE {
            break;
        }
    }
    ensure!(!people.is_empty(), "nobody takes part in the board");
    Ok(people)
}

/// Reports events, each about the next person.
struct Reporter {
    secret: String,
    account: Value,
    people: Vec<Person>,
    reported: usize,
}

impl Reporter {
    fn new(portal: &Portal, secret: String, people: Vec<Person>) -> Result<Self> {
        let first = people.first().context("a person")?;
        let account = first.client.get("/api/v1/me")?.body["account"]["id"].clone();
        ensure!(
            account.is_string(),
            "no company at {}",
            portal.database_url()
        );
        Ok(Self {
            secret,
            account,
            people,
            reported: 0,
        })
    }

    fn person(&self, number: usize) -> &Person {
        &self.people[number % self.people.len()]
    }

    /// Finishes a lesson; gives the points that the person must have then.
    fn report(&mut self) -> Result<i64> {
        self.reported += 1;
        let before = self.points()?;
        let person = self.person(self.reported);
        let event = json!({
            "specversion": "1.0", "id": format!("live {}", self.reported), "source": "bench",
            "type": "lesson.finished", "time": Timestamp::now(), "account": self.account, "member": person.email,
        });
        let answer = person.client.report(&self.secret, &event)?;
        let points = answer.body["items"][0]["awards"][0]["points"].as_i64();
        let points = points.with_context(|| format!("{} {}", answer.status, answer.body))?;
        Ok(before + points)
    }

    /// Of this week, of the person whom the last event was about.
    fn points(&self) -> Result<i64> {
        let board = self.person(self.reported).client.get(BOARD)?;
        let points = board.body["ranking"]["me"]["points"].as_i64();
        points.with_context(|| format!("no points: {} {}", board.status, board.body))
    }

    fn read_all(&self) -> Result<()> {
        for person in &self.people {
            let status = person.client.get(BOARD)?.status;
            ensure!(status == 200, "{BOARD} answered {status}");
        }
        Ok(())
    }
}

/// The memory of a process that is in use.
fn resident(process: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    resident_in(&status).context("this system does not tell how much memory a process uses")
}

/// `VmRSS:   123456 kB`, whose kB are 1,024 bytes.
fn resident_in(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_in_use_is_read_in_bytes() {
        let status = "Name:\tkizuna\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\nThreads:\t4\n";
        assert_eq!(resident_in(status), Some(1_048_576));
        assert_eq!(resident_in("Name:\tkizuna\n"), None);
    }
}
