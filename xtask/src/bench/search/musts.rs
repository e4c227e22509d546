//! What must be reached, with the figure that was measured and whether it is enough.

use super::{
    corpora::Corpus,
    race::{Outcome, Row},
};

pub struct Must {
    pub what: String,
    pub figure: f64,
    pub limit: Limit,
    /// Whose figure the limit is, or what it is measured in.
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    AtLeast(f64),
    AtMost(f64),
    Above(f64),
    Below(f64),
}

impl Must {
    fn new(what: impl Into<String>, figure: f64, limit: Limit, note: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            figure,
            limit,
            note: note.into(),
        }
    }

    pub fn is_met(&self) -> bool {
        match self.limit {
            Limit::AtLeast(limit) => self.figure >= limit,
            Limit::AtMost(limit) => self.figure <= limit,
            Limit::Above(limit) => self.figure > limit,
            Limit::Below(limit) => self.figure < limit,
        }
    }
}

/// Over all queries of a language.
const OVERALL: [(&str, f64); 3] = [("en", 0.88), ("ja", 0.51), ("zh-Hant", 0.78)];
/// How many of the phrases that stand in one article only must be found.
const BODY_RECALL: [(&str, f64); 3] = [("en", 0.97), ("ja", 0.99), ("zh-Hant", 0.99)];
const BODY: &str = "body";
const MILLIS: (f64, f64) = (0.3, 2.0);
const MILLIS_OF_MANY: f64 = 10.0;
/// kB of index that a first query may fetch in the median, the excerpts' texts included.
const FIRST_QUERY: f64 = 150.0;
const MEGABYTES_PER_SECOND: f64 = 10.0;
/// Memory as a multiple of the text.
const MEMORY: f64 = 8.0;

pub fn of(outcome: &Outcome, corpus: &Corpus) -> Vec<Must> {
    let Some(ours) = outcome.ours() else {
        return Vec::new();
    };
    let mut musts = relevance(outcome, ours, &corpus.locale);
    musts.extend(times(outcome, ours));
    musts.extend(bytes(outcome, ours));
    let build = &outcome.build;
    musts.push(Must::new(
        "building, MB/s",
        build.megabytes_per_second,
        Limit::AtLeast(MEGABYTES_PER_SECOND),
        "of markdown, on one core",
    ));
    musts.push(Must::new(
        "building, memory",
        ratio(build.peak_bytes, corpus.bytes),
        Limit::AtMost(MEMORY),
        "times the text",
    ));
    musts
}

fn relevance(outcome: &Outcome, ours: &Row, locale: &str) -> Vec<Must> {
    let mut musts = Vec::new();
    if let Some(limit) = of_locale(OVERALL, locale) {
        musts.push(Must::new(
            "MRR@10 overall",
            ours.overall.reciprocal_rank,
            Limit::AtLeast(limit),
            "",
        ));
    }
    for (at, class) in outcome.classes.iter().enumerate() {
        let reciprocal_rank = |row: &Row| row.classes[at].reciprocal_rank;
        let best = outcome
            .peers()
            .max_by(|one, other| reciprocal_rank(one).total_cmp(&reciprocal_rank(other)));
        if let Some(best) = best {
            musts.push(Must::new(
                format!("MRR@10 {class}"),
                reciprocal_rank(ours),
                Limit::Above(reciprocal_rank(best)),
                &best.engine,
            ));
        }
        if let Some(limit) = of_locale(BODY_RECALL, locale).filter(|_| class == BODY) {
            musts.push(Must::new(
                "recall@10 body",
                ours.classes[at].recall,
                Limit::AtLeast(limit),
                "",
            ));
        }
    }
    musts
}

fn times(outcome: &Outcome, ours: &Row) -> Vec<Must> {
    let (p50, p95) = MILLIS;
    let mut musts = vec![
        Must::new("p50 in Chromium", ours.p50, Limit::AtMost(p50), "ms"),
        Must::new("p95 in Chromium", ours.p95, Limit::AtMost(p95), "ms"),
    ];
    if let Some(many) = &outcome.many {
        musts.push(Must::new(
            format!("p95, {} articles", many.articles),
            many.p95,
            Limit::AtMost(MILLIS_OF_MANY),
            "ms",
        ));
    }
    musts
}

fn bytes(outcome: &Outcome, ours: &Row) -> Vec<Must> {
    let mut musts = Vec::new();
    if let Some(first) = &ours.first {
        musts.push(Must::new(
            "first query, index and texts",
            kilobytes(first.index.median),
            Limit::AtMost(FIRST_QUERY),
            "kB, median",
        ));
    }
    let mini_search = outcome.peers().find(|row| row.engine == "MiniSearch");
    if let (Some(bytes), Some(limit)) = (
        ours.index_bytes,
        mini_search.and_then(|row| row.index_bytes),
    ) {
        musts.push(Must::new(
            "whole index",
            kilobytes(bytes),
            Limit::Below(kilobytes(limit)),
            "kB, MiniSearch, both at level 9 of brotli",
        ));
    }
    musts
}

fn of_locale(limits: [(&str, f64); 3], locale: &str) -> Option<f64> {
    let found = limits.into_iter().find(|(of, _)| *of == locale);
    found.map(|(_, limit)| limit)
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
pub fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1e3
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_met_on_its_own_side_alone() {
        let is_met = |figure, limit| Must::new("", figure, limit, "").is_met();
        for (limit, below, at, above) in [
            (Limit::AtLeast(2.0), false, true, true),
            (Limit::AtMost(2.0), true, true, false),
            (Limit::Above(2.0), false, false, true),
            (Limit::Below(2.0), true, false, false),
        ] {
            let met = [1.9, 2.0, 2.1].map(|figure| is_met(figure, limit));
            assert_eq!(met, [below, at, above], "{limit:?}");
        }
    }

    #[test]
    fn a_figure_that_is_no_number_meets_no_limit() {
        for limit in [Limit::AtLeast(1.0), Limit::AtMost(1.0), Limit::Above(1.0)] {
            assert!(!Must::new("", f64::NAN, limit, "").is_met());
        }
    }
}
