//! The standard library for `wasm32-unknown-unknown`, which rustup adds to the compiler.

use super::wasm_toolchain;
use crate::{process, progress};
use anyhow::{Result, bail};
use std::{path::Path, process::Command};

const TARGET: &str = "wasm32-unknown-unknown";

pub fn ensure() -> Result<()> {
    if is_there()? {
        progress::ready("wasm target");
        return Ok(());
    }
    progress::step("wasm target", || {
        let added = process::run(Command::new("rustup").args(["target", "add", TARGET]));
        if added.is_err() || !is_there()? {
            bail!(
                "The compiler cannot build for the browser; make this work and start again: rustup target add {TARGET}"
            );
        }
        Ok(())
    })
}

fn is_there() -> Result<bool> {
    let mut rustc = Command::new("rustc");
    if let Some(toolchain) = wasm_toolchain() {
        rustc.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    let sysroot = process::capture(rustc.args(["--print", "sysroot"]))?;
    let libraries = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib");
    Ok(libraries
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some()))
}
