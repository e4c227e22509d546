//! Makes the folder that is served out of Trunk's output, the stylesheets and `public/`.
//!
//! ```text
//! index.html, build.json, files of public/      names that stay: revalidated by browsers
//! assets/NAME-HASH.{js,wasm,css}                named by content: kept by browsers for ever
//! FILE.br, FILE.gz                              beside each file that gets smaller (release only)
//! ```
//!
//! The folder is made beside the old one and then takes its place, so that a running server never sees half of it.

use super::{Flavour, compress, esbuild, files_below, fragment, hashed_name, page, split};
use crate::{process, tools, workspace};
use anyhow::{Context as _, Result};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// One page with all of its files written, but for its own HTML, which names the build that is not known before.
struct Assembled {
    file: &'static str,
    html: String,
    stylesheet: String,
    module: String,
    wasm: String,
    wasm_bytes: usize,
    workers: BTreeMap<String, String>,
    scripts: BTreeMap<String, String>,
}

pub fn assemble(pages: &[&'static str], flavour: Flavour) -> Result<()> {
    let dist = flavour.dist();
    let beside = dist.with_extension("new");
    remove(&beside)?;
    let assets = Assets::create(&beside)?;
    let assembled = pages
        .iter()
        .map(|page| {
            assemble_page(page, flavour, &assets).with_context(|| format!("assembling {page}"))
        })
        .collect::<Result<Vec<_>>>()?;
    copy_public(&beside, &assembled)?;
    let build = build_name(&beside, &assembled, flavour)?;
    for page in &assembled {
        let finished = page::Finished {
            build: &build,
            stylesheet: &page.stylesheet,
            module: &page.module,
            wasm: &page.wasm,
            wasm_bytes: page.wasm_bytes,
            workers: &page.workers,
            scripts: &page.scripts,
        };
        fs::write(beside.join(page.file), page::finish(&page.html, &finished)?)?;
    }
    fs::write(
        beside.join("build.json"),
        json!({ "build": build }).to_string(),
    )?;
    if flavour == Flavour::Release {
        compress::folder(&beside)?;
    }
    take_place(&beside, &dist)
}

fn assemble_page(file: &'static str, flavour: Flavour, assets: &Assets) -> Result<Assembled> {
    let html = fragment::put_in(&fs::read_to_string(workspace::path(file))?, |piece| {
        fs::read_to_string(workspace::path(piece)).with_context(|| format!("reading {piece}"))
    })?;
    let request = page::request(&html)?;
    let trunk = flavour.trunk_output(file);
    let name = &request.bin;
    let wasm = program(&trunk, name)?;
    add_chunks(&flavour.chunks(file).join(name), &trunk, flavour, assets)?;
    let module = esbuild::module(&trunk, name)?;
    let mut workers = BTreeMap::new();
    for worker in request.workers {
        let wasm = assets.add(&worker, "wasm", &program(&trunk, &worker)?)?;
        let script = esbuild::worker(&trunk, &worker, &wasm)?;
        let script = assets.add(&worker, "js", &script)?;
        workers.insert(worker, script);
    }
    let mut scripts = BTreeMap::new();
    for script in request.scripts {
        let source = fs::read_to_string(workspace::path("public").join(&script))
            .with_context(|| format!("reading public/{script}"))?;
        let stem = script.trim_end_matches(".js").replace('/', "-");
        let hashed = assets.add(&stem, "js", &esbuild::script(&source)?)?;
        scripts.insert(script, hashed);
    }
    Ok(Assembled {
        file,
        stylesheet: assets.add(name, "css", &stylesheet(&request.stylesheets)?)?,
        module: assets.add(name, "js", &module)?,
        wasm_bytes: wasm.len(),
        wasm: assets.add(name, "wasm", &wasm)?,
        workers,
        scripts,
        html,
    })
}

fn program(trunk: &Path, name: &str) -> Result<Vec<u8>> {
    fs::read(trunk.join(format!("{name}_bg.wasm")))
        .with_context(|| format!("{name} is not compiled"))
}

/// Names the chunks by their content, and leaves the module that fetches them, with those names, where the app's module
/// looks for it.
fn add_chunks(chunks: &Path, trunk: &Path, flavour: Flavour, assets: &Assets) -> Result<()> {
    let mut link = fs::read_to_string(chunks.join(split::LINK)).context("the app is not cut")?;
    for chunk in files_below(chunks)? {
        let Some(name) = chunk.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let Some(stem) = name.strip_suffix(".wasm") else {
            continue;
        };
        let wasm = match flavour {
            Flavour::Release => wasm_opt(&chunk)?,
            Flavour::Dev => fs::read(&chunk)?,
        };
        // The module stands in the same folder when it is finished.
        let finished = assets.add(stem, "wasm", &wasm)?;
        let finished = finished.rsplit('/').next().unwrap_or_default();
        link = link.replace(&format!("\"./{name}\""), &format!("\"./{finished}\""));
    }
    fs::write(trunk.join(split::LINK), link)?;
    Ok(())
}

/// The chunk as small as the program that it was cut from: Trunk does the same to that one.
fn wasm_opt(chunk: &Path) -> Result<Vec<u8>> {
    let small = chunk.with_extension("small");
    let mut wasm_opt = tools::wasm_command("wasm-opt")?;
    wasm_opt
        .args(["-O1", "--quiet", "--output"])
        .arg(&small)
        // A chunk does not say what the compiler used.
        .args([
            "--enable-bulk-memory",
            "--enable-multivalue",
            "--enable-mutable-globals",
            "--enable-nontrapping-float-to-int",
            "--enable-reference-types",
            "--enable-sign-ext",
        ])
        .arg(chunk);
    // It warns of notes that it does not know.
    process::capture(&mut wasm_opt)?;
    Ok(fs::read(small)?)
}

/// One stylesheet of all, in the order in which the page names them.
fn stylesheet(sources: &[String]) -> Result<Vec<u8>> {
    let mut all = String::new();
    for source in sources {
        let text = fs::read_to_string(workspace::path(source))
            .with_context(|| format!("reading {source}"))?;
        all.push_str(&text);
        all.push('\n');
    }
    esbuild::stylesheet(&all)
}

/// Static files keep their names, but for the scripts that were hashed.
fn copy_public(dist: &Path, assembled: &[Assembled]) -> Result<()> {
    let public = workspace::path("public");
    if !public.exists() {
        return Ok(());
    }
    for file in files_below(&public)? {
        let relative = file.strip_prefix(&public)?;
        let is_hashed = assembled.iter().any(|page| {
            page.scripts
                .keys()
                .any(|script| relative == Path::new(script))
        });
        if is_hashed {
            continue;
        }
        let to = dist.join(relative);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, to)?;
    }
    Ok(())
}

