//! `cargo xtask run`: from whatever state the machine is in to a portal filled with the demo.

use crate::{app, progress, server, tools, workspace};
use anyhow::{Context as _, Result};
use std::fs;

#[derive(clap::Args)]
pub struct Options {
    /// Where to serve: http://localhost:PORT
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

pub fn run(options: &Options) -> Result<()> {
    ensure_free(options.port)?;
    tools::ensure()?;
    let app = app::build(app::Flavour::Release)?;
    let binary = progress::step("build the server", || {
        server::build(server::Profile::Release)
    })?;

    let file = workspace::path("var/kizuna.db");
    let database = server::sqlite_url(&file);
    fs::create_dir_all(workspace::path("var"))?;
    let name = if file.exists() {
        "open var/kizuna.db"
    } else {
        "create var/kizuna.db and fill it with the demo"
    };
    // Filling a database that has the demo changes nothing and says the same.
    let sign_ins = progress::step(name, || server::fill_with_demo(&binary, &database))?;

    let running = progress::step("start the server", || {
        server::Server::start(&server::Start {
            binary: &binary,
            database: &database,
            app: &app,
            port: options.port,
            is_dev: false,
        })
    })?;
    println!(
        "\n{}\n\nKizuna is at {}  (Ctrl-C ends it)\n",
        sign_ins.trim(),
        running.origin()
    );
    running.wait()
}

/// Says so at once, rather than after minutes of building.
pub fn ensure_free(port: u16) -> Result<()> {
    std::net::TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .with_context(|| {
            format!("port {port} is taken: end what uses it, or choose another with --port")
        })
}
