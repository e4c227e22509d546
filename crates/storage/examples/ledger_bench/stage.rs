//! A database in a folder that goes away, with companies, people and facts.

use std::sync::atomic::{AtomicUsize, Ordering};

use contract::{Locale, Persona, Role};
use jiff::{SignedDuration, Timestamp};
use loyalty::{Points, Versions};
use storage::accounts::{self, NewAccount};
use storage::members::{self, NewMember};
use storage::programme::{self, Award, Change, NewEvent};
use storage::{AccountScope, DatabaseSettings, Db, Occasion};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{BATCH, Outcome};

const ACCOUNTS: usize = 20;
const PEOPLE: usize = 10;

pub struct Stage {
    pub db: Db,
    pub url: String,
    pub people: Vec<AccountScope>,
    /// Numbers the facts.
    told: AtomicUsize,
    _folder: TempDir,
}

pub fn start() -> Outcome<Timestamp> {
    Ok("2026-11-01T08:00:00Z".parse()?)
}

impl Stage {
    pub async fn open() -> Outcome<Self> {
        let folder = TempDir::new()?;
        let url = format!("sqlite://{}", folder.path().join("bench.db").display());
        let settings = DatabaseSettings {
            url: url.clone(),
            max_connections: 8,
        };
        let db = Db::open(&settings).await?;
        db.migrate().await?;
        let mut stage = Self {
            db,
            url,
            people: Vec::new(),
            told: AtomicUsize::new(0),
            _folder: folder,
        };
        for number in 0..ACCOUNTS {
            stage.add_company(number).await?;
        }
        Ok(stage)
    }

    async fn add_company(&mut self, number: usize) -> Outcome<()> {
        let occasion = Occasion {
            now: start()?,
            address: "",
        };
        let account = &NewAccount {
            name: format!("Company {number}"),
            locale: Locale::En,
            time_zone: "Europe/Berlin".to_owned(),
            customer_since: "2024-01-01".parse()?,
            is_demo: true,
        };
        let account = self
            .db
            .write(|tx| async move { accounts::create(&tx, account, occasion).await })
            .await?;
        for person in 0..PEOPLE {
            let member = &NewMember {
                email: format!("p{person}@c{number}.example"),
                name: format!("Person {person}"),
                role: Role::Member,
                persona: Some(Persona::Lead),
                team: None,
                locale: Locale::En,
            };
            let member = self
                .db
                .write(|tx| async move {
                    members::create_member(&tx, account, member, "hash", occasion).await
                })
                .await?;
            self.people.push(AccountScope {
                account,
                member,
                session: Uuid::nil(),
                is_admin: false,
                persona: None,
            });
        }
        Ok(())
    }

    /// The next facts, over all companies, people and many days.
    pub fn next(&self, count: usize) -> Outcome<Vec<NewEvent>> {
        let first = self.told.fetch_add(count, Ordering::Relaxed);
        let start = start()?;
        let event = |number: usize| {
            let person = &self.people[number * 7 % self.people.len()];
            let is_own = number.is_multiple_of(2);
            let member = is_own.then_some(person.member);
            let at =
                start + SignedDuration::from_secs(i64::try_from(number % 1_000_000).unwrap_or(0));
            NewEvent {
                account: person.account,
                member,
                source: "bench".to_owned(),
                external_id: format!("order-{number}"),
                kind: "purchase.completed".to_owned(),
                subject: format!("Order {number}"),
                occurred_at: at,
                received_at: at,
                data: serde_json::json!({ "amount": 12_300, "currency": "EUR" }),
                awards: vec![Award {
                    to: member.into(),
                    change: Change::Earned(Points::new(120)),
                    expires_at: Some(at + SignedDuration::from_hours(24 * 365)),
                    why: Some("{\"rule\":\"orders\",\"version\":\"2026-11\"}".to_owned()),
                }],
            }
        };
        Ok((first..first + count).map(event).collect())
    }

    pub async fn record(&self, events: &[NewEvent]) -> Outcome<()> {
        self.db
            .write(|tx| async move { programme::record_events(&tx, events).await })
            .await?;
        Ok(())
    }

    pub async fn fill(&self, mut transfers: usize) -> Outcome<()> {
        while transfers > 0 {
            let count = transfers.min(BATCH);
            self.record(&self.next(count)?).await?;
            transfers -= count;
        }
        Ok(())
    }
}

/// The programme that the repository ships.
pub fn versions() -> Outcome<Versions> {
    let text = include_str!("../../../../program/2026-01-kizuna.toml");
    let (programme, _) = loyalty::check("2026-01-kizuna.toml", text);
    Ok(Versions::new(vec![
        programme.ok_or("the programme has errors")?,
    ]))
}
