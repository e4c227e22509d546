//! `kizuna-server events import`: a file comes in as over HTTP, what is refused stands beside it, and again changes nothing.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};
use storage::ledger;
use tempfile::TempDir;

use crate::harness::TestApp;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../program");

struct Import {
    app: TestApp,
    folder: TempDir,
}

impl Import {
    async fn new() -> Self {
        Self {
            app: TestApp::start().await,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn run(&self, name: &str, text: &str) -> Output {
        std::fs::write(self.path(name), text).unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_kizuna-server"));
        program
            .env("DATABASE_URL", self.app.database_url())
            .args(["events", "import", "--program", PROGRAM])
            .arg(self.path(name));
        program.output().unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn rejected(&self, name: &str) -> Vec<String> {
        let text = std::fs::read_to_string(self.path(name)).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    async fn points(&self) -> (i64, i64) {
        let broken = ledger::verify(&self.app.state.db, |account| {
            assert_eq!(account.findings, [""; 0], "{}", account.name);
        });
        broken.await.unwrap();
        let mut mio = self.app.signed_in("mio@hoshino.example").await;
        let home = mio.get("/api/v1/home").await.ok();
        let points = |name: &str| home[name].as_i64().unwrap();
        (points("company_points"), points("my_points"))
    }

    fn hoshino(&self) -> String {
        self.app.accounts["Hoshino"].to_string()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[tokio::test]
async fn a_table_with_good_and_bad_rows() {
    let import = Import::new().await;
    let (hoshino, now) = (import.hoshino(), import.app.state.clock.now());
    let table = |amount: &str| {
        format!(
            "id,source,type,time,account,member,subject,amount,currency,data\n\
             1,shop,purchase.completed,{now},{hoshino},,\"Pumps, spare\",{amount},EUR,\n\
             2,school,lesson.finished,{now},{hoshino},mio@hoshino.example,,,,\"{{\"\"level\"\":\"\"basic\"\"}}\"\n\
             3,school,lesson.finished,{now},{hoshino},max@nordlicht.example,,,,\n\
             4,shop,coffee.drunk,{now},{hoshino},,,,,\n\
             5,shop,purchase.completed,{now},{hoshino},,\n\
             1,shop,purchase.completed,{now},{hoshino},,twice,{amount},EUR,\n"
        )
    };
    let output = import.run("orders.csv", &table("12.5"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        said(&output),
        "6 events: 1 accepted, 1 kept without counting, 0 known before, 4 refused"
    );
    assert_eq!(import.points().await, (0, 120));
    let rejected = import.rejected("orders.rejected.csv");
    assert_eq!(rejected.len(), 5);
    assert!(rejected[0].starts_with("line,reason,id,source,"));
    assert!(rejected[1].starts_with("2,\"/data/amount must be a whole number"));
    assert!(rejected[2].starts_with("4,/member the company has no such person,3,school,"));
    assert!(rejected[3].starts_with("6,7 columns instead of 10,5,shop,"));

    // Mended and imported again, only what was refused counts.
    let output = import.run("orders.csv", &table("125000"));
    assert_eq!(
        said(&output),
        "6 events: 1 accepted, 0 kept without counting, 3 known before, 2 refused"
    );
    assert_eq!(import.points().await, (12, 120));
    // The file of the refused rows can be mended and imported as it is.
    let rest = import.rejected("orders.rejected.csv").join("\n");
    let output = import.run(
        "rest.csv",
        &rest.replace("max@nordlicht.example", "mio@hoshino.example"),
    );
    assert_eq!(
        said(&output),
        "2 events: 1 accepted, 0 kept without counting, 0 known before, 1 refused"
    );
    assert_eq!(import.points().await, (12, 240));
}

#[tokio::test]
async fn lines_of_json_over_several_batches() {
    let import = Import::new().await;
    let (hoshino, now) = (import.hoshino(), import.app.state.clock.now());
    let event = |id: usize| {
        json!({ "specversion": "1.0", "id": id.to_string(), "source": "shop", "type": "purchase.completed",
            "time": now.to_string(), "account": hoshino, "data": { "amount": 10_000, "currency": "EUR" } })
    };
    let mut lines: Vec<String> = (0..1_100).map(|id| event(id).to_string()).collect();
    lines.insert(700, "{ broken".to_owned());
    lines.insert(3, String::new());
    let back = json!({ "specversion": "1.0", "id": "back", "source": "shop", "type": "purchase.corrected",
        "time": now.to_string(), "account": hoshino, "data": { "reverses": "7" } });
    lines.push(back.to_string());
    let text = lines.join("\n");
    let output = import.run("all.jsonl", &text);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        said(&output),
        "1102 events: 1101 accepted, 0 kept without counting, 0 known before, 1 refused"
    );
    assert_eq!(import.points().await, (1_099, 0));
    let rejected = import.rejected("all.rejected.jsonl");
    let rejected: Value = serde_json::from_str(&rejected[0]).unwrap();
    assert_eq!(
        (&rejected["line"], &rejected["event"]),
        (&json!(702), &json!("{ broken"))
    );

    let output = import.run("again.jsonl", &text.replace("{ broken", ""));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        said(&output),
        "1101 events: 0 accepted, 0 kept without counting, 1101 known before, 0 refused"
    );
    assert!(!import.path("again.rejected.jsonl").exists());
    assert_eq!(import.points().await, (1_099, 0));
}

#[tokio::test]
async fn a_file_that_is_none_is_not_begun() {
    let import = Import::new().await;
    for (name, text) in [
        ("events.txt", "{}"),
        ("events.csv", "id,source,type,acount\n"),
        ("events.csv", ""),
    ] {
        let output = import.run(name, text);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert_eq!(said(&output), "");
    }
}
