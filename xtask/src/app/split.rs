//! Cuts the compiled app into what every visitor needs and the chunks that single pages fetch when they are opened.
//!
//! It must happen after the compiler and before `wasm-bindgen`, and Trunk calls one right after the other. So Trunk is given
//! a program of that name which cuts first and then calls the real one.

use crate::{process, tools, workspace};
use anyhow::{Context as _, Result, anyhow};
use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_split_cli_support::{Options, transform};

/// The module that fetches chunks, as the cut program imports it.
pub const LINK: &str = "__wasm_split.js";
/// Tells the stand-in where to leave the chunks.
const FOLDER: &str = "XTASK_CHUNKS";

/// Puts the stand-in for `wasm-bindgen` before the real one; the chunks of each program will be in `folder/PROGRAM`, and
/// none from before.
pub fn cut_into(folder: &Path, trunk: &mut Command) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let stand_in = workspace::tools().join("stand-in/wasm-bindgen");
    let bin = stand_in.parent().context("the stand-in has no folder")?;
    fs::create_dir_all(bin)?;
    let xtask = in_place(std::env::current_exe()?);
    let script = format!("#!/bin/sh\nexec '{}' bindgen -- \"$@\"\n", xtask.display());
    fs::write(&stand_in, script)?;
    fs::set_permissions(&stand_in, fs::Permissions::from_mode(0o755))?;
    let mut path = bin.as_os_str().to_owned();
    path.push(":");
    path.push(tools::path()?);
    trunk.env("PATH", path).env(FOLDER, folder);
    Ok(())
}

/// Where a program is now. Tests of the whole workspace link this one anew while it runs; Linux then calls the running one
/// `PATH (deleted)`, though its successor is at `PATH`.
fn in_place(program: PathBuf) -> PathBuf {
    let successor = program
        .to_str()
        .and_then(|path| path.strip_suffix(" (deleted)"))
        .map(PathBuf::from)
        .filter(|path| path.exists());
    match successor {
        Some(successor) if !program.exists() => successor,
        _ => program,
    }
}

/// What the stand-in does: `arguments` are those of `wasm-bindgen`.
pub fn bindgen(arguments: &[OsString]) -> Result<()> {
    let mut wasm_bindgen = Command::new(workspace::tools().join("bin/wasm-bindgen"));
    let folder = std::env::var_os(FOLDER).map(PathBuf::from);
    let (Some(folder), Some(program)) = (folder, program(arguments)) else {
        return process::run(wasm_bindgen.args(arguments));
    };
    let name = program
        .file_stem()
        .context("the program has no name")?
        .to_string_lossy();
    let folder = folder.join(&*name);
    fs::create_dir_all(&folder)?;
    let main = folder.join("main").with_extension("wasm");
    cut(program, &name, &folder, &main)?;
    let rest = arguments
        .iter()
        .filter(|argument| argument.as_os_str() != program.as_os_str());
    wasm_bindgen
        .args(rest)
        // Chunks find the memory, the stack and the table of functions by these.
        .arg("--keep-lld-exports")
        .arg(&main);
    process::run(&mut wasm_bindgen)?;
    fs::remove_file(main)?;
    Ok(())
}

/// The file that `wasm-bindgen` is asked to work on; none when it is only asked for its version.
fn program(arguments: &[OsString]) -> Option<&Path> {
    arguments
        .iter()
        .map(Path::new)
        .find(|path| path.extension() == Some(OsStr::new("wasm")))
}

fn cut(program: &Path, name: &str, folder: &Path, main: &Path) -> Result<()> {
    let wasm = fs::read(program).with_context(|| format!("reading {}", program.display()))?;
    let link = format!("./{LINK}");
    let module = format!("./{name}.js");
    let mut options = Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = &link;
    options.main_module = &module;
    transform(options)
        .map_err(|error| anyhow!("{} could not be cut: {error:#}", program.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_among_the_arguments() {
        let arguments = ["--target=web", "a/portal.wasm", "--no-typescript"].map(OsString::from);
        assert_eq!(program(&arguments), Some(Path::new("a/portal.wasm")));
        assert_eq!(program(&["--version".into()]), None);
    }

    #[test]
    fn a_program_that_was_linked_anew_is_found_at_its_place() -> Result<()> {
        let successor = std::env::current_exe()?;
        let mut running = successor.clone().into_os_string();
        running.push(" (deleted)");
        assert_eq!(in_place(running.into()), successor);
        assert_eq!(in_place(successor.clone()), successor);
        let gone = PathBuf::from("/nowhere/xtask (deleted)");
        assert_eq!(in_place(gone.clone()), gone);
        Ok(())
    }
}
