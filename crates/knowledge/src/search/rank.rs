//! Which articles answer a query best: BM25F over the fields, and more for what stands together.
//!
//! Three things make a score. How much of the query an article holds at all, with rare words counting most (BM25 with a
//! weight for each field, Robertson and Zaragoza 2009). How well its title is what was asked for. Whether one place in
//! its text holds everything. The last two count nearly only when they are complete, which the high powers below say.
//! It must not know of words or files: lists of blocks come in, articles with scores come out.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of articles, blocks and words are exact in an f32 up to millions"
)]

mod closely;
mod layout;

use self::closely::Closely;
use self::layout::Field;
pub(super) use self::layout::Layout;

/// How much a word counts in each field, against once in a text of usual length.
const TITLE: f32 = 16.0;
const HEADINGS: f32 = 0.8;
const SUMMARY: f32 = 0.3;
/// How soon more of the same stops to count (`k1`).
const SATURATION: f32 = 0.25;
/// At most so much does a word count that is too frequent to tell texts apart.
const MINOR: f32 = 0.18;
/// An article that lacks a part of the query loses by the rest to this power.
const COVER_POWER: i32 = 9;
/// Articles with less of what the best one holds are not looked at closely.
const CLOSE_ENOUGH: f32 = 0.85;

/// Blocks that hold something near to what was asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variant<'a> {
    pub blocks: &'a [u32],
    /// How near, from 0 to 1.
    pub weight: f32,
    /// Whether it is what was asked for, as far as anything is.
    pub is_close: bool,
}

/// One thing asked for, in all its variants.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit<'a> {
    pub variants: Vec<Variant<'a>>,
    /// Too frequent to tell texts apart.
    pub is_minor: bool,
    /// A word, not a CJK character or pair.
    pub is_word: bool,
    /// Its place in the query, in tokens.
    pub at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub article: u32,
    pub score: f32,
    /// Whether the article holds all that was asked for.
    pub is_full: bool,
}

/// The best articles, best first, at most `most`. The query is `length` tokens long.
pub(super) fn rank(layout: &Layout, units: &[Unit<'_>], length: usize, most: usize) -> Vec<Ranked> {
    let mut tally = Tally::new(layout);
    for (number, unit) in units.iter().take(UNITS).enumerate() {
        tally.add(number, unit);
    }
    tally.best(units, length, most)
}

/// Puts an article into its place among the best. Articles that score the same keep their order, so that an answer never
/// changes by itself.
pub(super) fn keep(ranked: Ranked, most: usize, best: &mut Vec<Ranked>) {
    let is_before = |known: &Ranked| {
        let by_score = known.score.total_cmp(&ranked.score);
        by_score.then(ranked.article.cmp(&known.article)).is_gt()
    };
    if best.len() < most || best.last().is_some_and(|last| !is_before(last)) {
        let place = best.partition_point(is_before);
        best.insert(place, ranked);
        best.truncate(most);
    }
}

/// Units that fit a mask.
const UNITS: usize = 32;

/// Which units stand in a block, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mask {
    any: u32,
    /// Those that are what was asked for.
    close: u32,
}

impl Mask {
    fn of(number: usize, is_close: bool) -> Self {
        let any = 1 << number;
        Self {
            any,
            close: if is_close { any } else { 0 },
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            any: self.any | other.any,
            close: self.close | other.close,
        }
    }

    fn without(self, other: Self) -> Self {
        Self {
            any: self.any & !other.any,
            close: self.close & !other.any,
        }
    }
}

/// The numbers of the bits.
fn units_in(mut bits: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let unit = (bits != 0).then(|| bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        unit
    })
}

/// What is found while one list after the other is walked.
struct Tally<'a> {
    layout: &'a Layout,
    /// By block.
    masks: Vec<Mask>,
    /// By article: the score of what it holds, and how much of the query that is.
    scores: Vec<f32>,
    covered: Vec<f32>,
    /// By article, for the unit at hand; zero in between.
    counts: Vec<f32>,
    /// Articles that hold the unit at hand.
    touched: Vec<u32>,
    /// Articles that hold anything.
    found: Vec<u32>,
    /// How much each unit tells.
    worth: Vec<f32>,
}

