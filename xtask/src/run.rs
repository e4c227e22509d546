//! `cargo xtask run`: from whatever state the machine is in to a portal filled with the demo.

use crate::{app, process, progress, server, tools, workspace};
use anyhow::Result;
use std::{fs, path::Path};

#[derive(clap::Args)]
pub struct Options {
    /// Where to serve: http://localhost:PORT
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

pub fn run(options: &Options) -> Result<()> {
    process::ensure_port_is_free(options.port)?;
    tools::ensure()?;
    let app = app::build(app::Flavour::Release)?;
    let binary = progress::step("build the server", || {
        server::build(server::Profile::Release)
    })?;
    let database = demo_database(&binary)?;
    let running = progress::step("start the server", || {
        server::Server::start(&server::Start {
            binary: &binary,
            database: &database,
            app: &app,
            port: options.port,
            programme: None,
            is_dev: false,
            log: "info",
        })
    })?;
    println!("\nKizuna is at {}  (Ctrl-C ends it)\n", running.origin());
    running.wait()
}

/// The URL of `var/kizuna.db`, which has the demo afterwards; prints how to sign in.
pub fn demo_database(binary: &Path) -> Result<String> {
    let file = workspace::path("var/kizuna.db");
    let database = server::sqlite_url(&file);
    fs::create_dir_all(workspace::path("var"))?;
    let name = if file.exists() {
        "open var/kizuna.db"
    } else {
        "create var/kizuna.db and fill it with the demo"
    };
    // Filling a database that has the demo changes nothing and says the same.
    let sign_ins = progress::step(name, || server::fill_with_demo(binary, &database))?;
    println!("\n{}\n", sign_ins.trim());
    Ok(database)
}
