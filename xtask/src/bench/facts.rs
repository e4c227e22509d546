//! Events through HTTP in batches, against the raw limit: the rows that they made, inserted again into the same database file.

use super::{
    ledger,
    portal::{ADMIN, Client, Portal},
};
use anyhow::{Context as _, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::{sync::Mutex, thread, time::Instant};

/// Events of one request, as many as one may hold.
const BATCH: usize = 1_000;
/// Programs that report at the same time: while one batch is written, the other is read.
const REPORTERS: usize = 2;
const APART: SignedDuration = SignedDuration::from_millis(600);

/// Whom events can be about.
struct Companies {
    accounts: Vec<Value>,
    /// The company of the people, and their addresses.
    home: Value,
    people: Vec<Value>,
}

pub fn run(options: &ledger::Options) -> Result<()> {
    let portal = Portal::without_app("facts", options.binary())?;
    portal.fill_with_demo()?;
    let server = portal.start()?;
    let client = portal.client();
    let secret = portal.create_key()?;
    let batches = Companies::of(&portal)?.batches(options.events.div_ceil(BATCH));
    let count = batches.len() * BATCH;
    let queue = Mutex::new(batches.into_iter());
    let begun = Instant::now();
    thread::scope(|scope| {
        let reporters: Vec<_> = (0..REPORTERS)
            .map(|_| scope.spawn(|| report(&client, &secret, &queue)))
            .collect();
        reporters.into_iter().try_for_each(super::kill9::joined)
    })?;
    let taken = begun.elapsed().as_secs_f64();
    drop(server);
    let rate = super::rate(count, taken);
    println!("events through HTTP in batches of {BATCH}, {REPORTERS} reporters: {rate:.0}/s");
    portal.verify_ledger()?;
    options.example(&[
        "raw".to_owned(),
        portal.database_url().to_owned(),
        count.to_string(),
        format!("{rate:.0}"),
    ])
}

fn report(client: &Client, secret: &str, queue: &Mutex<impl Iterator<Item = Value>>) -> Result<()> {
    loop {
        let batch = queue.lock().ok().context("a reporter panicked")?.next();
        let Some(batch) = batch else {
            return Ok(());
        };
        let taken = client.report(secret, &batch)?;
        let items = taken.body["items"].as_array();
        let items = items.with_context(|| format!("{}: {}", taken.status, taken.body))?;
        let refused = items.iter().find(|item| item["fate"] != "accepted");
        ensure!(refused.is_none(), "not accepted: {refused:?}");
    }
}

impl Companies {
    fn of(portal: &Portal) -> Result<Self> {
        let (mut admin, mut operator) = (portal.client(), portal.client());
        admin.sign_in(ADMIN)?;
        operator.sign_in(super::portal::OPERATOR)?;
        let accounts = values(&operator.get("/api/v1/accounts?limit=100")?.body, "id")?;
        let mut people = admin.get("/api/v1/members?limit=100")?.body;
        if let Some(items) = people["items"].as_array_mut() {
            // Nothing is earned by who was invited only, or has left.
            items.retain(|member| member["status"] == "active");
        }
        let people = values(&people, "email")?;
        let home = admin.get("/api/v1/me")?.body["account"]["id"].clone();
        Ok(Self {
            accounts,
            home,
            people,
        })
    }

    /// Half are purchases of all companies, half lessons of one company's people; one after another up to now.
    fn batches(&self, count: usize) -> Vec<Value> {
        let events = count * BATCH;
        let first = Timestamp::now() - APART * i32::try_from(events).unwrap_or(i32::MAX);
        let event = |number: usize| {
            let at = first + APART * i32::try_from(number).unwrap_or(i32::MAX);
            let mut event = json!({
                "specversion": "1.0", "id": format!("event {number}"), "source": "bench", "time": at,
            });
            if number.is_multiple_of(2) {
                event["type"] = "purchase.completed".into();
                event["account"] = self.accounts[number / 2 % self.accounts.len()].clone();
                event["data"] = json!({ "amount": 1_230_000, "currency": "EUR" });
            } else {
                event["type"] = "lesson.finished".into();
                event["account"] = self.home.clone();
                event["member"] = self.people[number / 2 % self.people.len()].clone();
            }
            event
        };
        (0..count)
            .map(|batch| (batch * BATCH..(batch + 1) * BATCH).map(event).collect())
            .collect()
    }
}

fn values(page: &Value, field: &str) -> Result<Vec<Value>> {
    let items = page["items"].as_array();
    let items = items.with_context(|| format!("no list: {page}"))?;
    ensure!(!items.is_empty(), "the list is empty");
    Ok(items.iter().map(|item| item[field].clone()).collect())
}
