//! What the measurement looks like: one table for each language, then what must be reached.

use super::{
    corpora::Corpus,
    musts::{Limit, Must, kilobytes},
    race::{Outcome, Row},
};

const ENGINE: usize = 15;
const COLUMN: usize = 11;

pub fn print(corpus: &Corpus, outcome: &Outcome, runs: usize) {
    let queries = outcome.ours().map_or(0, |ours| ours.queries);
    println!(
        "\n{}: {} articles, {:.1} MB of markdown, {queries} queries; MRR@10/recall@10; times of warm queries, the middle of {runs} runs",
        corpus.locale,
        corpus.articles,
        kilobytes(corpus.bytes) / 1e3,
    );
    print!("{:<ENGINE$} {:>COLUMN$}", "", "all");
    for class in &outcome.classes {
        print!(" {class:>COLUMN$}");
    }
    println!(
        " {:>8} {:>8} {:>9} {:>9}",
        "p50 ms", "p95 ms", "first kB", "index kB"
    );
    for row in &outcome.rows {
        print_row(row);
    }
    for (engine, reason) in &outcome.failed {
        println!("{engine:<ENGINE$} could not be measured: {reason}");
    }
    print_first_queries(outcome);
    print_smallest(outcome);
    println!(
        "The browser answers {} of {queries} queries exactly as the native program does.",
        outcome.same_answers
    );
    if let Some(many) = &outcome.many {
        println!(
            "{} articles: p50 {:.2} ms, p95 {:.2} ms in Chromium. They are {} copies of the corpus, in each but the first of which the \
             words of every line are permuted by a seeded script (tests/bench/many.js).",
            many.articles, many.p50, many.p95, many.copies
        );
    }
}

fn print_row(row: &Row) {
    print!("{:<ENGINE$}", row.engine);
    for relevance in std::iter::once(&row.overall).chain(&row.classes) {
        let cell = format!("{:.3}/{:.2}", relevance.reciprocal_rank, relevance.recall);
        print!(" {cell:>COLUMN$}");
    }
    // Who has no pieces fetches the whole index before the first answer.
    let first = row
        .first
        .as_ref()
        .map_or(row.index_bytes, |first| Some(first.index.median));
    println!(
        " {:>8.2} {:>8.2} {:>9} {:>9}",
        row.p50,
        row.p95,
        optional_kilobytes(first),
        optional_kilobytes(row.index_bytes)
    );
}

/// Only engines that fetch pieces have them.
fn print_first_queries(outcome: &Outcome) {
    for row in &outcome.rows {
        let Some(first) = &row.first else { continue };
        print!(
            "{}, first query in {} fresh browsers, median/worst kB:",
            row.engine, first.count
        );
        for (name, bytes) in [
            ("index pieces", first.pieces),
            ("texts for the excerpts", first.texts),
            ("both", first.index),
            ("the program itself", first.program),
        ] {
            print!(
                " {name} {:.1}/{:.1};",
                kilobytes(bytes.median),
                kilobytes(bytes.worst)
            );
        }
        println!();
    }
}

/// The column compares at a level that is quick for all; what a server sends was compressed with more patience.
fn print_smallest(outcome: &Outcome) {
    let all: Vec<String> = outcome
        .rows
        .iter()
        .filter_map(|row| {
            let bytes = kilobytes(row.smallest_index_bytes?);
            Some(format!("{} {bytes:.0} kB", row.engine))
        })
        .collect();
    println!(
        "Whole index at brotli's highest level instead of 9: {}.",
        all.join(", ")
    );
}

pub fn print_musts(locale: &str, musts: &[Must]) {
    println!(
        "\n{:<38} {:>10} {:>12}",
        format!("{locale} must reach"),
        "figure",
        "limit"
    );
    for must in musts {
        let (sign, limit) = match must.limit {
            Limit::AtLeast(limit) => ("≥", limit),
            Limit::AtMost(limit) => ("≤", limit),
            Limit::Above(limit) => (">", limit),
            Limit::Below(limit) => ("<", limit),
        };
        println!(
            "{:<38} {:>10.3} {sign:>3} {limit:>8.3}  {:<6} {}",
            must.what,
            must.figure,
            if must.is_met() { "ok" } else { "BELOW" },
            must.note
        );
    }
}

fn optional_kilobytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(
        || "-".to_owned(),
        |bytes| format!("{:.0}", kilobytes(bytes)),
    )
}
