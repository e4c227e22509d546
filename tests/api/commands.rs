//! The command line as an operator uses it: the real program on a database of its own.

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

use contract::{AuditEntry, Role};
use storage::{DatabaseSettings, Db, PageRequest, StaffScope, audit};
use tempfile::TempDir;
use uuid::Uuid;

/// An installation in a folder that goes away.
struct Installation {
    folder: TempDir,
}

impl Installation {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_kizuna-server"));
        let database = self.folder.path().join("kizuna.db");
        program.env("DATABASE_URL", format!("sqlite://{}", database.display()));
        program
    }

    #[track_caller]
    fn run(&self, line: &[&str]) -> String {
        let output = self.program().args(line).output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The audit log in the order of its words: action, subject, detail.
    async fn audit(&self) -> Vec<String> {
        let file = self.folder.path().join("kizuna.db");
        let settings = DatabaseSettings {
            url: format!("sqlite://{}", file.display()),
            max_connections: 1,
        };
        let db = Db::open(&settings).await.unwrap();
        let operator = StaffScope {
            member: Uuid::nil(),
            session: Uuid::nil(),
            role: Role::Operator,
        };
        let page = PageRequest::default();
        let log = audit::list_all(&db, &operator, &page).await;
        let line = |entry: &AuditEntry| {
            let entry = serde_json::to_value(entry).unwrap();
            let text = |key: &str| entry[key].as_str().unwrap_or("-").to_owned();
            [text("action"), text("subject"), text("detail")].join(" | ")
        };
        let mut lines: Vec<_> = log.unwrap().items.iter().map(line).collect();
        lines.sort();
        lines
    }
}

#[tokio::test]
async fn every_command_for_people_leaves_a_line_in_the_audit_log() {
    let installation = Installation::new();
    let add_staff = "user add-staff olga@vendor.example --name Olga --role operator";
    let add_company = "user add-company Hoshino --time-zone Asia/Tokyo --customer-since 2024-07-01";
    let add_member = "user add-member mika@hoshino.example --name Mika --company Hoshino --admin";
    let reset = "user reset mika@hoshino.example";
    for line in [add_staff, add_company, add_member, reset] {
        installation.run(&line.split(' ').collect::<Vec<_>>());
    }
    assert_eq!(
        installation.audit().await,
        [
            "account_created | - | Hoshino",
            "invitation_accepted | Mika | made on the command line",
            "invitation_accepted | Olga | made on the command line",
            "reset_link_made | Mika | on the command line",
            "reset_link_made | Mika | on the command line",
            "reset_link_made | Olga | on the command line",
        ]
    );
}

/// The folder of the shipped programme, seen from anywhere.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../program");

#[test]
fn the_shipped_programme_has_no_mistake_and_a_broken_one_fails() {
    let installation = Installation::new();
    let report = installation.run(&["program", "check", PROGRAM]);
    assert_eq!(report, "0 errors, 0 warnings\n");

    let folder = installation.folder.path().join("program");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("2026-01-kizuna.toml"), "notice_days = -1\n").unwrap();
    let check = ["program", "check", "--format", "json", "--program"];
    let output = installation.program().args(check).arg(&folder).output();
    let output = output.unwrap();
    assert!(!output.status.success());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        report["problems"].as_array().unwrap().len(),
        report["errors"]
    );
    assert_eq!(report["problems"][0]["file"], "2026-01-kizuna.toml");
}

#[test]
fn a_draft_is_replayed_over_the_real_events() {
    let installation = Installation::new();
    installation.run(&["demo"]);
    let before = installation.run(&["ledger", "verify"]);
    let real = format!("{PROGRAM}/2026-01-kizuna.toml");
    let period = [
        "--from",
        "2026-01-01",
        "--to",
        "2026-10-31",
        "--program",
        PROGRAM,
    ];
    let replay = |draft: &str, further: &[&str]| {
        let line = [&["program", "replay", draft], period.as_slice(), further].concat();
        installation.run(&line)
    };
    // What is in force is no change to anyone.
    let same: serde_json::Value =
        serde_json::from_str(&replay(&real, &["--format", "json"])).unwrap();
    assert_eq!(same["totals"]["unchanged"], 4);
    assert!(same["totals"]["issued"]["before"].as_i64() > Some(0));

    let draft = installation.folder.path().join("2026-01-draft.toml");
    let text = std::fs::read_to_string(&real).unwrap();
    std::fs::write(&draft, text.replace("points = 120\n", "points = 60\n")).unwrap();
    let table = replay(draft.to_str().unwrap(), &[]);
    assert!(table.contains("4 companies: 0 gain, 4 lose,"), "{table}");
    assert!(table.contains(" loses "), "{table}");
    assert_eq!(installation.run(&["ledger", "verify"]), before);
}

/// A server as a process. Dropping it ends it.
struct Serving {
    process: Child,
    address: String,
    /// A process whose log nobody takes would break over it.
    log: Lines<BufReader<ChildStderr>>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended by itself when there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Serving {
    /// Starts it on a port of its own choice, and waits until it says which.
    fn start(installation: &Installation) -> Self {
        let folder = installation.folder.path();
        let mut process = installation
            .program()
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .args(["--app-dir".as_ref(), folder.join("app").as_os_str()])
            .args(["--articles".as_ref(), folder.join("articles").as_os_str()])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap()).lines();
        let mut server = Self {
            process,
            address: String::new(),
            log,
        };
        server.address = server.told_address();
        server
    }

    fn told_address(&mut self) -> String {
        let mut said = String::new();
        for line in self.log.by_ref() {
            let line = line.unwrap();
            if let Ok(entry) = serde_json::from_str::<serde_json::Value>(&line)
                && entry["message"] == "serving"
            {
                return entry["address"].as_str().unwrap().to_owned();
            }
            said += &line;
        }
        panic!("the server ended: {said}");
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

/// A process of many is restarted at any time, also while a writer is at work.
#[test]
fn an_error_in_an_article_keeps_no_process_from_starting() {
    let installation = Installation::new();
    let folder = installation.folder.path();
    for (path, text) in [
        ("app/index.html", "<!doctype html>"),
        (
            "articles/en/start/sound.md",
            "---\ntitle: Sound\nsummary: S\nupdated: 2026-11-20\n---\nText.\n",
        ),
        (
            "articles/en/start/broken.md",
            "---\ntitel: Broken\n---\nText.\n",
        ),
    ] {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let server = Serving::start(&installation);
    let ready = server.get("/readyz");
    assert!(ready.starts_with("HTTP/1.1 200"), "{ready}");
    let metrics = server.get("/metrics");
    assert!(metrics.contains("\narticles_with_errors 1\n"), "{metrics}");
}
