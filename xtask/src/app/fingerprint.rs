//! Tells whether an input of the app's build changed since the last one.
//!
//! Reads contents, not times: a fresh checkout or a branch switched there and back builds nothing anew.

use super::files_below;
use crate::workspace;
use anyhow::Result;
use sha2::{Digest as _, Sha256};
use std::{fs, path::PathBuf};

/// What the app is made of. Crates that only the server uses are left out by name, so that a new shared one is never missed.
const INPUTS: [&str; 16] = [
    "src",
    "crates",
    "locales",
    "style",
    "public",
    "xtask/src/app",
    "xtask/tools/package-lock.json",
    ".cargo/config.toml",
    "build.rs",
    "html",
    "index.html",
    "console.html",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "rust-toolchain.toml",
];
const SERVER_ALONE: [&str; 2] = ["crates/server", "crates/storage"];

pub fn of_inputs() -> Result<String> {
    let mut hash = Sha256::new();
    for input in INPUTS {
        for file in files_of(input)? {
            let relative = file.strip_prefix(workspace::root())?;
            if SERVER_ALONE
                .iter()
                .any(|folder| relative.starts_with(folder))
            {
                continue;
            }
            let content = fs::read(&file)?;
            hash.update(relative.as_os_str().as_encoded_bytes());
            hash.update(content.len().to_le_bytes());
            hash.update(content);
        }
    }
    Ok(super::hex(&hash.finalize()))
}

fn files_of(input: &str) -> Result<Vec<PathBuf>> {
    let path = workspace::path(input);
    if path.is_dir() {
        files_below(&path)
    } else {
        Ok(path.exists().then_some(path).into_iter().collect())
    }
}
