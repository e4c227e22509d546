//! How many bytes a customer's browser fetches before the app runs, compressed with brotli.

use crate::{app, tools};
use anyhow::{Context as _, Result, ensure};
use std::{fs, path::Path};

/// A kB is 1,000 bytes, as networks count.
const BUDGETS: [(&str, usize); 3] = [("wasm", 300_000), ("js", 15_000), ("css", 15_000)];

pub fn run() -> Result<()> {
    tools::ensure()?;
    let dist = app::build(app::Flavour::Release)?;
    let page = fs::read_to_string(dist.join("index.html"))?;
    println!(
        "\n{:<6} {:>10} {:>10} {:>8}",
        "", "brotli", "budget", "used"
    );
    let mut above = Vec::new();
    for (kind, budget) in BUDGETS {
        let bytes = bytes_of(&dist, &page, kind)?;
        println!(
            "{kind:<6} {bytes:>10} {budget:>10} {:>6} %",
            bytes * 100 / budget
        );
        if bytes > budget {
            above.push(kind);
        }
    }
    println!("\nfetched when first needed:");
    for (name, bytes) in later(&dist, &page)? {
        println!("{name:<28} {bytes:>8}");
    }
    ensure!(above.is_empty(), "above the budget: {}", above.join(", "));
    Ok(())
}

/// Wasm files that the page does not name: chunks and workers, and the console's. The name without its hash, and bytes.
fn later(dist: &Path, page: &str) -> Result<Vec<(String, u64)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist.join("assets"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".wasm.br") else {
            continue;
        };
        if !page.contains(stem) {
            let name = stem.rsplit_once('-').map_or(stem, |(name, _)| name);
            files.push((name.to_owned(), entry.metadata()?.len()));
        }
    }
    files.sort();
    Ok(files)
}

/// The compressed bytes of one kind of file among those that the page names.
fn bytes_of(dist: &Path, page: &str, kind: &str) -> Result<usize> {
    let mut names: Vec<&str> = page
        .split('"')
        .filter(|text| {
            text.starts_with("/assets/") && Path::new(text).extension().is_some_and(|e| e == kind)
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    ensure!(!names.is_empty(), "the page names no {kind} file");
    names.iter().try_fold(0, |sum, name| {
        let file = dist.join(format!("{}.br", &name[1..]));
        let size = fs::metadata(&file)
            .with_context(|| format!("{} is missing", file.display()))?
            .len();
        Ok(sum + usize::try_from(size)?)
    })
}
