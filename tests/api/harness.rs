//! A portal for one test: an own database, two companies, the vendor's staff, and clients that sign in.

use std::collections::HashMap;
use std::path::Path;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use contract::{ApiKeyScope, Locale, Persona, Role};
use jiff::SignedDuration;
use knowledge::Library;
use loyalty::Points;
use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;
use server::settings::GivenSettings;
use server::{AppState, Hasher};
use storage::accounts::{self, NewAccount};
use storage::api_keys::{self, NewKey};
use storage::members::{self, NewMember};
use storage::programme::{self, Award, Change, NewEvent};
use storage::{DatabaseSettings, Db, Occasion, StaffScope, TokenHash};
use tempfile::TempDir;
use uuid::Uuid;

mod client;
mod log;
mod stream;

pub use client::{Answer, Client, problem};
pub use log::Log;
pub use stream::Stream;

pub const PASSWORD: &str = "plenty of paper cranes";

/// Who is in every test portal: (email, name, company, role).
pub const PEOPLE: [(&str, &str, Option<&str>, Role); 9] = [
    (
        "aki@hoshino.example",
        "Aki Admin",
        Some("Hoshino"),
        Role::AccountAdmin,
    ),
    (
        "mio@hoshino.example",
        "Mio Member",
        Some("Hoshino"),
        Role::Member,
    ),
    (
        "ren@hoshino.example",
        "Ren Second",
        Some("Hoshino"),
        Role::Member,
    ),
    (
        "anna@nordlicht.example",
        "Anna Admin",
        Some("Nordlicht"),
        Role::AccountAdmin,
    ),
    (
        "max@nordlicht.example",
        "Max Member",
        Some("Nordlicht"),
        Role::Member,
    ),
    ("op@vendor.example", "Ola Operator", None, Role::Operator),
    ("wri@vendor.example", "Wim Writer", None, Role::Writer),
    (
        "sue@vendor.example",
        "Sue Success",
        None,
        Role::SuccessManager,
    ),
    ("op2@vendor.example", "Otto Operator", None, Role::Operator),
];

