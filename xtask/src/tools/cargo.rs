//! Trunk and `wasm-bindgen`, built from source by cargo.

use crate::{process, progress, workspace};
use anyhow::{Context as _, Result};
use std::process::Command;

/// Trunk only copies and starts other programs, so it is built for the least waiting.
pub fn ensure_trunk() -> Result<()> {
    let version = trunk_version()?;
    // Without default features Trunk cannot fetch tools by itself: here nothing is fetched behind the user's back.
    ensure(
        "trunk",
        "trunk",
        &version,
        &["--locked", "--no-default-features"],
        "0",
    )
}

/// The very version of the library in `Cargo.lock`: any other refuses to work on the app.
pub fn ensure_wasm_bindgen() -> Result<()> {
    let version = workspace::locked_version("wasm-bindgen")?;
    // It works through megabytes of wasm, which without any optimisation costs more than compiling it better.
    ensure("wasm-bindgen-cli", "wasm-bindgen", &version, &[], "1")
}

fn ensure(
    package: &str,
    program: &str,
    version: &str,
    flags: &[&str],
    optimisation: &str,
) -> Result<()> {
    let name = format!("{program} {version}");
    let installed = workspace::tools().join("bin").join(program);
    if process::capture(Command::new(&installed).arg("--version"))
        .is_ok_and(|answer| answer.trim() == name)
    {
        progress::ready(&name);
        return Ok(());
    }
    let build = workspace::tools().join("build");
    progress::step(&format!("{name}, built from source"), || {
        let mut install = Command::new("cargo");
        install
            .args([
                "install",
                "--quiet",
                "--force",
                package,
                "--version",
                version,
            ])
            .args(flags)
            .arg("--root")
            .arg(workspace::tools())
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", optimisation)
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64");
        process::run(&mut install).with_context(|| {
            format!(
                "{name} could not be built; see what this says: {}",
                process::line(&install)
            )
        })
    })?;
    // Half a gigabyte that nothing needs any more.
    std::fs::remove_dir_all(&build).or_else(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })?;
    Ok(())
}

fn trunk_version() -> Result<String> {
    let settings: toml::Table = std::fs::read_to_string(workspace::path("Trunk.toml"))?.parse()?;
    settings
        .get("trunk-version")
        .and_then(toml::Value::as_str)
        .and_then(|requirement| requirement.strip_prefix('='))
        .map(str::to_owned)
        .context("Trunk.toml must pin `trunk-version = \"=X.Y.Z\"`")
}
