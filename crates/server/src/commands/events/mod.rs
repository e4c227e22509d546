//! Takes events of a file in: the same way in as over HTTP, in batches, with what was refused in a file beside it.

mod progress;
mod rejects;
mod source;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Subcommand;
use contract::{EventFate, EventOutcome, FieldError};
use jiff::Timestamp;
use loyalty::Versions;
use serde_json::Value;
use storage::Db;

use crate::intake::Intake;
use crate::programme;
use crate::settings::Settings;

use progress::Progress;
use rejects::Rejects;
use source::{Row, Source};

/// Events of one transaction: enough to be quick, few enough that requests of people need not wait.
const BATCH: usize = 500;

#[derive(Debug, Subcommand)]
pub enum EventsCommand {
    /// Take events of a file in, .jsonl with one event a line or .csv; what was refused is written beside it
    Import { file: PathBuf },
}

/// What became of the rows so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    accepted: u64,
    kept: u64,
    known: u64,
    refused: u64,
}

pub async fn run(settings: &Settings, command: EventsCommand) -> anyhow::Result<()> {
    let EventsCommand::Import { file } = command;
    let source = Source::open(&file)?;
    let db = super::open_migrated(settings).await?;
    let versions = versions(&settings.program)?;
    let rejects = Rejects::beside(&file, source.header());
    let place = rejects.path().display().to_string();
    let imported = import(&db, &versions, source, rejects).await;
    db.close().await?;
    let tally = imported.with_context(|| {
        format!(
            "{}: what came before is kept, and the same import again goes on",
            file.display()
        )
    })?;
    super::print(&tally.sentence());
    if tally.refused > 0 {
        bail!("{} refused: {place} says why", tally.refused);
    }
    Ok(())
}

/// Without the rules everything would be kept and earn nothing, which nobody imports a file for.
fn versions(folder: &Path) -> anyhow::Result<Versions> {
    match programme::check(folder, programme::today())? {
        (Some(versions), _) if versions.iter().next().is_some() => Ok(versions),
        _ => bail!(
            "there is no sound programme in {}: `kizuna-server program check` says why",
            folder.display()
        ),
    }
}

async fn import(
    db: &Db,
    programme: &Versions,
    mut source: Source,
    mut rejects: Rejects,
) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let mut progress = Progress::of(source.bytes());
    loop {
        let mut rows = Vec::with_capacity(BATCH);
        while rows.len() < BATCH
            && let Some(row) = source.next()?
        {
            rows.push(row);
        }
        if rows.is_empty() {
            break;
        }
        let sound: Vec<Value> = rows
            .iter()
            .filter_map(|row| row.event.as_ref().ok().cloned())
            .collect();
        let now = Timestamp::now();
        let intake = Intake { db, programme, now };
        let mut outcomes = intake.take_in(&sound).await?.into_iter();
        for row in rows {
            let refused = match &row.event {
                Ok(_) => outcomes.next().and_then(|outcome| tally.count(&outcome)),
                Err(reason) => {
                    tally.refused += 1;
                    Some(reason.clone())
                }
            };
            if let Some(reason) = refused {
                rejects.write(&row, &reason)?;
            }
        }
        progress.show(source.read_bytes(), tally.all());
    }
    progress.end();
    rejects.finish()?;
    Ok(tally)
}

impl Tally {
    /// Counts one; says why when it was refused.
    fn count(&mut self, outcome: &EventOutcome) -> Option<String> {
        match outcome.fate {
            EventFate::Accepted => self.accepted += 1,
            EventFate::Kept => self.kept += 1,
            EventFate::Known => self.known += 1,
            EventFate::Refused => {
                self.refused += 1;
                let told = |error: &FieldError| format!("{} {}", error.pointer, error.detail);
                let all: Vec<_> = outcome.errors.iter().map(told).collect();
                return Some(all.join("; ").trim().to_owned());
            }
        }
        None
    }

    const fn all(self) -> u64 {
        self.accepted + self.kept + self.known + self.refused
    }

    fn sentence(self) -> String {
        format!(
            "{} events: {} accepted, {} kept without counting, {} known before, {} refused",
            self.all(),
            self.accepted,
            self.kept,
            self.known,
            self.refused
        )
    }
}
