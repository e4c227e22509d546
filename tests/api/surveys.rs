//! Being asked at the right time, answering, and what an answer sets going.

mod anonymous;
mod answering;
mod asking;
mod care;
mod files;
mod follow_up;
mod results;

use std::collections::HashMap;
use std::fs;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use serde_json::{Value, json};
use server::settings::GivenSettings;
use tempfile::TempDir;
use uuid::Uuid;

use crate::harness::{Answer, Client, TestApp};

const RELATIONSHIP: &str = include_str!("../../surveys/relationship.toml");
const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";
const AKI: &str = "aki@hoshino.example";
const MAX: &str = "max@nordlicht.example";

/// A portal in which a survey asks everybody from today on: all people joined forty days ago.
struct Portal {
    app: TestApp,
    _surveys: TempDir,
}

impl Portal {
    async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With stretches of the survey's file replaced.
    async fn with(changes: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("relationship.toml"), survey(changes)).unwrap();
        Self::in_folder(folder).await
    }

    async fn in_folder(folder: TempDir) -> Self {
        let settings = GivenSettings {
            surveys: Some(folder.path().to_owned()),
            ..Default::default()
        };
        let app = TestApp::with(Vec::new(), HashMap::new(), settings).await;
        app.advance(SignedDuration::from_hours(40 * 24));
        Self {
            app,
            _surveys: folder,
        }
    }

    /// Someone who comes for the second time.
    async fn visitor(&self, email: &str) -> Client {
        self.app.signed_in(email).await;
        self.app.signed_in(email).await
    }

    fn pass(&self, seconds: i64) {
        self.app.advance(SignedDuration::from_secs(seconds));
    }

    async fn settle(&self) -> usize {
        server::jobs::settle_answers(&self.app.state).await.unwrap()
    }
}

/// The shipped survey for everybody, in a wave that began eight days ago and lasts a month.
fn survey(changes: &[(&str, &str)]) -> String {
    let today = jiff::Timestamp::now().to_zoned(TimeZone::UTC).date();
    let (from, until) = (today + 32.days(), today + 62.days());
    let wave = format!("[[wave]]\nfrom = {from}\nuntil = {until}\n");
    let waves = "[waves]\nfirst = 2027-01-11\nevery_months = 6\ndays = 28\n";
    let own = [
        (waves, wave.as_str()),
        ("percent = 25", "members_per_account = 100"),
        ("spread_days = 21", "spread_days = 1"),
    ];
    let mut text = RELATIONSHIP.to_owned();
    for (from, to) in own.iter().chain(changes) {
        assert!(text.contains(from), "the file holds {from}");
        text = text.replacen(from, to, 1);
    }
    text
}

async fn now(client: &mut Client, page: &str) -> Value {
    let path = format!("/api/v1/surveys/now?page={page}");
    client.get(&path).await.ok()["question"].clone()
}

async fn ask(client: &mut Client) -> Answer {
    let body = json!({ "survey": "relationship", "page": "home" });
    let key = Uuid::new_v4().to_string();
    client.keyed("/api/v1/surveys/asks", body, &key).await
}

/// The address of a question that was asked.
async fn asked(client: &mut Client) -> String {
    let question = ask(client).await.ok();
    format!("/api/v1/surveys/asks/{}", question["ask"].as_str().unwrap())
}

async fn answer(client: &mut Client, ask: &str, answer: Value) -> Answer {
    let body = json!({ "answer": answer });
    client.put(&format!("{ask}/answer"), body).await
}

async fn feedback(client: &mut Client) -> Value {
    client.get("/api/v1/feedback").await.ok()
}
