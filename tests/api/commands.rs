//! The command line as an operator uses it: the real program on a database of its own.

use std::process::Command;

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
