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

mod layout;

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
/// What a variant that is not what was typed is worth in a title or at a place.
const LOOSE: f32 = 0.65;
/// An article that lacks a part of the query loses by the rest to this power.
const COVER_POWER: i32 = 9;
/// A title or a place with all of the query is meant; one with most of it hardly counts.
const COMPLETE_POWER: i32 = 16;
/// Worth of a title that holds the query: this in any case, and this for the part of the title that it fills.
const TITLE_HOLDS: f32 = 0.4;
const TITLE_FILLED: f32 = 2.7;
/// Worth of a title that holds the query in its order, likewise.
const ORDER_HOLDS: f32 = 0.32;
const ORDER_FILLED: f32 = 0.2;
/// Worth of a title that holds the query as whole words.
const WHOLE_WORDS: f32 = 1.0;
/// Worth of a title that begins with the query.
const BEGINS: f32 = 0.02;
/// Worth of a place in the text that holds the query, in an article of usual length.
const PLACE: f32 = 0.39;
/// What the next block adds to a place: words that stand together may lie on both sides of a border.
const NEXT_BLOCK: f32 = 0.15;
/// The longer a text, the likelier words meet in it by chance.
const PLACE_LENGTH_POWER: f32 = -0.19;
/// Articles with less of what the best one holds are not looked at closely.
const CLOSE_ENOUGH: f32 = 0.7;

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
    let mut ranked = tally.finish(units, length);
    // Articles that score the same keep their order, so that an answer never changes by itself.
    let order = |one: &Ranked, other: &Ranked| {
        let by_score = other.score.total_cmp(&one.score);
        by_score.then(one.article.cmp(&other.article))
    };
    if (1..ranked.len()).contains(&most) {
        ranked.select_nth_unstable_by(most - 1, order);
    }
    ranked.truncate(most);
    ranked.sort_unstable_by(order);
    ranked
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
        let in_field = match field {
            Field::Title => TITLE,
            Field::Summary => SUMMARY,
            Field::Headings => HEADINGS,
            Field::Text => 1.0,
        };
        for block in blocks {
            let at = *block as usize;
            let article = self.layout.article(at);
            let count = &mut self.counts[article as usize];
            if *count == 0.0 {
                self.touched.push(article);
            }
            *count += weight
                * match field {
                    Field::Text => self.layout.text_weight(article),
                    _ => in_field,
                };
            self.masks[at] = self.masks[at].and(mask);
        }
    }

    fn finish(&self, units: &[Unit<'_>], length: usize) -> Vec<Ranked> {
        let total: f32 = self.worth.iter().sum();
        let most = self
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
        };
        let rank = |article: &u32| {
            let at = *article as usize;
            let cover = self.covered[at] / total;
            let mut score = self.scores[at] * cover.powi(COVER_POWER);
            if self.covered[at] >= most * CLOSE_ENOUGH {
                score += total * (closely.title(at) + closely.place(at));
            }
            Ranked {
                article: *article,
                score,
                is_full: cover > 0.999,
            }
        };
        self.found.iter().map(rank).collect()
    }
}

/// A closer look at single articles.
struct Closely<'a> {
    tally: &'a Tally<'a>,
    units: &'a [Unit<'a>],
    length: usize,
    /// Worth of all units together.
    total: f32,
    /// Without the minor ones.
    major: f32,
    has_words: bool,
    has_characters: bool,
}

impl Closely<'_> {
    fn worth(&self, mask: Mask) -> f32 {
        let worth = |bits| {
            units_in(bits)
                .map(|unit| self.tally.worth[unit])
                .sum::<f32>()
        };
        worth(mask.close) + LOOSE * worth(mask.any & !mask.close)
    }

    /// What the title adds, in parts of the worth of all units.
    fn title(&self, article: usize) -> f32 {
        let title = self.tally.layout.title(article);
        let masks = &self.tally.masks[title.blocks.clone()];
        let all = masks
            .iter()
            .fold(Mask::default(), |all, mask| all.and(*mask));
        if all.any == 0 {
            return 0.0;
        }
        // For each place of the query's beginning, before or inside the title, what then lies where the query has it.
        let mut aligned = [0.0_f32; 2 * UNITS];
        for (place, mask) in masks.iter().enumerate() {
            for unit in units_in(mask.any) {
                if let Some(sum) =
                    aligned.get_mut((place + UNITS).wrapping_sub(self.units[unit].at))
                {
                    *sum += self.tally.worth[unit];
                }
            }
        }
        let complete = |sum: f32| (sum / self.total).powi(COMPLETE_POWER);
        let order = aligned.iter().copied().fold(0.0, f32::max);
        let whole = aligned[UNITS..]
            .iter()
            .enumerate()
            .filter(|(place, _)| title.is_border(*place) && title.is_border(place + self.length))
            .map(|(_, sum)| *sum)
            .fold(0.0, f32::max);
        // A query in one script fills what the title has in that script.
        let tokens = if self.has_words { title.words } else { 0 }
            + if self.has_characters {
                title.characters
            } else {
                0
            };
        let filled = (all.any.count_ones() as f32 / tokens.max(1) as f32).min(1.0);
        complete(self.worth(all)) * (TITLE_HOLDS + TITLE_FILLED * filled)
            + complete(order) * (ORDER_HOLDS + ORDER_FILLED * filled)
            + complete(whole) * WHOLE_WORDS
            + complete(aligned[UNITS]) * BEGINS
    }

    /// What the best place of the text adds, in parts of the worth of all units.
    fn place(&self, article: usize) -> f32 {
        let layout = self.tally.layout;
        let anywhere = self.tally.masks[layout.anywhere(article)];
        let mut best = self.worth(anywhere);
        let mut blocks = self.tally.masks[layout.text(article)].iter().peekable();
        while let Some(mask) = blocks.next() {
            if mask.any == 0 {
                continue;
            }
            let here = mask.and(anywhere);
            let next = blocks
                .peek()
                .map_or(Mask::default(), |next| next.without(here));
            best = best.max(self.worth(here) + NEXT_BLOCK * self.worth(next));
        }
        let complete = (best / self.major.max(f32::MIN_POSITIVE))
            .min(1.0)
            .powi(COMPLETE_POWER);
        PLACE * complete * layout.length(article).powf(PLACE_LENGTH_POWER)
    }
}

#[cfg(test)]
mod tests;
