//! Builds the browser app: Trunk compiles it, `assemble` makes the folder that the server serves.

mod assemble;
pub mod compress;
mod esbuild;
mod fingerprint;
mod fragment;
mod page;
mod split;
mod tags;

pub use split::bindgen;

use crate::{process, progress, tools, workspace};
use anyhow::{Context as _, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The pages that there may be: source file and whether the app cannot be without it.
const PAGES: [(&str, bool); 2] = [("index.html", true), ("console.html", false)];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// The fewest bytes, with compressed copies.
    Release,
    /// The least waiting: no optimisation, nothing compressed, reloads itself.
    Dev,
}

impl Flavour {
    /// The folder that the server serves.
    pub fn dist(self) -> PathBuf {
        workspace::target().join(match self {
            Self::Release => "app/dist",
            Self::Dev => "app/dev",
        })
    }

    /// Where Trunk leaves one page's files.
    fn trunk_output(self, page: &str) -> PathBuf {
        self.unfinished("trunk", page)
    }

    /// Where the chunks are that were cut from one page's program.
    fn chunks(self, page: &str) -> PathBuf {
        self.unfinished("chunks", page)
    }

    fn unfinished(self, kind: &str, page: &str) -> PathBuf {
        let name = page.trim_end_matches(".html");
        workspace::target().join(match self {
            Self::Release => format!("app/{kind}/{name}"),
            Self::Dev => format!("app/{kind}-dev/{name}"),
        })
    }
}

/// Builds the app unless nothing changed; gives the folder to serve.
pub fn build(flavour: Flavour) -> Result<PathBuf> {
    let dist = flavour.dist();
    let stamp = dist.with_extension("inputs");
    let fingerprint = fingerprint::of_inputs()?;
    let unchanged = fs::read_to_string(&stamp).is_ok_and(|last| last == fingerprint);
    if unchanged && dist.join("build.json").exists() {
        progress::ready("app");
        return Ok(dist);
    }
    if flavour == Flavour::Release {
        progress::step("compile the app's programs", compile_programs)?;
    }
    for page in pages()? {
        progress::step(&format!("compile {page}"), || compile(page, flavour))?;
    }
    progress::step("assemble the app", || assemble(flavour))?;
    // Written last, and with what was there at the beginning: a file saved in between builds again next time.
    fs::write(stamp, fingerprint)?;
    Ok(dist)
}

/// Puts the compiled app, stylesheets and static files together again; compiles nothing.
pub fn assemble(flavour: Flavour) -> Result<()> {
    assemble::assemble(&pages()?, flavour)
}

fn pages() -> Result<Vec<&'static str>> {
    let mut pages = Vec::new();
    for (page, required) in PAGES {
        if workspace::path(page).exists() {
            pages.push(page);
        } else {
            anyhow::ensure!(!required, "{page} is not there");
        }
    }
    Ok(pages)
}

/// Compiles the pages' programs side by side: linking one keeps a single core busy for minutes, and Trunk, which finds them
/// ready, would do one after the other.
fn compile_programs() -> Result<()> {
    let mut cargo = tools::wasm_command("cargo")?;
    cargo
        .args(["build", "--quiet", "--bins", "--profile", "app"])
        .args(["--target", "wasm32-unknown-unknown", "--locked"]);
    process::run(&mut cargo)
}

fn compile(page: &str, flavour: Flavour) -> Result<()> {
    let mut trunk = tools::wasm_command("trunk")?;
    split::cut_into(&flavour.chunks(page), &mut trunk)?;
    trunk.args([
        "build",
        page,
        "--offline",
        "--skip-version-check",
        "--log",
        "warn",
        "--dist",
    ]);
    trunk.arg(flavour.trunk_output(page));
    // Its errors say what failed; where inside Trunk that was noticed helps nobody.
    trunk.env_remove("RUST_BACKTRACE");
    match flavour {
        Flavour::Release => trunk.arg("--release"),
        Flavour::Dev => trunk.args(["--cargo-profile", "dev"]),
    };
    process::run(&mut trunk)
}

/// All files below a folder, in the order of their names; hidden ones and editors' leftovers are no part of anything.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().ends_with(b"~")
            {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The name under which the server may call a file immutable.
fn hashed_name(stem: &str, extension: &str, content: &[u8]) -> String {
    use sha2::Digest as _;
    let hash = hex(&sha2::Sha256::digest(content));
    format!("{stem}-{}.{extension}", &hash[..16])
}
