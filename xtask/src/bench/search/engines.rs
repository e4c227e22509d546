//! Runs the engines: ours as a program and in the browser, the peers in Node and in the browser. Knows how each is called and
//! what it reports, not what the figures are worth.

use super::{Options, corpora::Corpus, figures::Answered, memory};
use crate::{process, workspace};
use anyhow::{Context as _, Result};
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Those that run in Node, by the names that `peers.js` knows.
pub const PEERS: [&str; 4] = ["MiniSearch", "FlexSearch", "Orama", "elasticlunr"];

/// What an engine reports.
#[derive(Deserialize)]
pub struct Measured {
    pub results: Vec<Answered>,
    /// One for each fresh browser; none of an engine that loads its whole index first.
    #[serde(default)]
    pub first_queries: Vec<FirstQuery>,
    /// The whole index in brotli, without its program.
    pub index_bytes: Option<u64>,
    /// The same at brotli's highest level, where that was measured.
    pub smallest_index_bytes: Option<u64>,
}

/// Bytes that a browser fetches for its first query ever.
#[derive(Clone, Copy, Deserialize)]
pub struct FirstQuery {
    /// Of the engine itself.
    pub program: u64,
    /// Of the index.
    pub pieces: u64,
    /// Of articles, for the excerpts.
    pub texts: u64,
}

/// How our index was built.
pub struct Build {
    pub megabytes_per_second: f64,
    pub peak_bytes: u64,
}

/// An index of ours on disk.
pub struct Index {
    folder: PathBuf,
    texts: PathBuf,
}

/// What all engines are run with.
pub struct Engines<'a> {
    pub server: &'a Path,
    /// The app as customers' browsers get it.
    pub app: &'a Path,
    pub scratch: &'a Path,
    pub options: &'a Options,
}

