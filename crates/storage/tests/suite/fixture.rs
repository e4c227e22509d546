//! A migrated database of its own for each test, and people to fill it with.

use contract::{Locale, Persona, Role, TierStanding};
use jiff::{SignedDuration, Timestamp};
use loyalty::Versions;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection};
use storage::accounts::NewAccount;
use storage::members::{Invitation, NewMember};
use storage::outbox::NewMail;
use storage::sessions::{Limits, NewSession};
use storage::{AccountScope, DatabaseSettings, Db, Occasion, Scope, StaffScope, TokenHash};
use tempfile::TempDir;
use uuid::Uuid;

pub const LIMITS: Limits = Limits {
    idle: SignedDuration::from_hours(14 * 24),
    absolute: SignedDuration::from_hours(90 * 24),
};

/// One database. The folder of a SQLite file goes with it.
pub struct Bench {
    pub db: Db,
    pub url: String,
    _folder: Option<TempDir>,
}

/// An empty, unmigrated database of each kind that is at hand.
pub async fn unmigrated() -> Vec<Bench> {
    let folder = TempDir::new().unwrap();
    let url = format!(
        "sqlite://{}",
        folder.path().join("deep/kizuna.db").display()
    );
    let mut benches = vec![open(url, Some(folder)).await];
    let server = std::env::var("KIZUNA_TEST_POSTGRES").unwrap_or_default();
    if !server.is_empty() {
        let name = format!("kizuna_{}", Uuid::new_v4().simple());
        let admin = Database::connect(&server).await.unwrap();
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
        admin.close().await.unwrap();
        let (base, _) = server
            .rsplit_once('/')
            .expect("an address that ends with /database");
        benches.push(open(format!("{base}/{name}"), None).await);
    }
    benches
}

/// A migrated database of each kind that is at hand.
pub async fn benches() -> Vec<Bench> {
    let benches = unmigrated().await;
    for bench in &benches {
        bench.db.migrate().await.unwrap();
    }
    benches
}

async fn open(url: String, folder: Option<TempDir>) -> Bench {
    let db = Db::open(&DatabaseSettings {
        url: url.clone(),
        max_connections: 4,
    })
    .await
    .unwrap();
    Bench {
        db,
        url,
        _folder: folder,
    }
}

impl Bench {
    /// A connection around the crate, to try what it would never do.
    pub async fn side_door(&self) -> DatabaseConnection {
        Database::connect(&self.url).await.unwrap()
    }

    pub async fn account(&self, name: &str) -> Uuid {
        let account = NewAccount {
            name: name.to_owned(),
            locale: Locale::Ja,
            time_zone: "Asia/Tokyo".to_owned(),
            customer_since: "2023-04-01".parse().unwrap(),
            is_demo: false,
        };
        let account = &account;
        self.db
            .write(|tx| async move { storage::accounts::create(&tx, account, at(0)).await })
            .await
            .unwrap()
    }

    /// An active person and the scope in which they ask.
    pub async fn person(&self, account: Uuid, name: &str, role: Role) -> AccountScope {
        let member = &new_member(name, role);
        let made = |tx| async move {
            storage::members::create_member(&tx, account, member, "hash", at(0)).await
        };
        let id = self.db.write(made).await.unwrap();
        AccountScope {
            account,
            member: id,
            session: Uuid::nil(),
            is_admin: role == Role::AccountAdmin,
            persona: member.persona,
        }
    }

    pub async fn operator(&self) -> StaffScope {
        self.staff("Olga Operator", Role::Operator).await
    }

    /// Somebody of the vendor.
    pub async fn staff(&self, name: &str, role: Role) -> StaffScope {
        let mut member = new_member(name, role);
        member.persona = None;
        let member = &member;
        let made =
            |tx| async move { storage::members::create_staff(&tx, member, "hash", at(0)).await };
        let id = self.db.write(made).await.unwrap();
        StaffScope {
            member: id,
            session: Uuid::nil(),
            role,
        }
    }

    /// Invites a person and returns the id; the link's token is the name.
    pub async fn invited(&self, host: &AccountScope, name: &str) -> Uuid {
        let (member, invitation) = (&new_member(name, Role::Member), &invitation(name));
        let made = |tx| async move {
            storage::members::invite(&tx, host, member, invitation, at(0)).await
        };
        self.db.write(made).await.unwrap().id.0.parse().unwrap()
    }

    /// Signs the person in; the session's token is `token`.
    pub async fn signed_in(&self, member: Uuid, token: &str, seconds: i64) -> Scope {
        let session = &NewSession {
            member,
            token_hash: TokenHash::of(token),
            user_agent: "Firefox".to_owned(),
        };
        self.db
            .write(|tx| async move {
                storage::sessions::create(&tx, session, LIMITS, at(seconds)).await
            })
            .await
            .unwrap();
        self.scope(token, seconds).await.unwrap()
    }

    pub async fn scope(&self, token: &str, seconds: i64) -> Option<Scope> {
        storage::sessions::authenticate(&self.db, &TokenHash::of(token), LIMITS, now(seconds))
            .await
            .unwrap()
    }
}

/// The programme that the repository ships.
pub fn versions() -> Versions {
    const FILES: [(&str, &str); 3] = [
        (
            "2024-01-kizuna.toml",
            include_str!("../../../../program/2024-01-kizuna.toml"),
        ),
        (
            "2026-01-kizuna.toml",
            include_str!("../../../../program/2026-01-kizuna.toml"),
        ),
        (
            "2026-09-kizuna.toml",
            include_str!("../../../../program/2026-09-kizuna.toml"),
        ),
    ];
    let read = FILES.map(|(name, text)| loyalty::check(name, text).0.unwrap());
    Versions::new(read.to_vec())
}

/// What counts toward the next tier.
pub fn have(tier: Option<&TierStanding>) -> i64 {
    tier.and_then(|tier| tier.next.as_ref()?.parts.first())
        .map_or(0, |part| part.have)
}

/// Seconds after the beginning of every test's time.
pub fn now(seconds: i64) -> Timestamp {
    let start: Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
    start + SignedDuration::from_secs(seconds)
}

pub fn at(seconds: i64) -> Occasion<'static> {
    Occasion {
        now: now(seconds),
        address: "192.0.2.7",
    }
}

pub fn new_member(name: &str, role: Role) -> NewMember {
    NewMember {
        email: format!("{}@Example.com", name.replace(' ', ".")),
        name: name.to_owned(),
        role,
        persona: Some(Persona::Practitioner),
        team: None,
        locale: Locale::En,
    }
}

pub fn invitation(token: &str) -> Invitation {
    Invitation {
        token_hash: TokenHash::of(token),
        expires_at: now(7 * 24 * 3600),
        mail: NewMail {
            to: format!("{token}@example.com"),
            locale: Locale::En,
            subject: "You are invited".to_owned(),
            body: format!("/welcome#{token}"),
            secret: Some(token.to_owned()),
        },
    }
}
