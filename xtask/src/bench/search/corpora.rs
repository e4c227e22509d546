//! The corpora: where they are, unpacked when they are archives, and how much text they hold. Knows no engine.

use super::Options;
use crate::{process, workspace};
use anyhow::{Context as _, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Where real documentation lies beside the repository; it is not ours, so it is no part of it.
const DEFAULT: &str = "../shared/corpora";
/// The languages of the portal.
const LOCALES: [&str; 3] = ["en", "ja", "zh-Hant"];

/// One language of a corpus.
pub struct Corpus {
    /// Holds `LOCALE/CATEGORY/SLUG.md`.
    pub folder: PathBuf,
    pub locale: String,
    /// Lines of class, query and expected slug.
    pub queries: PathBuf,
    pub articles: usize,
    /// Of markdown, front matter included.
    pub bytes: u64,
}

/// The corpora that the options name; archives are unpacked into `scratch`.
pub fn find(options: &Options, scratch: &Path) -> Result<Vec<Corpus>> {
    let folder = options
        .corpus
        .clone()
        .unwrap_or_else(|| workspace::path(DEFAULT));
    ensure!(
        folder.is_dir(),
        "There are no corpora in {}: name a folder with --corpus or KIZUNA_CORPORA that holds LOCALE/CATEGORY/SLUG.md or \
         LOCALE.tar.xz, and queries-LOCALE.tsv.",
        folder.display()
    );
    let wanted = LOCALES
        .iter()
        .filter(|locale| options.locale.as_ref().is_none_or(|only| only == *locale));
    let mut found = Vec::new();
    for locale in wanted {
        if let Some(holder) = holder(&folder, locale, scratch)? {
            let queries = options
                .queries
                .clone()
                .unwrap_or_else(|| folder.join(format!("queries-{locale}.tsv")));
            ensure!(queries.is_file(), "There is no {}.", queries.display());
            found.push(Corpus::read(holder, locale, queries)?);
        }
    }
    ensure!(
        !found.is_empty(),
        "{} holds no corpus in {}.",
        folder.display(),
        options.locale.as_deref().unwrap_or("en, ja or zh-Hant")
    );
    Ok(found)
}

/// The folder that holds the language's folder, if the corpus has that language.
fn holder(folder: &Path, locale: &str, scratch: &Path) -> Result<Option<PathBuf>> {
    if folder.join(locale).is_dir() {
        return Ok(Some(folder.to_owned()));
    }
    let archive = folder.join(format!("{locale}.tar.xz"));
    if !archive.is_file() {
        return Ok(None);
    }
    let unpacked = scratch.join("corpora");
    fs::create_dir_all(&unpacked)?;
    process::run(
        Command::new("tar")
            .arg("-xJf")
            .arg(archive)
            .arg("-C")
            .arg(&unpacked),
    )?;
    Ok(Some(unpacked))
}

impl Corpus {
    pub fn read(folder: PathBuf, locale: &str, queries: PathBuf) -> Result<Self> {
        let (mut articles, mut bytes) = (0, 0);
        for category in entries(&folder.join(locale))? {
            for file in entries(&category)? {
                if file.extension().is_some_and(|extension| extension == "md") {
                    articles += 1;
                    bytes += file.metadata()?.len();
                }
            }
        }
        Ok(Self {
            folder,
            locale: locale.to_owned(),
            queries,
            articles,
            bytes,
        })
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect()
}
