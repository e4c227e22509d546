//! An installation that grows: companies, people with seats, and what they earned this week and the week before.

use contract::Locale;
use jiff::{SignedDuration, Timestamp};
use loyalty::Points;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend};
use storage::accounts::{self, NewAccount};
use storage::programme::{self, Award, Change, NewEvent};
use storage::{AccountScope, DatabaseSettings, Db, Occasion};
use uuid::Uuid;

use crate::Outcome;
use crate::redis::Redis;
use crate::rows::{as_i64, insert_people};

/// People of a company that is not the largest.
const USUAL: usize = 1_000;
/// People of one transaction, which are the rows of one statement.
const ROWS: usize = 500;

pub struct Company {
    pub account: Uuid,
    pub members: Vec<Uuid>,
}

pub struct Stage {
    pub db: Db,
    /// For what is inserted past the code that would take too long.
    connection: DatabaseConnection,
    home: Company,
    companies: usize,
    people: usize,
    /// Numbers the facts.
    told: usize,
}

/// A Wednesday, so that the week before is of the same month.
pub fn now() -> Outcome<Timestamp> {
    Ok("2026-11-25T09:00:00Z".parse()?)
}

impl Company {
    pub fn member(&self, number: usize) -> Uuid {
        self.members[number % self.members.len()]
    }

    pub fn scope(&self, member: Uuid) -> AccountScope {
        AccountScope {
            account: self.account,
            member,
            session: Uuid::nil(),
            is_admin: false,
            persona: None,
        }
    }
}

impl Stage {
    pub async fn open(url: &str) -> Outcome<Self> {
        let settings = DatabaseSettings {
            url: url.to_owned(),
            max_connections: 8,
        };
        let db = Db::open(&settings).await?;
        db.migrate().await?;
        let home = Company {
            account: add_account(&db, 0).await?,
            members: Vec::new(),
        };
        Ok(Self {
            db,
            connection: connect(url).await?,
            home,
            companies: 1,
            people: 0,
            told: 0,
        })
    }

    /// The largest company.
    pub fn home(&self) -> &Company {
        &self.home
    }

    pub fn told(&self) -> usize {
        self.told
    }

    /// Adds people to the largest company until it is full, then further companies, until there are `size`.
    pub async fn grow(&mut self, redis: &mut Redis, size: usize, largest: usize) -> Outcome<()> {
        let account = self.home.account;
        while self.people < size && self.home.members.len() < largest {
            let room = (size - self.people).min(largest - self.home.members.len());
            let made = self
                .insert(redis, account, self.home.members.len(), room.min(ROWS))
                .await?;
            self.home.members.extend(made);
        }
        while self.people < size {
            let account = add_account(&self.db, self.companies).await?;
            self.companies += 1;
            let company = (size - self.people).min(USUAL);
            for from in (0..company).step_by(ROWS) {
                let count = (company - from).min(ROWS);
                self.insert(redis, account, from, count).await?;
            }
        }
        if self.connection.get_database_backend() == DbBackend::Postgres {
            // As the server itself does after a while.
            self.connection.execute_unprepared("ANALYZE").await?;
        }
        Ok(())
    }

    /// Inserts people of a company after the `there` that it has; gives their ids.
    async fn insert(
        &mut self,
        redis: &mut Redis,
        account: Uuid,
        there: usize,
        count: usize,
    ) -> Outcome<Vec<Uuid>> {
        let numbers = self.people..self.people + count;
        let made = insert_people(&self.connection, account, there, numbers).await?;
        redis.add(account, &made)?;
        self.people += count;
        Ok(made.into_iter().map(|(member, _)| member).collect())
    }

    /// A fact as it comes in: points for a person of the largest company.
    pub async fn earn(&mut self, member: Uuid, points: i64) -> Outcome<()> {
        self.told += 1;
        let at = now()? + SignedDuration::from_millis(as_i64(self.told));
        let event = NewEvent {
            account: self.home.account,
            member: Some(member),
            source: "bench".to_owned(),
            external_id: format!("lesson-{}", self.told),
            kind: "lesson.finished".to_owned(),
            subject: format!("Lesson {}", self.told),
            occurred_at: at,
            received_at: at,
            data: serde_json::json!({}),
            awards: vec![Award::plain(
                Some(member),
                Change::Earned(Points::new(points)),
            )],
        };
        let events = &[event];
        self.db
            .write(|tx| async move { programme::record_events(&tx, events).await })
            .await?;
        Ok(())
    }
}

async fn add_account(db: &Db, number: usize) -> Outcome<Uuid> {
    let occasion = Occasion {
        now: now()? - SignedDuration::from_hours(24 * 365),
        address: "",
    };
    let account = &NewAccount {
        name: format!("Company {number}"),
        locale: Locale::En,
        time_zone: "UTC".to_owned(),
        customer_since: "2025-11-01".parse()?,
        is_demo: true,
    };
    let made = db.write(|tx| async move { accounts::create(&tx, account, occasion).await });
    Ok(made.await?)
}

async fn connect(url: &str) -> Outcome<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "NORMAL")
        });
    Ok(Database::connect(options).await?)
}
