//! A portal of its own for one measurement: a database that goes away, one server process or several, and a client that signs in.

use super::scratch::Scratch;
use crate::{app, process, progress, server, tools, workspace};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};
use ureq::http::Response;

/// An account admin of the demo, and the password of all its people.
pub const ADMIN: &str = "mika.tanaka@hoshino.example";
const PASSWORD: &str = "kizuna-demo-2026";
pub const OPERATOR: &str = "operator@kizuna.example";
const FILE: &str = "kizuna.db";
const PROGRAMME: &str = "2026-01-kizuna.toml";

pub struct Portal {
    binary: PathBuf,
    app: PathBuf,
    folder: Scratch,
    database_url: String,
    port: u16,
    /// Where the programme is, when it is not the repository's.
    programme: Option<PathBuf>,
}

impl Portal {
    /// Has no app to serve and no data: for what only asks the API. Builds the server unless one is given.
    pub fn without_app(name: &str, binary: Option<PathBuf>) -> Result<Self> {
        let binary = server_of(binary)?;
        let folder = Scratch::make(name)?;
        let app = folder.path().join("app");
        fs::create_dir_all(&app)?;
        fs::write(app.join("index.html"), "<!doctype html>")?;
        Ok(Self {
            binary,
            app,
            database_url: in_folder(&folder),
            folder,
            port: process::free_port()?,
            programme: None,
        })
    }

    /// Builds what is missing, the server unless one is given, and fills a database.
    pub fn prepare(name: &str, binary: Option<PathBuf>) -> Result<Self> {
        tools::ensure()?;
        let app = app::build(app::Flavour::Release)?;
        let binary = server_of(binary)?;
        let folder = Scratch::make(name)?;
        let portal = Self {
            binary,
            app,
            database_url: in_folder(&folder),
            folder,
            port: process::free_port()?,
            programme: None,
        };
        portal.fill_with_demo()?;
        Ok(portal)
    }

    /// Keeps its data elsewhere than in a file of its folder.
    pub fn keep_in(&mut self, database_url: String) {
        self.database_url = database_url;
    }

    pub fn fill_with_demo(&self) -> Result<()> {
        server::fill_with_demo(&self.binary, &self.database_url).map(drop)
    }

    pub fn start(&self) -> Result<server::Server> {
        self.start_at(self.port)
    }

    /// One more process on the same database.
    pub fn start_at(&self, port: u16) -> Result<server::Server> {
        server::Server::start(&server::Start {
            binary: &self.binary,
            database: &self.database_url,
            app: &self.app,
            port,
            programme: self.programme.as_deref(),
            is_dev: false,
            log: "error",
        })
    }

    /// Follows from the next start on the repository's programme with these changes: what stands there, and what instead.
    pub fn follow_changed(&mut self, changes: &[(&str, &str)]) -> Result<()> {
        let folder = self.folder().join("program");
        fs::create_dir_all(&folder)?;
        for entry in fs::read_dir(workspace::path("program"))? {
            let path = entry?.path();
            let name = path.file_name().context("a file has a name")?.to_owned();
            let mut text = fs::read_to_string(&path)?;
            if name == PROGRAMME {
                for (from, to) in changes {
                    ensure!(text.contains(from), "{PROGRAMME} does not hold {from}");
                    text = text.replace(from, to);
                }
            }
            fs::write(folder.join(name), text)?;
        }
        self.programme = Some(folder);
        Ok(())
    }

    /// A key with which programs may report events.
    pub fn create_key(&self) -> Result<String> {
        let mut operator = self.client();
        operator.sign_in(OPERATOR)?;
        let key = json!({ "name": "bench", "scopes": ["events"] });
        let key = operator.post("/api/v1/api-keys", "key", &key)?;
        let secret = key.body["secret"].as_str().context("no key was made")?;
        Ok(secret.to_owned())
    }

    /// Walks the whole ledger, as `ledger verify` does.
    pub fn verify_ledger(&self) -> Result<()> {
        let mut verify = Command::new(&self.binary);
        verify.args(["ledger", "verify", "--database", &self.database_url]);
        process::capture(&mut verify)
            .context("the ledger is broken")
            .map(drop)
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
        self.folder().join(FILE)
    }

    pub fn database_url(&self) -> &str {
        &self.database_url
    }
}

/// The file that [`Portal::database`] names.
fn in_folder(folder: &Scratch) -> String {
    server::sqlite_url(&folder.path().join(FILE))
}

/// The server that was given, or one built now.
fn server_of(given: Option<PathBuf>) -> Result<PathBuf> {
    given.map_or_else(
        || {
            progress::step("build the server", || {
                server::build(server::Profile::Release)
            })
        },
        Ok,
    )
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

    /// The same session at another process.
    pub fn at(&self, origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            ..self.clone()
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
