//! The knowledge base as files: read at start, watched, swapped whole; a set with errors never replaces a good one.

mod folder;
mod watch;

use std::path::Path;

use anyhow::{Context, bail};
use contract::{AccountId, Tier};
use jiff::Timestamp;
use knowledge::{Diagnostic, Library, Reader};
use storage::{Scope, accounts};

use crate::problem::AppError;
use crate::state::AppState;

pub use folder::Listing;
pub use watch::{Watch, watch};

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

/// Reads the folder, and says what lay there. Every problem is in the error, with file and line.
pub fn load(folder: &Path) -> anyhow::Result<(Library, Listing)> {
    let listing = Listing::of(folder)
        .with_context(|| format!("cannot read the articles in {}", folder.display()))?;
    Ok((read(folder, &listing)?, listing))
}

/// Everything that a writer should know of the folder, errors and warnings.
pub fn check(folder: &Path, now: Timestamp) -> anyhow::Result<Vec<Diagnostic>> {
    let listing = Listing::of(folder)
        .with_context(|| format!("cannot read the articles in {}", folder.display()))?;
    let contents = listing.read(folder);
    let mut problems = contents.problems;
    let mut found = knowledge::check(contents.files, contents.categories.as_deref(), now);
    problems.append(&mut found);
    Ok(problems)
}

/// Takes a new set over, or says why the earlier one stays.
pub fn take_over(state: &AppState, outcome: anyhow::Result<Library>) {
    match outcome {
        Ok(library) => {
            let warnings = library.warnings().len();
            state.library.store(library.into());
            state.search_indexes.clear();
            tracing::info!(warnings, "articles read again");
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

fn read(folder: &Path, listing: &Listing) -> anyhow::Result<Library> {
    let contents = listing.read(folder);
    let mut problems = contents.problems;
    match Library::build(contents.files, contents.categories.as_deref()) {
        Ok(library) if problems.is_empty() => return Ok(library),
        Ok(_) => {}
        Err(mut found) => problems.append(&mut found),
    }
    let lines: Vec<_> = problems
        .iter()
        .filter(|problem| problem.is_error())
        .map(ToString::to_string)
        .collect();
    bail!(
        "{} errors in the articles:\n{}",
        lines.len(),
        lines.join("\n")
    );
}
