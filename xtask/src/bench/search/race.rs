//! One corpus, all engines: runs them one after the other and gathers what they report.

use super::{
    corpora::Corpus,
    engines::{Build, Engines, FirstQuery, Measured, PEERS},
    figures::{self, Answered, Relevance},
};
use crate::progress;
use anyhow::Result;

/// Ours as it is judged: in the browser.
pub const OURS: &str = "Kizuna";
const NATIVE: &str = "Kizuna, native";
const PAGEFIND: &str = "Pagefind";

pub struct Row {
    pub engine: String,
    pub queries: usize,
    pub overall: Relevance,
    /// In the order of the outcome's classes.
    pub classes: Vec<Relevance>,
    pub p50: f64,
    pub p95: f64,
    pub first: Option<FirstQueries>,
    pub index_bytes: Option<u64>,
    /// At brotli's highest level.
    pub smallest_index_bytes: Option<u64>,
}

/// What fresh browsers fetched for their first query.
pub struct FirstQueries {
    pub count: usize,
    pub program: MedianAndWorst,
    pub pieces: MedianAndWorst,
    pub texts: MedianAndWorst,
    /// Pieces and texts together.
    pub index: MedianAndWorst,
}

/// Bytes.
#[derive(Clone, Copy)]
pub struct MedianAndWorst {
    pub median: u64,
    pub worst: u64,
}

/// The same questions to many more articles.
pub struct Many {
    pub articles: usize,
    pub copies: usize,
    pub p50: f64,
    pub p95: f64,
}

pub struct Outcome {
    pub classes: Vec<String>,
    /// Ours first.
    pub rows: Vec<Row>,
    /// Peers that could not be measured, and why.
    pub failed: Vec<(String, String)>,
    /// How many queries got the same articles in the same order in the browser and natively.
    pub same_answers: usize,
    pub build: Build,
    pub many: Option<Many>,
}

impl Outcome {
    pub fn ours(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.engine == OURS)
    }

    pub fn peers(&self) -> impl Iterator<Item = &Row> {
        let is_ours = |row: &Row| row.engine == OURS || row.engine == NATIVE;
        self.rows.iter().filter(move |row| !is_ours(row))
    }
}

pub fn run(engines: &Engines, corpus: &Corpus) -> Result<Outcome> {
    let step = |engine: &str| format!("{}: {engine}", corpus.locale);
    let (index, build) = progress::step(&step("index"), || engines.build(corpus))?;
    let native = progress::step(&step(NATIVE), || engines.native(corpus, &index))?;
    let ours = progress::step(&step("Kizuna in Chromium"), || {
        engines.browser(corpus, &index, engines.options.first)
    })?;
    let classes: Vec<String> = figures::classes(&ours.results)
        .into_iter()
        .map(str::to_owned)
        .collect();
    let same_answers = same_answers(&ours.results, &native.results);
    let mut rows = vec![
        Row::of(OURS, &ours, &classes),
        Row::of(NATIVE, &native, &classes),
    ];
    let mut failed = Vec::new();
    let mut measure =
        |name: &str, run: &dyn Fn() -> Result<Measured>| match progress::step(&step(name), run) {
            Ok(measured) => rows.push(Row::of(name, &measured, &classes)),
            Err(error) => failed.push((name.to_owned(), format!("{error:#}"))),
        };
    for name in PEERS {
        measure(name, &|| engines.peer(name, corpus));
    }
    measure(PAGEFIND, &|| engines.pagefind(corpus));
    let many = progress::step(&step("many articles"), || ask_many(engines, corpus))?;
    Ok(Outcome {
        classes,
        rows,
        failed,
        same_answers,
        build,
        many,
    })
}

fn ask_many(engines: &Engines, corpus: &Corpus) -> Result<Option<Many>> {
    let copies = engines.options.many.div_ceil(corpus.articles.max(1));
    if copies == 0 {
        return Ok(None);
    }
    let large = engines.copies(corpus, copies)?;
    let index = engines.write_index(&large)?;
    let measured = engines.browser(&large, &index, 0)?;
    Ok(Some(Many {
        articles: large.articles,
        copies,
        p50: figures::millis_at(&measured.results, 50),
        p95: figures::millis_at(&measured.results, 95),
    }))
}

fn same_answers(ours: &[Answered], native: &[Answered]) -> usize {
    let pairs = ours.iter().zip(native);
    pairs
        .filter(|(ours, native)| ours.hits == native.hits)
        .count()
}

impl Row {
    fn of(engine: &str, measured: &Measured, classes: &[String]) -> Self {
        let answers = &measured.results;
        Self {
            engine: engine.to_owned(),
            queries: answers.len(),
            overall: Relevance::of(answers),
            classes: classes
                .iter()
                .map(|class| Relevance::of(figures::of_class(answers, class)))
                .collect(),
            p50: figures::millis_at(answers, 50),
            p95: figures::millis_at(answers, 95),
            first: FirstQueries::of(&measured.first_queries),
            index_bytes: measured.index_bytes,
            smallest_index_bytes: measured.smallest_index_bytes,
        }
    }
}

impl FirstQueries {
    fn of(queries: &[FirstQuery]) -> Option<Self> {
        let of =
            |part: fn(&FirstQuery) -> u64| MedianAndWorst::of(queries.iter().map(part).collect());
        (!queries.is_empty()).then(|| Self {
            count: queries.len(),
            program: of(|query| query.program),
            pieces: of(|query| query.pieces),
            texts: of(|query| query.texts),
            index: of(|query| query.pieces + query.texts),
        })
    }
}

impl MedianAndWorst {
    fn of(mut bytes: Vec<u64>) -> Self {
        bytes.sort_unstable();
        let at = |place: usize| bytes.get(place).copied().unwrap_or(0);
        Self {
            median: at(bytes.len().saturating_sub(1) / 2),
            worst: at(bytes.len().saturating_sub(1)),
        }
    }
}
