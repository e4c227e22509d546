//! `cargo xtask dev`: serves the portal and builds the half concerned whenever something is saved.
//!
//! Articles are the server's own business: it reads them anew and tells the open page by itself, and so it does with whatever
//! is built here.

use crate::{app, process, progress, run, server, tools, workspace};
use anyhow::{Context as _, Result};
use notify::{RecursiveMode, Watcher as _};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    sync::mpsc::{self, Receiver},
    time::Duration,
};

#[derive(clap::Args)]
pub struct Options {
    /// Where to serve: http://localhost:PORT
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Editors write a file in several steps, and people save several files at once.
const SAVING_TAKES: Duration = Duration::from_millis(60);

const WATCHED: [&str; 10] = [
    "src",
    "crates",
    "locales",
    "style",
    "public",
    "html",
    "index.html",
    "console.html",
    "Cargo.toml",
    "Cargo.lock",
];

/// What a saved file asks for, in the order in which it is done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Work {
    Assemble,
    BuildApp,
    BuildServer,
}

pub fn run(options: &Options) -> Result<()> {
    process::ensure_port_is_free(options.port)?;
    tools::ensure()?;
    app::build(app::Flavour::Dev)?;
    let binary = progress::step("build the server", || server::build(server::Profile::Debug))?;
    let database = run::demo_database(&binary)?;
    let start = || {
        server::Server::start(&server::Start {
            binary: &binary,
            database: &database,
            app: &app::Flavour::Dev.dist(),
            port: options.port,
            programme: None,
            is_dev: true,
            log: "info",
        })
    };
    let saves = watch()?;
    let mut running = Some(start()?);
    println!(
        "\nKizuna is at http://localhost:{}  (Ctrl-C ends it)\n",
        options.port
    );
    loop {
        let work = next(&saves)?;
        let result = build(&work).and_then(|()| {
            if work.contains(&Work::BuildServer) {
                // The port must be free before the next one takes it.
                drop(running.take());
                running = Some(start()?);
            }
            Ok(())
        });
        if let Err(error) = result {
            println!("{error:#}");
        }
    }
}

fn build(work: &BTreeSet<Work>) -> Result<()> {
    for item in work {
        match item {
            // Building the app assembles it, too.
            Work::Assemble if work.contains(&Work::BuildApp) => {}
            Work::Assemble => {
                progress::step("assemble the app", || app::assemble(app::Flavour::Dev))?;
            }
            Work::BuildApp => app::build(app::Flavour::Dev).map(drop)?,
            Work::BuildServer => {
                progress::step("build the server", || server::build(server::Profile::Debug))
                    .map(drop)?;
            }
        }
    }
    Ok(())
}

/// What a change of this file, named from the workspace's root, asks for.
fn work_for(file: &Path) -> &'static [Work] {
    use Work::{Assemble, BuildApp, BuildServer};
    let mut folders = file.iter().map(|part| part.to_str().unwrap_or_default());
    match (folders.next(), folders.next()) {
        (Some("style" | "public" | "html" | "index.html" | "console.html"), _) => &[Assemble],
        (Some("src" | "locales"), _) => &[BuildApp],
        (Some("crates"), Some("server" | "storage")) => &[BuildServer],
        (Some("crates" | "Cargo.toml" | "Cargo.lock"), _) => &[BuildApp, BuildServer],
        _ => &[],
    }
}

/// What was saved, as long as the watcher lives.
struct Saves {
    events: Receiver<notify::Result<notify::Event>>,
    _watcher: notify::RecommendedWatcher,
}

/// Waits for a save and gives all that it asks for.
fn next(saves: &Saves) -> Result<BTreeSet<Work>> {
    let mut work = BTreeSet::new();
    while work.is_empty() {
        add(&mut work, saves.events.recv()?)?;
        while let Ok(event) = saves.events.recv_timeout(SAVING_TAKES) {
            add(&mut work, event)?;
        }
    }
    Ok(work)
}

fn add(work: &mut BTreeSet<Work>, event: notify::Result<notify::Event>) -> Result<()> {
    let event = event?;
    if event.kind.is_access() {
        return Ok(());
    }
    for path in &event.paths {
        let hidden = |part: &std::ffi::OsStr| {
            let name = part.as_encoded_bytes();
            name.starts_with(b".") || name.ends_with(b"~")
        };
        let Ok(file) = path.strip_prefix(workspace::root()) else {
            continue;
        };
        if !file.iter().any(hidden) {
            work.extend(work_for(file));
        }
    }
    Ok(())
}

fn watch() -> Result<Saves> {
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender)?;
    for path in WATCHED.map(workspace::path) {
        if fs::exists(&path)? {
            watcher
                .watch(&path, RecursiveMode::Recursive)
                .with_context(|| format!("{} cannot be watched", path.display()))?;
        }
    }
    Ok(Saves {
        events,
        _watcher: watcher,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_builds_only_the_half_concerned() {
        let work = |file: &str| work_for(Path::new(file));
        assert_eq!(work("style/card.css"), [Work::Assemble]);
        assert_eq!(work("src/pages/home.rs"), [Work::BuildApp]);
        assert_eq!(work("crates/storage/src/lib.rs"), [Work::BuildServer]);
        assert_eq!(
            work("crates/contract/src/id.rs"),
            [Work::BuildApp, Work::BuildServer]
        );
        assert!(work("articles/en/start/welcome.md").is_empty());
    }
}