impl<'a> Tally<'a> {
    fn new(layout: &'a Layout) -> Self {
        let articles = layout.articles();
        Self {
            layout,
            masks: vec![Mask::default(); layout.blocks()],
            scores: vec![0.0; articles],
            covered: vec![0.0; articles],
            counts: vec![0.0; articles],
            touched: Vec::new(),
            found: Vec::new(),
            worth: Vec::new(),
        }
    }

    fn add(&mut self, number: usize, unit: &Unit<'_>) {
        self.touched.clear();
        for variant in &unit.variants {
            let mask = Mask::of(number, variant.is_close);
            for (field, blocks) in self.layout.fields(variant.blocks) {
                self.walk(field, blocks, mask, variant.weight);
            }
        }
        let articles = self.scores.len() as f32;
        let with = self.touched.len() as f32;
        let mut worth = (1.0 + (articles - with + 0.5) / (with + 0.5)).ln();
        if unit.is_minor {
            worth = worth.min(MINOR);
        }
        for article in &self.touched {
            let at = *article as usize;
            let count = std::mem::take(&mut self.counts[at]);
            if self.covered[at] == 0.0 {
                self.found.push(*article);
            }
            self.scores[at] += worth * count / (SATURATION + count);
            self.covered[at] += worth;
        }
        self.worth.push(worth);
    }

    fn walk(&mut self, field: Field, blocks: &[u32], mask: Mask, weight: f32) {
        let mut blocks = blocks.iter().peekable();
        while let Some(first) = blocks.next() {
            let (article, end) = self.layout.article(*first, field);
            let mut here = 1.0;
            self.mark(*first, mask);
            // Most of a list are blocks of one article after the other.
            while let Some(block) = blocks.next_if(|block| **block < end) {
                here += 1.0;
                self.mark(*block, mask);
            }
            let each = match field {
                Field::Title => TITLE,
                Field::Summary => SUMMARY,
                Field::Headings => HEADINGS,
                Field::Text => self.layout.text_weight(article),
            };
            let count = &mut self.counts[article as usize];
            if *count == 0.0 {
                self.touched.push(article);
            }
            *count += weight * each * here;
        }
    }

    fn mark(&mut self, block: u32, mask: Mask) {
        let known = &mut self.masks[block as usize];
        *known = known.and(mask);
    }

    fn best(&self, units: &[Unit<'_>], length: usize, most: usize) -> Vec<Ranked> {
        let total: f32 = self.worth.iter().sum();
        let fullest = self
            .found
            .iter()
            .map(|article| self.covered[*article as usize])
            .fold(0.0, f32::max);
        let closely = Closely {
            tally: self,
            units,
            length,
            total,
            major: self
                .worth
                .iter()
                .zip(units)
                .filter(|(_, unit)| !unit.is_minor)
                .map(|(worth, _)| worth)
                .sum(),
            has_words: units.iter().any(|unit| unit.is_word),
            has_characters: units.iter().any(|unit| !unit.is_word),
            minor_words: (0..)
                .zip(units.iter().take(UNITS))
                .filter(|(_, unit)| unit.is_word && unit.is_minor)
                .fold(0, |bits, (number, _)| bits | 1 << number),
        };
        let mut best = Vec::with_capacity(most + 1);
        for article in &self.found {
            let at = *article as usize;
            let cover = self.covered[at] / total;
            let mut score = self.scores[at] * cover.powi(COVER_POWER);
            if self.covered[at] >= fullest * CLOSE_ENOUGH {
                score += total * (closely.title(at) + closely.place(at));
            }
            let ranked = Ranked {
                article: *article,
                score,
                is_full: cover > 0.999,
            };
            keep(ranked, most, &mut best);
        }
        best
    }
}

#[cfg(test)]
mod tests;