impl Engines<'_> {
    /// Builds our index as often as queries are run; gives the middle speed and the highest peak.
    pub fn build(&self, corpus: &Corpus) -> Result<(Index, Build)> {
        let index = self.write_index(corpus)?;
        let (mut speeds, mut peak_bytes) = (Vec::new(), 0);
        for _ in 0..self.options.runs.max(1) {
            let (said, peak) = memory::run(&mut self.index_command(corpus, &index))?;
            speeds.push(speed(&said)?);
            peak_bytes = peak.max(peak_bytes);
        }
        let build = Build {
            megabytes_per_second: super::figures::median(speeds),
            peak_bytes,
        };
        Ok((index, build))
    }

    /// Builds our index without measuring how; the excerpts' texts, which are no part of it, are written beside it.
    pub fn write_index(&self, corpus: &Corpus) -> Result<Index> {
        let index = Index {
            folder: self.scratch.join("index"),
            texts: self.scratch.join("texts"),
        };
        for folder in [&index.folder, &index.texts] {
            empty(folder)?;
        }
        process::capture(
            self.index_command(corpus, &index)
                .arg("--texts")
                .arg(&index.texts),
        )?;
        Ok(index)
    }

    /// The server refuses variables of its prefix that it does not know, and this one is ours.
    fn server_command(&self) -> Command {
        let mut command = Command::new(self.server);
        command.env_remove(super::CORPORA);
        command
    }

    fn index_command(&self, corpus: &Corpus, index: &Index) -> Command {
        let mut command = self.server_command();
        command
            .args(["articles", "index"])
            .arg(&corpus.folder)
            .args(["--locale", &corpus.locale])
            .arg("--out")
            .arg(&index.folder);
        command
    }

    /// Ours as a program of this machine.
    pub fn native(&self, corpus: &Corpus, index: &Index) -> Result<Measured> {
        let mut all: Option<Vec<Answered>> = None;
        for _ in 0..self.options.runs.max(1) {
            let said = process::capture(
                self.server_command()
                    .args(["articles", "search", "--json"])
                    .args(["--locale", &corpus.locale])
                    .arg("--index")
                    .arg(&index.folder)
                    .arg("--queries")
                    .arg(&corpus.queries),
            )?;
            let report: NativeReport =
                serde_json::from_str(&said).context("reading what `articles search` says")?;
            let answers = report.results.into_iter().map(Answered::from);
            match &mut all {
                None => all = Some(answers.collect()),
                Some(all) => {
                    for (known, answer) in all.iter_mut().zip(answers) {
                        known.millis.extend(answer.millis);
                    }
                }
            }
        }
        Ok(Measured {
            results: all.unwrap_or_default(),
            first_queries: Vec::new(),
            index_bytes: None,
            smallest_index_bytes: None,
        })
    }

    /// Ours in Chromium: the search worker as it was built for customers. `first` fresh browsers ask a first query.
    pub fn browser(&self, corpus: &Corpus, index: &Index, first: usize) -> Result<Measured> {
        let (folder, texts) = (
            index.folder.join(&corpus.locale),
            index.texts.join(&corpus.locale),
        );
        self.script(
            "kizuna.js",
            &[
                self.app.as_os_str(),
                folder.as_os_str(),
                texts.as_os_str(),
                corpus.locale.as_ref(),
                corpus.queries.as_os_str(),
                self.options.runs.to_string().as_ref(),
                first.to_string().as_ref(),
            ],
        )
    }

    pub fn peer(&self, name: &str, corpus: &Corpus) -> Result<Measured> {
        self.script(
            "peers.js",
            &[
                name.as_ref(),
                corpus.folder.as_os_str(),
                corpus.locale.as_ref(),
                corpus.queries.as_os_str(),
                self.options.runs.to_string().as_ref(),
            ],
        )
    }

    pub fn pagefind(&self, corpus: &Corpus) -> Result<Measured> {
        let site = self.scratch.join("site");
        empty(&site)?;
        self.script(
            "pagefind.js",
            &[
                corpus.folder.as_os_str(),
                corpus.locale.as_ref(),
                corpus.queries.as_os_str(),
                self.options.runs.to_string().as_ref(),
                self.options.first.to_string().as_ref(),
                site.as_os_str(),
            ],
        )
    }

    /// A corpus of so many copies of the articles of another; see `tests/bench/many.js`.
    pub fn copies(&self, corpus: &Corpus, copies: usize) -> Result<Corpus> {
        let folder = self.scratch.join("many");
        empty(&folder)?;
        process::run(
            node("many.js")
                .arg(&corpus.folder)
                .args([&corpus.locale, &copies.to_string()])
                .arg(&folder),
        )?;
        Corpus::read(folder, &corpus.locale, corpus.queries.clone())
    }

    /// Runs a script whose last argument is the file that it writes its figures to, since libraries may say what they like.
    fn script<T: DeserializeOwned>(&self, name: &str, arguments: &[&OsStr]) -> Result<T> {
        let out = self.scratch.join("measured.json");
        process::capture(node(name).args(arguments).arg(&out))?;
        serde_json::from_str(&fs::read_to_string(&out)?)
            .with_context(|| format!("reading what {name} measured"))
    }
}

/// Makes a folder with nothing in it.
fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// Some peers hold hundreds of megabytes of Japanese pairs.
fn node(script: &str) -> Command {
    let mut node = Command::new("node");
    node.arg("--max-old-space-size=8192")
        .arg(workspace::path("tests/bench").join(script));
    node
}

/// `articles index` ends with, e.g. `…, 42.0 MB of markdown a second`.
fn speed(said: &str) -> Result<f64> {
    said.trim_end()
        .strip_suffix(" MB of markdown a second")
        .and_then(|said| said.rsplit_once(' ')?.1.parse().ok())
        .with_context(|| format!("`articles index` told no speed: {said}"))
}

/// What `articles search --json` says.
#[derive(Deserialize)]
struct NativeReport {
    results: Vec<NativeAnswer>,
}

#[derive(Deserialize)]
struct NativeAnswer {
    class: String,
    expected: String,
    hits: Vec<NativeHit>,
    micros: f64,
}

#[derive(Deserialize)]
struct NativeHit {
    slug: String,
}

impl From<NativeAnswer> for Answered {
    fn from(answer: NativeAnswer) -> Self {
        Self {
            class: answer.class,
            expected: answer.expected,
            hits: answer.hits.into_iter().map(|hit| hit.slug).collect(),
            millis: vec![answer.micros / 1e3],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_is_read_from_what_the_index_command_says() {
        let said = "2500 articles, 142 files in /tmp/x/en, 38.4 MB of markdown a second\n";
        assert!((speed(said).unwrap() - 38.4).abs() < 1e-9);
        assert!(speed("2500 articles").is_err());
    }
}
