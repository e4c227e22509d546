//! The journeys in Chromium: builds what they need and runs Playwright, which starts the servers by itself.

use super::tally::Counts;
use crate::{app, playwright, server};
use anyhow::Result;

pub fn test(counts: &mut Counts) -> Result<()> {
    let app = app::build(app::Flavour::Release)?;
    let server = server::build(server::Profile::Debug)?;
    let outcome = playwright::run(&playwright::Run {
        project: "journeys",
        server: &server,
        app: &app,
        arguments: &[],
    })?;
    counts.passed = outcome.passed;
    counts.failed = outcome.failed;
    anyhow::ensure!(
        outcome.failed == 0,
        "{} journeys failed; see target/playwright/report",
        outcome.failed
    );
    Ok(())
}
