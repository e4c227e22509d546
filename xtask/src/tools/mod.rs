//! The tools of the app's build: the wasm target of the compiler, Trunk, `wasm-bindgen`, `wasm-opt`, `esbuild`.
//!
//! All but the compiler's target go into `target/tools`, never into the user's own folders. Every version is pinned
//! somewhere else (`Trunk.toml`, `Cargo.lock`, `xtask/tools/package.json`) and only read here.

mod cargo;
pub mod npm;
mod wasm_target;

use crate::{progress, workspace};
use anyhow::{Context as _, Result};
use std::{ffi::OsString, time::Instant};

/// Makes every tool ready; at once where nothing is missing.
pub fn ensure() -> Result<()> {
    let start = Instant::now();
    wasm_target::ensure()?;
    npm::ensure()?;
    cargo::ensure_wasm_bindgen()?;
    cargo::ensure_trunk()?;
    println!("Tools are ready: {}", progress::seconds(start.elapsed()));
    Ok(())
}

pub fn ensure_wasm_target() -> Result<()> {
    wasm_target::ensure()
}

/// `PATH` with our own tools before those of the machine.
pub fn path() -> Result<OsString> {
    let ours = [
        workspace::tools().join("bin"),
        npm::folder().join("node_modules/.bin"),
    ];
    let machine = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&machine)))
        .context("a folder in PATH has a `:` in its name")
}

/// The compiler for wasm where it is not the one of `rust-toolchain.toml`: the name of a rustup toolchain.
///
/// For machines on which rustup cannot download the wasm target of the pinned channel.
pub fn wasm_toolchain() -> Option<String> {
    std::env::var("XTASK_WASM_TOOLCHAIN")
        .ok()
        .filter(|name| !name.is_empty())
}

/// A command that finds our tools and builds into the folder of wasm builds.
pub fn wasm_command(program: &str) -> Result<std::process::Command> {
    let mut command = std::process::Command::new(program);
    command
        .current_dir(workspace::root())
        .env("PATH", path()?)
        .env("CARGO_TARGET_DIR", workspace::wasm_target());
    if let Some(toolchain) = wasm_toolchain() {
        command.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    Ok(command)
}
