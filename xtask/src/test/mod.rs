//! `cargo xtask test`: everything that must hold, counted. A stage that fails does not keep the next ones from running.

mod browser;
mod rust;
mod tally;

use crate::{debian, tools};
use std::process::ExitCode;
use tally::Tally;

#[derive(clap::Args)]
pub struct Options {
    /// Leave out PostgreSQL and the browser
    #[arg(long)]
    quick: bool,
}

pub fn run(options: &Options) -> ExitCode {
    let mut tally = Tally::default();
    if options.quick {
        tally.check("compiler for the browser", tools::ensure_wasm_target);
    } else {
        tally.check("build tools", tools::ensure);
        tally.check("Debian packages", debian::ensure_for_tests);
    }
    tally.check("format", rust::format);
    tally.check("clippy", rust::clippy);
    tally.check(
        "clippy of the app for the browser",
        rust::clippy_for_browser,
    );
    tally.count("tests with SQLite", rust::test_with_sqlite);
    if !options.quick {
        tally.count("tests with PostgreSQL", rust::test_with_postgres);
        tally.count("tests in the browser", browser::test);
    }
    tally.print();
    println!("{}", tally.last_line());
    if tally.failed() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
