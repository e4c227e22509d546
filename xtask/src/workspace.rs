//! Where things are in this repository. Knows names of folders, nothing about what is done with them.

use std::path::{Path, PathBuf};

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the workspace")
}

pub fn path(relative: impl AsRef<Path>) -> PathBuf {
    root().join(relative)
}

/// Everything that is made, native builds included: `cargo clean` removes all of it.
pub fn target() -> PathBuf {
    path("target")
}

/// The build of the app has its own folder, so that a native and a wasm build never wait for each other's lock.
pub fn wasm_target() -> PathBuf {
    path("target/wasm")
}

pub fn tools() -> PathBuf {
    path("target/tools")
}

/// The version that `Cargo.lock` holds for a package, e.g. `0.2.130` for `wasm-bindgen`.
pub fn locked_version(package: &str) -> anyhow::Result<String> {
    use anyhow::Context as _;
    let lock: toml::Table = std::fs::read_to_string(path("Cargo.lock"))?.parse()?;
    lock.get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .and_then(|entry| entry.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock has no package {package}"))
}
