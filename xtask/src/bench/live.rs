//! Many pages of the board that are open on one server process: the memory they take, and how long after an event was reported
//! each of them is told and the board shows it.

use super::{
    api::percentile,
    portal::{ADMIN, Client, Portal},
};
use crate::progress;
use anyhow::{Context as _, Result, bail, ensure};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
    path::PathBuf,
    time::{Duration, Instant},
};

/// What all open pages together may take.
const MOST_MEMORY: u64 = 60_000_000;
const TOLD_WITHIN: Duration = Duration::from_secs(1);
/// A page that hears nothing for so long has missed something.
const PATIENCE: Duration = Duration::from_secs(10);
/// People whose pages they are.
const PEOPLE: usize = 10;

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
        open.push(Page::open(server.origin(), client.cookie())?);
    }
    let after_opening = resident(server.id())?;
    let (mut told, mut shown) = (Vec::new(), Vec::new());
    for _ in 0..events {
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
    drop(open);
    let is_lean = show_memory(pages, before, after_opening, most);
    let is_fast = show_times("told", told)? & show_times("shown by the board", shown)?;
    ensure!(is_lean && is_fast, "BELOW what must be reached");
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
    let members = admin.get("/api/v1/members?state=active&limit=100")?.body["items"].clone();
    let mut people = Vec::new();
    for member in members.as_array().context("no members")? {
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

/// A connection that listens to the board.
struct Page(BufReader<TcpStream>);

impl Page {
    fn open(origin: &str, cookie: &str) -> Result<Self> {
        let host = origin.strip_prefix("http://").context("an address")?;
        let mut connection = TcpStream::connect(host)?;
        connection.set_read_timeout(Some(PATIENCE))?;
        let request = format!(
            "GET {BOARD}/live HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n"
        );
        connection.write_all(request.as_bytes())?;
        let mut page = Self(BufReader::new(connection));
        let status = page.line()?;
        ensure!(status.contains(" 200 "), "{BOARD}/live answered {status}");
        while !page.line()?.starts_with(": open") {}
        Ok(page)
    }

    /// Waits for the next message.
    fn hear(&mut self) -> Result<()> {
        loop {
            let line = self.line()?;
            if let Some(data) = line.strip_prefix("data:") {
                ensure!(data.trim() == "\"points\"", "told {data} instead of points");
                return Ok(());
            }
        }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        let read = self
            .0
            .read_line(&mut line)
            .context("a page heard nothing")?;
        if read == 0 {
            bail!("the server ended the connection of a page");
        }
        Ok(line)
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
