//! `cargo xtask screens`: pictures of every page, for people to look at.

use crate::{app, debian, playwright, server, tools};
use anyhow::{Result, ensure};

#[derive(clap::Args)]
pub struct Options {
    /// Only pages whose title holds this, as Playwright's --grep understands it
    #[arg(long)]
    only: Option<String>,
}

pub fn run(options: &Options) -> Result<()> {
    debian::ensure_for_tests()?;
    tools::ensure()?;
    let app = app::build(app::Flavour::Release)?;
    let server = server::build(server::Profile::Debug)?;
    let arguments: Vec<String> = options
        .only
        .iter()
        .flat_map(|only| ["--grep".to_owned(), only.clone()])
        .collect();
    let outcome = playwright::run(&playwright::Run {
        project: "screens",
        server: &server,
        app: &app,
        arguments: &arguments,
    })?;
    ensure!(
        outcome.failed == 0,
        "{} pages could not be shown",
        outcome.failed
    );
    println!("The pictures are in target/screens");
    Ok(())
}
