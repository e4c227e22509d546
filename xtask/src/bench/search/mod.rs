//! The search engine and its peers, in one run on the same corpora: what is found, how fast, and for how many bytes.
//!
//! How each figure is measured, and why so, is written in `docs/decisions/016-how-search-is-measured.md`. Figures depend on
//! the machine, so nothing of this is a test; what must be reached decides about the exit code.

mod corpora;
mod engines;
mod figures;
mod memory;
mod musts;
mod race;
mod table;

use super::scratch::Scratch;
use crate::{app, progress, server, tools, workspace};
use anyhow::{Result, ensure};
use std::path::PathBuf;

/// Names the folder of the corpora.
const CORPORA: &str = "KIZUNA_CORPORA";

#[derive(clap::Args)]
pub struct Options {
    /// Holds LOCALE/CATEGORY/SLUG.md or LOCALE.tar.xz, and queries-LOCALE.tsv [default: ../shared/corpora]
    #[arg(long, env = CORPORA)]
    corpus: Option<PathBuf>,
    /// This language alone
    #[arg(long)]
    locale: Option<String>,
    /// Lines of class, query and expected slug, with tabs between
    #[arg(long, requires = "locale")]
    queries: Option<PathBuf>,
    /// How often all queries are timed; the middle run is printed
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// In how many fresh browsers a first query is asked
    #[arg(long, default_value_t = 40)]
    first: usize,
    /// So many articles at least in the large corpus that is made of each; 0 leaves it out
    #[arg(long, default_value_t = 20_000)]
    many: usize,
}

pub fn run(options: &Options) -> Result<()> {
    let scratch = Scratch::make("search")?;
    let corpora = corpora::find(options, scratch.path())?;
    tools::ensure()?;
    let app = app::build(app::Flavour::Release)?;
    ensure_peers()?;
    let server = progress::step("build the server", || {
        server::build(server::Profile::Release)
    })?;
    let engines = engines::Engines {
        server: &server,
        app: &app,
        scratch: scratch.path(),
        options,
    };
    let mut missed = Vec::new();
    for corpus in &corpora {
        let outcome = race::run(&engines, corpus)?;
        let musts = musts::of(&outcome, corpus);
        table::print(corpus, &outcome, options.runs);
        table::print_musts(&corpus.locale, &musts);
        let below = musts.iter().filter(|must| !must.is_met());
        missed.extend(below.map(|must| format!("{} {}", corpus.locale, must.what)));
        let failed = outcome.failed.iter();
        missed.extend(
            failed.map(|(engine, _)| format!("{} comparison with {engine}", corpus.locale)),
        );
    }
    ensure!(missed.is_empty(), "not reached: {}", missed.join(", "));
    Ok(())
}

/// Installs the peers, unless they are there. The browser tests have a list of their own and do without them.
fn ensure_peers() -> Result<()> {
    const NAME: &str = "npm packages of the search engines";
    let folder = workspace::path("tests/bench");
    if tools::npm::is_installed(&folder)? {
        progress::ready(NAME);
        return Ok(());
    }
    progress::step(NAME, || tools::npm::install(&folder))
}
