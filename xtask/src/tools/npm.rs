//! `wasm-opt` and `esbuild`, which npm delivers ready to run.

use crate::{process, progress, workspace};
use anyhow::{Context as _, Result};
use std::{fs, path::PathBuf, process::Command};

/// What npm needs beside the list of packages.
const FILES: [&str; 3] = ["package.json", ".npmrc", "package-lock.json"];

pub fn folder() -> PathBuf {
    workspace::tools().join("npm")
}

/// Installs what `xtask/tools/package-lock.json` lists, unless that very list is installed.
pub fn ensure() -> Result<()> {
    const NAME: &str = "wasm-opt and esbuild";
    let from = workspace::path("xtask/tools");
    let to = folder();
    // npm writes this file last, so it stands for a complete installation.
    let is_complete = to.join("node_modules/.package-lock.json").exists();
    let same = FILES
        .iter()
        .all(|file| matches!((fs::read(from.join(file)), fs::read(to.join(file))), (Ok(a), Ok(b)) if a == b));
    if is_complete && same {
        progress::ready(NAME);
        return Ok(());
    }
    progress::step(NAME, || {
        fs::create_dir_all(&to)?;
        for file in FILES {
            fs::copy(from.join(file), to.join(file))
                .with_context(|| format!("copying xtask/tools/{file}"))?;
        }
        install(&to)
    })
}

/// `npm ci` in a folder, quietly.
pub fn install(folder: &std::path::Path) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args(["ci", "--loglevel=error", "--no-progress"])
        .current_dir(folder)
        // Browsers come from Debian, never from npm's post-install scripts.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("PUPPETEER_SKIP_DOWNLOAD", "1");
    process::capture(&mut npm).map(drop).with_context(|| {
        format!(
            "npm packages are missing; Node 20 or later and this must work: cd {} && npm ci",
            folder.display()
        )
    })
}
