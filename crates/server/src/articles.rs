//! The knowledge base as files: read at start, watched, swapped whole; a set with errors never replaces a good one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, bail};
use contract::{AccountId, Tier};
use knowledge::{Library, Reader};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use storage::{Scope, accounts};

use crate::problem::AppError;
use crate::state::AppState;

/// Writers save several files at once; the set is read again when it has been quiet for this long.
const QUIET: Duration = Duration::from_millis(150);

/// Who reads, as the knowledge base sees it.
pub async fn reader(state: &AppState, scope: &Scope) -> Result<Reader, AppError> {
    Ok(match scope {
        Scope::Customer(customer) => Reader {
            persona: customer.persona,
            tier: accounts::view(&state.db, customer, state.clock.now())
                .await?
                .tier,
            account: Some(AccountId(customer.account.to_string())),
            is_staff: false,
        },
        Scope::Staff(_) => Reader {
            persona: None,
            tier: Tier::Gold,
            account: None,
            is_staff: true,
        },
    })
}

/// Reads the folder. Every problem is in the error, with file and line.
pub fn load(folder: &Path) -> anyhow::Result<Library> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files)
        .with_context(|| format!("cannot read the articles in {}", folder.display()))?;
    let categories = match fs::read_to_string(folder.join("categories.toml")) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).context("cannot read categories.toml"),
    };
    match Library::build(files, categories.as_deref()) {
        Ok(library) => Ok(library),
        Err(problems) => {
            let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
            bail!(
                "{} problems in the articles:\n{}",
                lines.len(),
                lines.join("\n")
            );
        }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let relative = path.strip_prefix(root)?;
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), fs::read(&path)?));
        }
    }
    Ok(())
}

/// Watches the folder until the returned watcher is dropped, and swaps in every new set that has no errors.
pub fn watch(state: AppState, folder: PathBuf) -> anyhow::Result<RecommendedWatcher> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading the files is no change; without this the reload would wake itself.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // The receiver is gone only when the process ends.
            let _ = sender.send(());
        }
    })?;
    watcher
        .watch(&folder, RecursiveMode::Recursive)
        .with_context(|| format!("cannot watch {}", folder.display()))?;
    std::thread::Builder::new()
        .name("articles".into())
        .spawn(move || reload_on_change(&state, &folder, &changes))?;
    Ok(watcher)
}

fn reload_on_change(state: &AppState, folder: &Path, changes: &Receiver<()>) {
    while changes.recv().is_ok() {
        loop {
            match changes.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        match load(folder) {
            Ok(library) => {
                state.library.store(library.into());
                tracing::info!("articles read again");
                if let Some(events) = &state.dev_events {
                    events.send("articles");
                }
            }
            Err(error) => {
                metrics::counter!("articles_rejected_total").increment(1);
                tracing::error!(
                    error = format!("{error:#}"),
                    "articles not taken over: the earlier set stays"
                );
            }
        }
    }
}
