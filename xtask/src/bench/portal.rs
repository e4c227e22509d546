//! A portal of its own for one measurement: a database in a folder that goes away, and a client that signs in.

use super::scratch::Scratch;
use crate::{app, process, progress, server, tools};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use ureq::http::Response;

/// An account admin of the demo, and the password of all its people.
pub const ADMIN: &str = "mika.tanaka@hoshino.example";
const PASSWORD: &str = "kizuna-demo-2026";

pub struct Portal {
    binary: PathBuf,
    app: PathBuf,
    folder: Scratch,
    port: u16,
    /// Where the programme is, when it is not the repository's.
    programme: Option<PathBuf>,
}

impl Portal {
    /// Has no app to serve and no data: for what only asks the API. Builds the server unless one is given.
    pub fn without_app(name: &str, binary: Option<PathBuf>) -> Result<Self> {
        let binary = match binary {
            Some(binary) => binary,
            None => build_server()?,
        };
        let folder = Scratch::make(name)?;
        let app = folder.path().join("app");
        fs::create_dir_all(&app)?;
        fs::write(app.join("index.html"), "<!doctype html>")?;
        Ok(Self {
            binary,
            app,
            folder,
            port: process::free_port()?,
            programme: None,
        })
    }

    /// Builds what is missing and fills a database.
    pub fn prepare(name: &str) -> Result<Self> {
        tools::ensure()?;
        let app = app::build(app::Flavour::Release)?;
        let portal = Self {
            binary: build_server()?,
            app,
            folder: Scratch::make(name)?,
            port: process::free_port()?,
            programme: None,
        };
        server::fill_with_demo(&portal.binary, &portal.database_url())?;
        Ok(portal)
    }

    pub fn start(&self) -> Result<server::Server> {
        server::Server::start(&server::Start {
            binary: &self.binary,
            database: &self.database_url(),
            app: &self.app,
            port: self.port,
            programme: self.programme.as_deref(),
            is_dev: false,
            log: "error",
        })
    }

    /// Follows the programme of another folder from the next start on.
    pub fn follow(&mut self, programme: PathBuf) {
        self.programme = Some(programme);
    }

    pub fn client(&self) -> Client {
        Client::new(&format!("http://localhost:{}", self.port))
    }

    pub fn binary(&self) -> &Path {
        &self.binary
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn database(&self) -> PathBuf {
        self.folder().join("kizuna.db")
    }

    pub fn database_url(&self) -> String {
        server::sqlite_url(&self.database())
    }
}

fn build_server() -> Result<PathBuf> {
    progress::step("build the server", || {
        server::build(server::Profile::Release)
    })
}

/// A browser without a screen: speaks JSON and keeps the session.
#[derive(Clone)]
pub struct Client {
    agent: ureq::Agent,
    origin: String,
    session: Option<String>,
}

/// What the server answered: its status, and its body if that is JSON.
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Client {
    fn new(origin: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(10)))
            .build()
            .into();
        Self {
            agent,
            origin: origin.to_owned(),
            session: None,
        }
    }

    /// The session's cookie as a `Cookie` header has it.
    pub fn cookie(&self) -> &str {
        self.session.as_deref().unwrap_or_default()
    }

    pub fn sign_in(&mut self, email: &str) -> Result<()> {
        let response = self
            .agent
            .post(format!("{}/api/v1/session", self.origin))
            .header("origin", &self.origin)
            .send_json(json!({ "email": email, "password": PASSWORD }))?;
        ensure!(
            response.status().is_success(),
            "signing in as {email}: {}",
            response.status()
        );
        let cookies: Vec<&str> = response
            .headers()
            .get_all("set-cookie")
            .iter()
            .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
            .collect();
        ensure!(!cookies.is_empty(), "the sign-in gave no cookie");
        self.session = Some(cookies.join("; "));
        Ok(())
    }

    pub fn get(&self, path: &str) -> Result<Answer> {
        let request = self
            .agent
            .get(format!("{}{path}", self.origin))
            .header("cookie", self.cookie());
        read(request.call()?)
    }

    pub fn post(&self, path: &str, key: &str, body: &Value) -> Result<Answer> {
        let request = self
            .agent
            .post(format!("{}{path}", self.origin))
            .header("cookie", self.cookie())
            .header("origin", &self.origin)
            .header("idempotency-key", key);
        read(request.send_json(body)?)
    }

    /// Reports an event as a program with this key.
    pub fn report(&self, secret: &str, event: &Value) -> Result<Answer> {
        let request = self
            .agent
            .post(format!("{}/api/v1/events", self.origin))
            .header("authorization", format!("Bearer {secret}"));
        read(request.send_json(event)?)
    }

    pub fn patch(&self, path: &str, body: &Value) -> Result<Answer> {
        let request = self
            .agent
            .patch(format!("{}{path}", self.origin))
            .header("cookie", self.cookie())
            .header("origin", &self.origin);
        read(request.send_json(body)?)
    }
}

fn read(mut response: Response<ureq::Body>) -> Result<Answer> {
    let status = response.status().as_u16();
    let text = response
        .body_mut()
        .read_to_string()
        .context("the answer broke off")?;
    Ok(Answer {
        status,
        body: serde_json::from_str(&text).unwrap_or(Value::Null),
    })
}
