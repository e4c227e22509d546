//! Makes stylesheets and scripts small, through esbuild's standard input and output.

use crate::tools;
use anyhow::{Context as _, Result, ensure};
use std::{io::Write as _, path::Path, process::Stdio};

/// A stylesheet without what only people read.
pub fn stylesheet(source: &str) -> Result<Vec<u8>> {
    transform(&std::env::temp_dir(), &["--loader=css", "--minify"], source)
}

/// A classic script; its top-level names are kept, since other scripts may use them.
pub fn script(source: &str) -> Result<Vec<u8>> {
    transform(&std::env::temp_dir(), &["--loader=js", "--minify"], source)
}

/// A module of wasm-bindgen with its snippets in one file. Only its start function is kept: the page calls nothing else.
pub fn module(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let entry = format!("export {{ default }} from './{name}.js';");
    transform(
        folder,
        &["--bundle", "--format=esm", "--minify", "--loader=js"],
        &entry,
    )
}

/// The script of a worker: the module of wasm-bindgen, started with the program at this address.
pub fn worker(folder: &Path, name: &str, wasm: &str) -> Result<Vec<u8>> {
    let entry = format!("import start from './{name}.js'; start({{ module_or_path: '{wasm}' }});");
    transform(
        folder,
        &["--bundle", "--format=esm", "--minify", "--loader=js"],
        &entry,
    )
}

fn transform(folder: &Path, flags: &[&str], source: &str) -> Result<Vec<u8>> {
    let mut command = tools::wasm_command("esbuild")?;
    command.current_dir(folder).args(flags).args([
        "--log-level=warning",
        // wasm-bindgen lists a module once for each function that is imported from it.
        "--log-override:duplicate-object-key=silent",
        "--charset=utf8",
        "--legal-comments=none",
    ]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("esbuild could not be started")?;
    let mut input = child
        .stdin
        .take()
        .context("esbuild has no standard input")?;
    // esbuild reads all of its input before it writes anything, so this cannot block for ever.
    input.write_all(source.as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    ensure!(
        output.status.success(),
        "esbuild {} ended with {}",
        flags.join(" "),
        output.status
    );
    Ok(output.stdout)
}
