//! Runs the browser tests of `tests/`. Knows how Playwright is installed and called, not what the tests look at.

use crate::{process, progress, tools, workspace};
use anyhow::{Context as _, Result};
use serde::Deserialize;
use std::{fs, path::Path, process::Command};

pub struct Run<'a> {
    /// A project of `tests/playwright.config.js`.
    pub project: &'a str,
    pub server: &'a Path,
    pub app: &'a Path,
    /// Further arguments for Playwright.
    pub arguments: &'a [String],
}

pub struct Outcome {
    pub passed: usize,
    pub failed: usize,
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
    errors: Vec<serde_json::Value>,
}

/// Playwright's own words: `flaky` passed at a second try, which counts as failed here.
#[derive(Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    flaky: usize,
    skipped: usize,
}

/// Installs the npm packages of the browser tests, unless they are there.
pub fn ensure() -> Result<()> {
    let folder = workspace::path("tests");
    if tools::npm::is_installed(&folder)? {
        progress::ready("npm packages of the browser tests");
        return Ok(());
    }
    progress::step("npm packages of the browser tests", || {
        tools::npm::install(&folder)
    })
}

pub fn run(run: &Run) -> Result<Outcome> {
    ensure()?;
    let report = workspace::target()
        .join("playwright")
        .join(run.project)
        .with_extension("json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut playwright = Command::new(workspace::path("tests/node_modules/.bin/playwright"));
    playwright
        .current_dir(workspace::path("tests"))
        .args(["test", "--reporter=list,json", "--project", run.project])
        .args(run.arguments)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("XTASK_SERVER", run.server)
        .env("XTASK_APP", run.app);
    // Failed tests are in the report; without a report it did not run at all.
    let result = process::run(&mut playwright);
    let Ok(text) = fs::read_to_string(&report) else {
        return Err(result
            .err()
            .unwrap_or_else(|| anyhow::anyhow!("Playwright wrote no report")));
    };
    let Report { stats, errors } =
        serde_json::from_str(&text).context("reading Playwright's report")?;
    Ok(Outcome {
        passed: stats.expected,
        // A test that was left out proves nothing, and an error outside of any test is no less an error.
        failed: stats.unexpected
            + stats.flaky
            + stats.skipped
            + usize::from(!errors.is_empty() && stats.unexpected == 0),
    })
}