pub struct TestApp {
    pub state: AppState,
    pub router: Router,
    pub accounts: HashMap<&'static str, Uuid>,
    pub people: HashMap<&'static str, Uuid>,
    database_url: String,
    _folder: TempDir,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::with(Vec::new(), HashMap::new(), GivenSettings::default()).await
    }

    pub async fn with_articles(articles: &[(&str, &str)]) -> Self {
        let articles = articles
            .iter()
            .map(|(path, text)| (path.to_string(), text.to_string()));
        Self::with(articles.collect(), HashMap::new(), GivenSettings::default()).await
    }

    pub async fn with(
        articles: Vec<(String, String)>,
        files: HashMap<String, Vec<u8>>,
        settings: GivenSettings,
    ) -> Self {
        let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../program");
        Self::with_program(program.as_ref(), articles, files, settings).await
    }

    /// With the versions of the programme in this folder.
    pub async fn with_program(
        program: &Path,
        articles: Vec<(String, String)>,
        files: HashMap<String, Vec<u8>>,
        settings: GivenSettings,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (db, database_url) = database(&folder).await;
        db.migrate().await.unwrap();
        let library = Library::build(articles, Some(CATEGORIES)).unwrap();
        let settings = settings.complete().unwrap();
        let programme = server::programme::load(program, server::programme::today());
        let state = AppState::for_tests(settings, db, library, programme, files).unwrap();
        let mut app = Self {
            router: server::build(state.clone()),
            state,
            accounts: HashMap::new(),
            people: HashMap::new(),
            database_url,
            _folder: folder,
        };
        app.populate().await;
        app
    }

    async fn populate(&mut self) {
        let occasion = Occasion {
            now: self.state.clock.now(),
            address: "",
        };
        for name in ["Hoshino", "Nordlicht"] {
            let account = &NewAccount {
                name: name.into(),
                locale: Locale::En,
                time_zone: "Asia/Tokyo".into(),
                customer_since: "2024-07-01".parse().unwrap(),
                is_demo: false,
            };
            let create = self
                .state
                .db
                .write(|tx| async move { accounts::create(&tx, account, occasion).await });
            self.accounts.insert(name, create.await.unwrap());
        }
        let hash = &Hasher::cheap()
            .unwrap()
            .hash(PASSWORD.into())
            .await
            .unwrap();
        for (email, name, company, role) in PEOPLE {
            let member = &NewMember {
                email: email.into(),
                name: name.into(),
                role,
                persona: company.map(|_| Persona::Practitioner),
                team: None,
                locale: Locale::En,
            };
            let account = company.map(|company| self.accounts[company]);
            let create = self.state.db.write(|tx| async move {
                match account {
                    Some(account) => {
                        members::create_member(&tx, account, member, hash, occasion).await
                    }
                    None => members::create_staff(&tx, member, hash, occasion).await,
                }
            });
            self.people.insert(email, create.await.unwrap());
        }
    }

    /// A browser in which nobody is signed in.
    pub fn client(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookies: HashMap::new(),
            headers: HeaderMap::new(),
        }
    }

    /// A browser in which this person is signed in.
    pub async fn signed_in(&self, email: &str) -> Client {
        let mut client = self.client();
        let answer = client.sign_in(email, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        client
    }

    /// A program with a key of these scopes.
    pub async fn program(&self, scopes: &[ApiKeyScope]) -> Client {
        let secret = Uuid::new_v4().to_string();
        let key = &NewKey {
            name: secret.clone(),
            scopes: scopes.to_vec(),
            secret_hash: TokenHash::of(&secret),
        };
        let operator = &StaffScope {
            member: self.people["op@vendor.example"],
            session: Uuid::nil(),
            role: Role::Operator,
        };
        let occasion = Occasion {
            now: self.state.clock.now(),
            address: "",
        };
        let create = self
            .state
            .db
            .write(|tx| async move { api_keys::create(&tx, operator, key, occasion).await });
        create.await.unwrap();
        let mut client = self.client();
        let bearer = format!("Bearer {secret}");
        client
            .headers
            .insert("authorization", bearer.parse().unwrap());
        client
    }

    /// Where another program finds the same database.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// Gives this person points of their own.
    pub async fn earn(&self, email: &str, points: i64) {
        let account = PEOPLE.iter().find(|person| person.0 == email);
        let account = self.accounts[account.unwrap().2.unwrap()];
        let award = Award::plain(
            Some(self.people[email]),
            Change::Earned(Points::new(points)),
        );
        self.award(account, award).await;
    }

    /// Gives a person of an account points of their own.
    pub async fn earn_as(&self, account: Uuid, member: Uuid, points: i64) {
        let award = Award::plain(Some(member), Change::Earned(Points::new(points)));
        self.award(account, award).await;
    }

    /// Gives this person so many times a point, all at once.
    pub async fn earn_often(&self, email: &str, times: usize) {
        let award = Award::plain(Some(self.people[email]), Change::Earned(Points::new(1)));
        self.award_all(self.accounts["Hoshino"], vec![award; times])
            .await;
    }

    /// The same portal in another process: another memory, and the same database.
    pub async fn another_process(&self) -> Router {
        let settings = DatabaseSettings {
            url: self.database_url.clone(),
            max_connections: 2,
        };
        let db = Db::open(&settings).await.unwrap();
        let none: Vec<(String, String)> = Vec::new();
        let library = Library::build(none, Some(CATEGORIES)).unwrap();
        let settings = GivenSettings::default().complete().unwrap();
        let programme = self.state.programme.clone();
        let state = AppState::for_tests(settings, db, library, programme, HashMap::new()).unwrap();
        server::build(state)
    }

    /// Gives this company points.
    pub async fn earn_for(&self, company: &str, points: i64) {
        let award = Award::plain(None, Change::Earned(Points::new(points)));
        self.award(self.accounts[company], award).await;
    }

    async fn award(&self, account: Uuid, award: Award) {
        self.award_all(account, vec![award]).await;
    }

    async fn award_all(&self, account: Uuid, awards: Vec<Award>) {
        let now = self.state.clock.now();
        let event = |award: Award| NewEvent {
            account,
            member: award.to.member(),
            source: "test".into(),
            external_id: Uuid::new_v4().to_string(),
            kind: "lesson.finished".into(),
            subject: "Something".into(),
            occurred_at: now,
            received_at: now,
            data: serde_json::json!({}),
            awards: vec![award],
        };
        let events: &Vec<NewEvent> = &awards.into_iter().map(event).collect();
        let record = self
            .state
            .db
            .write(|tx| async move { programme::record_events(&tx, events).await });
        record.await.unwrap();
    }

    pub fn advance(&self, by: SignedDuration) {
        self.state.clock.advance(by);
    }

    /// The newest mail to this address, as the operator reads it.
    pub async fn last_mail(&self, to: &str) -> Option<Value> {
        server::jobs::answer_resets(&self.state).await.unwrap();
        let outbox = self
            .signed_in("op@vendor.example")
            .await
            .get("/api/v1/outbox")
            .await
            .ok();
        outbox["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|mail| mail["to"] == to)
            .cloned()
    }

    /// The token of the link in the newest mail to this address.
    pub async fn last_token(&self, to: &str) -> String {
        let mail = self
            .last_mail(to)
            .await
            .unwrap_or_else(|| panic!("no mail to {to}"));
        let body = mail["body"].as_str().unwrap();
        let link = body
            .split_whitespace()
            .find(|word| word.contains('#'))
            .unwrap();
        link.split('#').nth(1).unwrap().to_owned()
    }
}

const CATEGORIES: &str = r#"
[start]
order = 10
en = "Getting started"
ja = "はじめに"
zh-Hant = "開始使用"
"#;

async fn database(folder: &TempDir) -> (Db, String) {
    let url = match std::env::var("KIZUNA_TEST_POSTGRES") {
        Ok(server) => {
            let name = format!("test_{}", Uuid::new_v4().simple());
            let admin = Database::connect(&server).await.unwrap();
            admin
                .execute_unprepared(&format!("CREATE DATABASE {name}"))
                .await
                .unwrap();
            admin.close().await.unwrap();
            let (base, _) = server.rsplit_once('/').unwrap();
            format!("{base}/{name}")
        }
        Err(_) => format!("sqlite://{}", folder.path().join("test.db").display()),
    };
    let settings = DatabaseSettings {
        url: url.clone(),
        max_connections: 4,
    };
    (Db::open(&settings).await.unwrap(), url)
}
