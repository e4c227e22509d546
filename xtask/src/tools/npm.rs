//! `wasm-opt` and `esbuild`, which npm delivers ready to run.

use crate::{process, progress, workspace};
use anyhow::{Context as _, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What npm needs beside the list of packages.
const FILES: [&str; 3] = ["package.json", ".npmrc", LOCK];
const LOCK: &str = "package-lock.json";
/// A copy of the lock file, written when all it lists is there.
const INSTALLED: &str = "node_modules/.installed-lock.json";

pub fn folder() -> PathBuf {
    workspace::tools().join("npm")
}

/// Installs what `xtask/tools/package-lock.json` lists, unless that very list is installed.
pub fn ensure() -> Result<()> {
    const NAME: &str = "wasm-opt and esbuild";
    let from = workspace::path("xtask/tools");
    let to = folder();
    fs::create_dir_all(&to)?;
    for file in FILES {
        fs::copy(from.join(file), to.join(file))
            .with_context(|| format!("copying xtask/tools/{file}"))?;
    }
    if is_installed(&to)? {
        progress::ready(NAME);
        return Ok(());
    }
    progress::step(NAME, || install(&to))
}

/// Whether the packages of a folder's lock file are installed, and no others.
pub fn is_installed(folder: &Path) -> Result<bool> {
    let wanted = fs::read(folder.join(LOCK))?;
    Ok(fs::read(folder.join(INSTALLED)).is_ok_and(|installed| installed == wanted))
}

/// `npm ci` in a folder.
pub fn install(folder: &Path) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args(["ci", "--loglevel=error", "--no-progress"])
        .current_dir(folder)
        // Browsers come from Debian, never from npm's post-install scripts.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("PUPPETEER_SKIP_DOWNLOAD", "1");
    process::capture(&mut npm).with_context(|| {
        format!(
            "npm packages are missing; Node 20 or later and this must work: cd {} && npm ci",
            folder.display()
        )
    })?;
    fs::copy(folder.join(LOCK), folder.join(INSTALLED))?;
    Ok(())
}
