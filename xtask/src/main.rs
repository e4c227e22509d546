//! `cargo xtask`: everything that is done to this repository, from a bare machine to a running portal.
//!
//! Each command is one module of the same name. What several need (tools, the app's build, the server as a process) is in
//! `tools`, `app` and `server`. Nothing here knows what the portal does; it only builds, starts, tests and measures it.

#![expect(
    clippy::print_stdout,
    reason = "a command-line tool speaks on standard output"
)]

mod app;
mod bench;
mod debian;
mod dev;
mod playwright;
mod postgres;
mod process;
mod progress;
mod run;
mod screens;
mod server;
mod test;
mod tools;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::{ffi::OsString, process::ExitCode};

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
    /// Serve while you work: what is saved is built and shown in the open browser
    Dev(dev::Options),
    /// Format, lints, all tests on SQLite and PostgreSQL, journeys in the browser
    Test(test::Options),
    /// Measure what the design promises
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Pictures of every page, width, theme and language into target/screens
    Screens(screens::Options),
    /// Fetch the build tools into target/tools
    Tools,
    /// Build the app into target/app/dist
    App,
    /// Make target/app/dist of what is compiled, after a change of styles or static files alone
    Assemble,
    /// Stands in for `wasm-bindgen` while Trunk builds
    #[command(hide = true)]
    Bindgen { arguments: Vec<OsString> },
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
        Command::Dev(options) => dev::run(&options)?,
        Command::Test(options) => return Ok(test::run(&options)),
        Command::Bench(bench) => bench::run(&bench)?,
        Command::Screens(options) => screens::run(&options)?,
        Command::Tools => tools::ensure()?,
        Command::App => {
            tools::ensure()?;
            app::build(app::Flavour::Release)?;
        }
        Command::Bindgen { arguments } => app::bindgen(&arguments)?,
        Command::Assemble => app::assemble(app::Flavour::Release)?,
    }
    Ok(ExitCode::SUCCESS)
}
