//! A portal for one test: an own database, two companies, the vendor's staff, and clients that sign in.

use std::collections::HashMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use contract::{Locale, Persona, Role};
use jiff::SignedDuration;
use knowledge::Library;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use server::settings::GivenSettings;
use server::{AppState, Hasher};
use storage::accounts::{self, NewAccount};
use storage::members::{self, NewMember};
use storage::{DatabaseSettings, Db, Occasion};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

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
        let folder = tempfile::tempdir().unwrap();
        let db = database(&folder).await;
        db.migrate().await.unwrap();
        let library = Library::build(articles, Some(CATEGORIES)).unwrap();
        let settings = settings.complete().unwrap();
        let state = AppState::for_tests(settings, db, library, files).unwrap();
        let mut app = Self {
            router: server::build(state.clone()),
            state,
            accounts: HashMap::new(),
            people: HashMap::new(),
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

async fn database(folder: &TempDir) -> Db {
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
    Db::open(&DatabaseSettings {
        url,
        max_connections: 4,
    })
    .await
    .unwrap()
}

/// A browser: keeps cookies, says that its requests come from the portal's own pages.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookies: HashMap<String, String>,
    pub headers: HeaderMap,
}

impl Client {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&mut self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn put(&mut self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post(
            "/api/v1/session",
            json!({ "email": email, "password": password }),
        )
        .await
    }

    /// Invites with a key of its own.
    pub async fn invite(&mut self, email: &str) -> Answer {
        self.invite_as(email, &Uuid::new_v4().to_string()).await
    }

    pub async fn invite_as(&mut self, email: &str, key: &str) -> Answer {
        let body = json!({
            "email": email, "name": "New Person", "role": "member", "persona": "lead", "locale": "en"
        });
        self.keyed("/api/v1/members", body, key).await
    }

    /// Posts with an `Idempotency-Key`.
    pub async fn keyed(&mut self, path: &str, body: Value, key: &str) -> Answer {
        self.headers.insert("idempotency-key", key.parse().unwrap());
        let answer = self.post(path, body).await;
        self.headers.remove("idempotency-key");
        answer
    }

    pub async fn send(&mut self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let bytes = body.map(|body| serde_json::to_vec(&body).unwrap());
        self.send_bytes(method, path, bytes).await
    }

    pub async fn send_bytes(
        &mut self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        let headers = request.headers_mut().unwrap();
        headers.insert(header::HOST, "localhost".parse().unwrap());
        headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        if body.is_some() {
            headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let request = request
            .body(body.map_or_else(Body::empty, Body::from))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep_cookies(response.headers());
        Answer::read(response).await
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    async fn read(response: axum::response::Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 16 << 20).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    /// The body of an answer that must be a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text);
        if self.text.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }

    /// Status and kind of a problem document.
    #[track_caller]
    pub fn problem(&self) -> (u16, String) {
        let content_type = self.header("content-type");
        assert_eq!(
            content_type, "application/problem+json",
            "{}: {}",
            self.status, self.text
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        let kind = problem["type"]
            .as_str()
            .unwrap()
            .trim_start_matches("/problems/");
        (self.status.as_u16(), kind.to_owned())
    }

    /// The codes of the fields that are wrong, as `pointer code`.
    pub fn field_codes(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let code = |error: &Value| {
            format!(
                "{} {}",
                error["pointer"].as_str().unwrap(),
                error["code"].as_str().unwrap()
            )
        };
        errors.iter().map(code).collect()
    }

    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    }
}

/// Status and kind as [`Answer::problem`] gives them.
pub fn problem(status: u16, kind: &str) -> (u16, String) {
    (status, kind.to_owned())
}
