//! For those who write surveys: what is wrong with their files.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Subcommand;

use super::report::{Format, Report};
use crate::settings::Settings;
use crate::surveys;

#[derive(Debug, Subcommand)]
pub enum SurveysCommand {
    /// Report everything that is wrong with a folder of surveys; only errors fail the command
    Check {
        /// The folder that holds NAME.toml [default: the setting `surveys`]
        folder: Option<PathBuf>,
        /// How the report looks
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

pub fn run(settings: &Settings, command: SurveysCommand) -> anyhow::Result<()> {
    let SurveysCommand::Check { folder, format } = command;
    check(folder.as_deref().unwrap_or(&settings.surveys), format)
}

fn check(folder: &Path, format: Format) -> anyhow::Result<()> {
    let (_, problems) = surveys::check(folder)?;
    let report = Report::of(problems);
    super::print(&report.render(folder, format)?);
    if report.errors > 0 {
        bail!("the surveys have errors, so nobody would be asked");
    }
    Ok(())
}
