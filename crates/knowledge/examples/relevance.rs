//! Measures the search engine on a corpus: `relevance CORPUS LOCALE QUERIES.tsv`.
//!
//! The corpus holds `LOCALE/CATEGORY/SLUG.md`; a line of queries holds class, query and the slug that must be found.
//! Tells how well and how fast each class is answered, and what a first query loads.
#![expect(clippy::print_stdout, reason = "a tool for the command line")]
#![expect(
    clippy::cast_precision_loss,
    reason = "measures are shown with three digits"
)]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use knowledge::search::{Answer, Document, Hit, Index, Searcher, Synonyms, build};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [corpus, locale, queries] = arguments.as_slice() else {
        return Err("usage: relevance CORPUS LOCALE QUERIES.tsv".into());
    };
    let sources = read(&Path::new(corpus).join(locale))?;
    let bytes: usize = sources.iter().map(|(_, _, text)| text.len()).sum();
    let start = Instant::now();
    let documents = sources
        .iter()
        .map(|(category, slug, text)| Document::read(category, slug, text));
    let index = build(documents.collect(), &Synonyms::default());
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{locale}: {} articles, {:.1} MB/s, {} files",
        sources.len(),
        bytes as f64 / seconds / 1e6,
        index.files.len()
    );
    let queries = fs::read_to_string(queries)?;
    let queries: Vec<Vec<&str>> = queries
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    relevance(&index, &queries)?;
    sizes(&index, &queries)
}

/// Category, slug and text of every article.
fn read(folder: &Path) -> Outcome<Vec<(String, String, String)>> {
    let mut sources = Vec::new();
    for category in fs::read_dir(folder)? {
        let category = category?;
        for file in fs::read_dir(category.path())? {
            let path = file?.path();
            let slug = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let category = category.file_name().to_string_lossy().into_owned();
            sources.push((category, slug, fs::read_to_string(path)?));
        }
    }
    Ok(sources)
}

/// Answers a query with what the searcher has and what it asks for; tells which files were brought.
fn ask(
    searcher: &mut Searcher,
    files: &HashMap<&str, &[u8]>,
    query: &str,
) -> Outcome<(Vec<Hit>, Vec<String>)> {
    let mut brought = Vec::new();
    loop {
        match searcher.search(query, 10) {
            Answer::Found(hits) => return Ok((hits, brought)),
            Answer::Need(names) => {
                for name in names {
                    searcher.add(&name, files[name.as_str()])?;
                    brought.push(name);
                }
            }
        }
    }
}

fn files(index: &Index) -> HashMap<&str, &[u8]> {
    let files = index.files.iter();
    files
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect()
}

fn relevance(index: &Index, queries: &[Vec<&str>]) -> Outcome<()> {
    let files = files(index);
    let mut searcher = Searcher::open(files[index.root.as_str()])?;
    for query in queries {
        ask(&mut searcher, &files, query[1])?;
    }
    let mut classes: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut millis = Vec::new();
    for query in queries {
        let start = Instant::now();
        let answer = searcher.search(query[1], 10);
        millis.push(start.elapsed().as_secs_f64() * 1e3);
        let Answer::Found(hits) = answer else {
            continue;
        };
        let rank = hits.iter().position(|hit| hit.slug == query[2]);
        let reciprocal = rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
        classes.entry(query[0]).or_default().push(reciprocal);
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let recall = |values: &[f64]| {
        values.iter().filter(|value| **value > 0.0).count() as f64 / values.len().max(1) as f64
    };
    let all: Vec<f64> = classes.values().flatten().copied().collect();
    println!("  MRR@10 {:.3}", mean(&all));
    for (class, values) in &classes {
        println!(
            "  {class}: MRR@10 {:.3}, recall@10 {:.3}",
            mean(values),
            recall(values)
        );
    }
    millis.sort_by(f64::total_cmp);
    let at = |part: usize| millis[part * (millis.len() - 1) / 100];
    println!(
        "  p50 {:.3} ms, p95 {:.3} ms, slowest {:.3} ms",
        at(50),
        at(95),
        at(100)
    );
    Ok(())
}

fn sizes(index: &Index, queries: &[Vec<&str>]) -> Outcome<()> {
    let files = files(index);
    let mut sizes = HashMap::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, content) in &files {
        let mut compressed = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut &**content, &mut compressed, &parameters)?;
        *kinds
            .entry(name.split('-').next().unwrap_or_default())
            .or_default() += compressed.len();
        sizes.insert(*name, compressed.len());
    }
    println!(
        "  index, brotli: {} bytes {kinds:?}",
        sizes.values().sum::<usize>()
    );
    let mut first = Vec::new();
    for query in queries {
        let mut searcher = Searcher::open(files[index.root.as_str()])?;
        let (_, brought) = ask(&mut searcher, &files, query[1])?;
        first.push(
            sizes[index.root.as_str()]
                + brought
                    .iter()
                    .map(|name| sizes[name.as_str()])
                    .sum::<usize>(),
        );
    }
    first.sort_unstable();
    let at = |part: usize| first[part * (first.len() - 1) / 100];
    println!(
        "  a first query loads: p50 {}, p95 {}, most {} bytes",
        at(50),
        at(95),
        at(100)
    );
    Ok(())
}
