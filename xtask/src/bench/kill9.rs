//! Kills the server with SIGKILL in the middle of writes, starts it again, and looks whether everything that it had acknowledged
//! is there: invitations (found by address, exactly once) and profile changes (not older than the last acknowledged one).

use super::portal::{ADMIN, Client, Portal};
use crate::{process, progress, server};
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::{
    fs,
    hash::{BuildHasher as _, RandomState},
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

#[derive(clap::Args)]
pub struct Options {
    /// How many times to kill it
    #[arg(long, default_value_t = 200)]
    times: usize,
}

/// Looking through the whole database takes a while, so not after every kill.
const INTEGRITY_EVERY: usize = 25;
/// Writers that invite at the same time; one more changes a profile.
const INVITERS: usize = 3;
/// A busy machine takes a while to end a process.
const KILLED_WITHIN: Duration = Duration::from_secs(10);
/// Writes may go on for up to this long before the kill.
const LONGEST_LIFE: Duration = Duration::from_millis(400);

/// What the writers did in one life of the server.
#[derive(Default)]
struct Life {
    /// Addresses whose invitation was acknowledged.
    invited: Vec<String>,
    /// Addresses whose request broke off: there or not, but never twice.
    broken_off: Vec<String>,
    /// Number of the last acknowledged name, and of the last one sent.
    named: usize,
    last_name_sent: usize,
}

pub fn run(options: &Options) -> Result<()> {
    let portal = Portal::prepare("kill9", None)?;
    let mut client = portal.client();
    let mut server = portal.start()?;
    client.sign_in(ADMIN)?;
    let start = Instant::now();
    let (mut acknowledged, mut lost, mut twice) = (0, 0, 0);
    for life in 0..options.times {
        let written = write_until_killed(server, &client, life)?;
        server = portal.start()?;
        let (missing, doubled) = look(&client, life, &written)?;
        acknowledged += written.invited.len() + written.named;
        lost += missing;
        twice += doubled;
        if (life + 1) % INTEGRITY_EVERY == 0 || life + 1 == options.times {
            drop(server);
            check_integrity(&portal)?;
            println!(
                "{} kills: {acknowledged} acknowledged writes, {lost} lost, {twice} doubled, integrity ok",
                life + 1
            );
            server = portal.start()?;
        }
    }
    drop(server);
    println!(
        "{} kills in {}: {acknowledged} acknowledged writes, {lost} lost, {twice} doubled",
        options.times,
        progress::seconds(start.elapsed())
    );
    ensure!(
        lost == 0 && twice == 0,
        "an acknowledged write was lost or made twice"
    );
    Ok(())
}

fn write_until_killed(server: server::Server, client: &Client, life: usize) -> Result<Life> {
    let killed = AtomicBool::new(false);
    let killed = &killed;
    thread::scope(|scope| {
        let inviters: Vec<_> = (0..INVITERS)
            .map(|writer| scope.spawn(move || invite(client, life, writer, killed)))
            .collect();
        let namer = scope.spawn(|| rename(client, life, killed));
        thread::sleep(LONGEST_LIFE.mul_f64(chance()));
        // First the kill: the flag only tells the writers why their requests break off.
        let kill = server.kill();
        killed.store(true, Ordering::SeqCst);
        let mut written = Life::default();
        for inviter in inviters {
            let (invited, broken_off) = joined(inviter)?;
            written.invited.extend(invited);
            written.broken_off.extend(broken_off);
        }
        (written.named, written.last_name_sent) = joined(namer)?;
        kill?;
        Ok(written)
    })
}

pub(super) fn joined<T>(writer: thread::ScopedJoinHandle<Result<T>>) -> Result<T> {
    writer
        .join()
        .unwrap_or_else(|_| anyhow::bail!("a writer panicked"))
}

fn invite(
    client: &Client,
    life: usize,
    writer: usize,
    killed: &AtomicBool,
) -> Result<(Vec<String>, Vec<String>)> {
    let (mut invited, mut broken_off) = (Vec::new(), Vec::new());
    for number in 0.. {
        let email = format!("life{life}.writer{writer}.number{number}@hoshino.example");
        match client.post("/api/v1/members", &email, &invitation(&email)) {
            Ok(answer) => {
                ensure!(
                    answer.status == 201,
                    "inviting {email}: {} {}",
                    answer.status,
                    answer.body
                );
                invited.push(email);
            }
            Err(error) => {
                broken_off.push(email);
                wait_for_kill(killed).context(error)?;
                break;
            }
        }
    }
    Ok((invited, broken_off))
}

fn rename(client: &Client, life: usize, killed: &AtomicBool) -> Result<(usize, usize)> {
    let mut acknowledged = 0;
    for number in 1.. {
        match client.patch("/api/v1/me", &json!({ "name": name(life, number) })) {
            Ok(answer) => {
                ensure!(
                    answer.status == 200,
                    "changing the name: {} {}",
                    answer.status,
                    answer.body
                );
                acknowledged = number;
            }
            Err(error) => {
                wait_for_kill(killed).context(error)?;
                return Ok((acknowledged, number));
            }
        }
    }
    Ok((acknowledged, acknowledged))
}

/// A request may break off a moment before the flag says why; if it does not come, it broke off for another reason.
pub(super) fn wait_for_kill(killed: &AtomicBool) -> Result<()> {
    let deadline = Instant::now() + KILLED_WITHIN;
    while !killed.load(Ordering::SeqCst) {
        ensure!(
            Instant::now() < deadline,
            "a request broke off though the server was not killed"
        );
        thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// How many acknowledged writes are missing and how many are there twice.
fn look(client: &Client, life: usize, written: &Life) -> Result<(usize, usize)> {
    let (mut missing, mut doubled) = (0, 0);
    for email in &written.broken_off {
        // The same key and body again must give the one invitation, whether or not the first try arrived.
        let answer = client.post("/api/v1/members", email, &invitation(email))?;
        ensure!(
            answer.status == 201,
            "inviting {email} again: {} {}",
            answer.status,
            answer.body
        );
    }
    for email in written.invited.iter().chain(&written.broken_off) {
        let answer = client.get(&format!("/api/v1/members?q={email}"))?;
        let found = answer.body["items"]
            .as_array()
            .with_context(|| format!("no list: {}", answer.body))?;
        let exact = found
            .iter()
            .filter(|member| member["email"] == email.as_str())
            .count();
        missing += usize::from(exact == 0);
        doubled += exact.saturating_sub(1);
    }
    if written.named > 0 {
        let me = client.get("/api/v1/me")?;
        let allowed: Vec<String> = (written.named..=written.last_name_sent)
            .map(|number| name(life, number))
            .collect();
        let is_there = me.body["name"]
            .as_str()
            .is_some_and(|name| allowed.iter().any(|other| other == name));
        missing += usize::from(!is_there);
    }
    Ok((missing, doubled))
}

fn invitation(email: &str) -> serde_json::Value {
    json!({ "email": email, "name": "Kill Nine", "role": "member", "persona": "practitioner", "locale": "en" })
}

fn name(life: usize, number: usize) -> String {
    format!("Name {life} {number}")
}

/// Restoring a copy lets the database look through all of it, and refuses a damaged one.
pub(super) fn check_integrity(portal: &Portal) -> Result<()> {
    let folder = portal.folder().join("checked");
    let copy = folder.join("checked.db");
    process::capture(
        Command::new(portal.binary())
            .arg("restore")
            .arg(portal.database())
            .args(["--database", &server::sqlite_url(&copy)]),
    )
    .context("the database is damaged")?;
    // A restore keeps what it would replace, so the next check finds an empty folder.
    fs::remove_dir_all(folder)?;
    Ok(())
}

/// A number between 0 and 1 that is another one each time.
pub(super) fn chance() -> f64 {
    let bits = RandomState::new().hash_one(Instant::now()) >> 40;
    f64::from(u32::try_from(bits).unwrap_or(u32::MAX)) / f64::from(1_u32 << 24)
}