/// Names this very build: any other content of any file gives another name.
///
/// In development a stylesheet alone makes no other build, since it is put into the open page without loading that anew.
fn build_name(dist: &Path, assembled: &[Assembled], flavour: Flavour) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files_below(dist)? {
        if flavour == Flavour::Dev && file.extension().is_some_and(|extension| extension == "css") {
            continue;
        }
        hash.update(file.strip_prefix(dist)?.as_os_str().as_encoded_bytes());
        hash.update(Sha256::digest(fs::read(&file)?));
    }
    for page in assembled {
        hash.update(Sha256::digest(&page.html));
    }
    Ok(super::hex(&hash.finalize())[..16].to_owned())
}

fn take_place(beside: &Path, dist: &Path) -> Result<()> {
    let old = dist.with_extension("old");
    remove(&old)?;
    if dist.exists() {
        fs::rename(dist, &old)?;
    }
    fs::rename(beside, dist)?;
    remove(&old)
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// The folder of files named by their content.
struct Assets {
    folder: PathBuf,
}

impl Assets {
    fn create(dist: &Path) -> Result<Self> {
        let folder = dist.join("assets");
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// Writes a file and gives its path on the site.
    fn add(&self, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
        let name = hashed_name(stem, extension, content);
        fs::write(self.folder.join(&name), content)?;
        Ok(format!("/assets/{name}"))
    }
}
