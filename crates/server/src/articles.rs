//! The knowledge base as files: read at start, watched, swapped whole; a set with errors never replaces a good one. Only at
//! start, where there is none, its good articles are served.

mod folder;
mod watch;

use std::collections::BTreeSet;
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
            tier: accounts::view(&state.db, &state.programme, customer, state.clock.now())
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

/// Reads the folder for a process that starts, and says what lay there. Articles with errors are left out and told in the
/// log; only a folder that cannot be read at all is an error.
pub fn load(folder: &Path) -> anyhow::Result<(Library, Listing)> {
    let listing = Listing::of(folder)
        .with_context(|| format!("cannot read the articles in {}", folder.display()))?;
    let contents = listing.read(folder);
    let categories = contents.categories.as_deref();
    let (library, errors) = Library::salvage(contents.files, categories, contents.problems);
    set_gauge(&errors);
    if !errors.is_empty() {
        tracing::error!(
            error = lines(&errors),
            "articles with errors are left out until they are mended"
        );
    }
    Ok((library, listing))
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
            set_gauge(&[]);
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
    problems.retain(Diagnostic::is_error);
    bail!(
        "{} errors in the articles:\n{}",
        problems.len(),
        lines(&problems)
    );
}

fn lines(errors: &[Diagnostic]) -> String {
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// How many files are not served as they lie there: what monitoring sees of a process that started with errors.
fn set_gauge(errors: &[Diagnostic]) {
    let files: BTreeSet<_> = errors.iter().map(|error| &error.file).collect();
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    metrics::gauge!("articles_with_errors").set(count);
}
