//! `cargo xtask`: everything that is done to this repository, from a bare machine to a running portal.
//!
//! Each command is one module of the same name. What several need (tools, the app's build, the server as a process) is in
//! `tools`, `app` and `server`. Nothing here knows what the portal does; it only builds, starts, tests and measures it.

#![expect(
    clippy::print_stdout,
    reason = "a command-line tool speaks on standard output"
)]

mod app;
mod debian;
mod playwright;
mod process;
mod progress;
mod run;
mod server;
mod test;
mod tools;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Build, run, test and measure Kizuna",
    version
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fetch what is missing, build app and server, fill a demo database, serve it on localhost
    Run(run::Options),
    /// Format, lints, all tests on SQLite and PostgreSQL, journeys in the browser
    Test(test::Options),
    /// Fetch the build tools into target/tools
    Tools,
    /// Build the app into target/app/dist
    App,
}

fn main() -> ExitCode {
    match process::stop_children_on_signals().and_then(|()| obey(Arguments::parse().command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<ExitCode> {
    match command {
        Command::Run(options) => run::run(&options)?,
        Command::Test(options) => return Ok(test::run(&options)),
        Command::Tools => tools::ensure()?,
        Command::App => {
            tools::ensure()?;
            app::build(app::Flavour::Release)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
