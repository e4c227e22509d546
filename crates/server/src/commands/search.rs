//! The search engine from the command line: writes the files of an index, and answers queries from them, for measuring.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail, ensure};
use contract::Locale;
use knowledge::search::{Answer, Document, Hit, Searcher, Synonyms, build};
use serde::Serialize;

/// Names the file that a searcher begins with.
const ROOT: &str = "root";
const MOST: usize = 10;

/// Writes the index of `folder/LOCALE/CATEGORY/SLUG.md` to `out/LOCALE`, and what excerpts are cut from to `texts/LOCALE`.
pub fn index(
    folder: &Path,
    locale: Locale,
    out: &Path,
    texts: Option<&Path>,
) -> anyhow::Result<()> {
    let started = Instant::now();
    let sources = read(&folder.join(locale.tag()))?;
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let documents = sources
        .iter()
        .map(|source| Document::read(&source.category, &source.slug, &source.text));
    let index = build(documents.collect(), &synonyms(folder, locale)?);
    let seconds = started.elapsed().as_secs_f64();
    let out = out.join(locale.tag());
    write(&out, &index.files)?;
    fs::write(out.join(ROOT), &index.root)?;
    if let Some(texts) = texts {
        write(&texts.join(locale.tag()), &index.texts)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let speed = bytes as f64 / seconds / 1e6;
    super::print(&format!(
        "{} articles, {} files in {}, {speed:.1} MB of markdown a second",
        sources.len(),
        index.files.len(),
        out.display(),
    ));
    Ok(())
}

fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, content) in files {
        fs::write(folder.join(name), content)?;
    }
    Ok(())
}

/// Answers the queries of a file, whose lines are `class`, `query` and the expected slug with tabs between.
pub fn search(index: &Path, locale: Locale, queries: &Path, is_json: bool) -> anyhow::Result<()> {
    let folder = index.join(locale.tag());
    let mut shelf = Shelf::open(folder)?;
    let text = fs::read_to_string(queries)
        .with_context(|| format!("cannot read {}", queries.display()))?;
    let mut results = Vec::new();
    for (number, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
    {
        let [class, query, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            bail!(
                "{}:{}: three columns are needed",
                queries.display(),
                number + 1
            );
        };
        // Files are brought first: the time is that of a search whose files are there.
        shelf.ask(query)?;
        let started = Instant::now();
        let hits = shelf.ask(query)?;
        let micros = started.elapsed().as_secs_f64() * 1e6;
        results.push(Answered::new(class, query, expected, &hits, micros));
    }
    if is_json {
        super::print(&serde_json::to_string(
            &serde_json::json!({ "results": results }),
        )?);
    } else {
        for class in classes(&results) {
            super::print(&class);
        }
    }
    Ok(())
}

/// What the writers keep in `synonyms.toml` beside the languages, if they keep any.
fn synonyms(folder: &Path, locale: Locale) -> anyhow::Result<Synonyms> {
    let path = folder.join("synonyms.toml");
    if !path.exists() {
        return Ok(Synonyms::default());
    }
    let text = fs::read_to_string(&path)?;
    knowledge::synonyms(&text, locale).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\n"))
    })
}

struct Source {
    category: String,
    slug: String,
    text: String,
}

fn read(folder: &Path) -> anyhow::Result<Vec<Source>> {
    let entries = |folder: &Path| -> anyhow::Result<Vec<PathBuf>> {
        let read =
            fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut paths = read
            .map(|entry| Ok(entry?.path()))
            .collect::<anyhow::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    };
    let name = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let mut sources = Vec::new();
    for category in entries(folder)?.iter().filter(|path| path.is_dir()) {
        for file in entries(category)? {
            if file.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?;
                sources.push(Source {
                    category: name(category),
                    slug: name(&file),
                    text,
                });
            }
        }
    }
    ensure!(!sources.is_empty(), "no articles in {}", folder.display());
    Ok(sources)
}

/// An index on disk, and what a searcher has asked of it.
struct Shelf {
    folder: PathBuf,
    searcher: Searcher,
}

impl Shelf {
    fn open(folder: PathBuf) -> anyhow::Result<Self> {
        let root = fs::read_to_string(folder.join(ROOT))
            .with_context(|| format!("no index in {}", folder.display()))?;
        let searcher = Searcher::open(&fs::read(folder.join(root.trim()))?)
            .map_err(|_| anyhow::anyhow!("the index in {} is damaged", folder.display()))?;
        Ok(Self { folder, searcher })
    }

    fn ask(&mut self, query: &str) -> anyhow::Result<Vec<Hit>> {
        loop {
            match self.searcher.search(query, MOST) {
                Answer::Found(hits) => return Ok(hits),
                Answer::Need(names) => {
                    for name in names {
                        let content = fs::read(self.folder.join(&name))?;
                        self.searcher
                            .add(&name, &content)
                            .map_err(|_| anyhow::anyhow!("{name} is damaged"))?;
                    }
                }
            }
        }
    }
}

#[derive(Serialize)]
struct Answered<'a> {
    class: &'a str,
    query: &'a str,
    expected: &'a str,
    hits: Vec<Scored>,
    micros: f64,
}

#[derive(Serialize)]
struct Scored {
    slug: String,
    score: f32,
}

impl<'a> Answered<'a> {
    fn new(class: &'a str, query: &'a str, expected: &'a str, hits: &[Hit], micros: f64) -> Self {
        let hits = hits.iter().map(|hit| Scored {
            slug: hit.slug.clone(),
            score: hit.score,
        });
        Self {
            class,
            query,
            expected,
            hits: hits.collect(),
            micros,
        }
    }

    /// One through the place of the expected article; nothing where it is not among the hits.
    fn reciprocal_rank(&self) -> f64 {
        let place = self.hits.iter().position(|hit| hit.slug == self.expected);
        place.map_or(0.0, |place| {
            1.0 / f64::from(u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1))
        })
    }
}

/// Mean reciprocal rank and recall among the first ten, over all and for each class.
fn classes(results: &[Answered<'_>]) -> Vec<String> {
    let mut by_class: HashMap<&str, Vec<f64>> = HashMap::new();
    for result in results {
        by_class
            .entry(result.class)
            .or_default()
            .push(result.reciprocal_rank());
        by_class
            .entry("all")
            .or_default()
            .push(result.reciprocal_rank());
    }
    let mut lines: Vec<String> = by_class
        .iter()
        .map(|(class, ranks)| {
            #[expect(clippy::cast_precision_loss, reason = "counts of queries are small")]
            let (queries, found) = (
                ranks.len() as f64,
                ranks.iter().filter(|rank| **rank > 0.0).count() as f64,
            );
            let mean = ranks.iter().sum::<f64>() / queries;
            format!(
                "{class:<12} MRR@10 {mean:.3}  recall@10 {:.3}",
                found / queries
            )
        })
        .collect();
    lines.sort();
    lines
}
