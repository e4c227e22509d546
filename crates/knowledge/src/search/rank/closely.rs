//! A closer look at the articles that hold most of a query: is the title what was asked for, does one place hold it all?

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of words are exact in an f32 up to millions"
)]

use super::layout::Title;
use super::{Mask, Tally, UNITS, Unit, units_in};

/// What a variant that is not what was typed is worth in a title or at a place.
const LOOSE: f32 = 0.65;
/// A title or a place with all of the query is meant; one with most of it hardly counts.
const COMPLETE_POWER: i32 = 16;
/// Worth of a title that holds the query: this in any case, and this for the part of the title that it fills.
const TITLE_HOLDS: f32 = 0.4;
const TITLE_FILLED: f32 = 5.0;
/// Worth of a title that holds the query in its order, likewise.
const ORDER_HOLDS: f32 = 0.6;
const ORDER_FILLED: f32 = 0.5;
/// Worth of a title that holds the query in its order as whole words: in any case, and for its part of the title's words.
const WHOLE_HOLDS: f32 = 3.0;
const WHOLE_FILLED: f32 = 1.8;
/// Worth of the part that a query which is no whole word fills of the run of characters it was taken out of.
const RUN_FILLED: f32 = 4.0;
/// Worth of a title that begins with the query.
const BEGINS: f32 = 0.02;
/// Worth of a place in the text that holds the query, in an article of usual length.
const PLACE: f32 = 0.39;
/// What the next block adds to a place: words that stand together may lie on both sides of a border.
const NEXT_BLOCK: f32 = 0.15;
/// The longer a text, the likelier words meet in it by chance.
const PLACE_LENGTH_POWER: f32 = -0.19;

/// A closer look at single articles.
pub(super) struct Closely<'a> {
    pub tally: &'a Tally<'a>,
    pub units: &'a [Unit<'a>],
    pub length: usize,
    /// Worth of all units together.
    pub total: f32,
    /// Without the minor ones.
    pub major: f32,
    pub has_words: bool,
    pub has_characters: bool,
    /// Bits of the words too frequent to tell texts apart: no title is counted by them.
    pub minor_words: u32,
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
    pub fn title(&self, article: usize) -> f32 {
        let title = self.tally.layout.title(article);
        let masks = &self.tally.masks[title.blocks.clone()];
        let all = masks
            .iter()
            .fold(Mask::default(), |all, mask| all.and(*mask));
        if all.any == 0 {
            return 0.0;
        }
        let aligned = self.aligned(masks);
        let complete = |sum: f32| (sum / self.total).powi(COMPLETE_POWER);
        let order = aligned.iter().copied().fold(0.0, f32::max);
        let starts = (0..title.blocks.len())
            .filter(|start| title.is_border(*start) && title.is_border(start + self.length));
        let start: Option<usize> =
            starts.max_by(|one, other| aligned[UNITS + one].total_cmp(&aligned[UNITS + other]));
        let whole = start.map_or(0.0, |start| complete(aligned[UNITS + start]));
        let words = start.map_or(0.0, |start| {
            title.words_in(start..start + self.length) as f32
                / title.words_in(0..title.blocks.len()) as f32
        });
        // A query in one script fills what the title has in that script.
        let tokens = if self.has_words { title.words } else { 0 }
            + if self.has_characters {
                title.characters
            } else {
                0
            };
        let filling = (all.any & !self.minor_words).count_ones();
        let filled = (filling as f32 / tokens.max(1) as f32).min(1.0);
        let run = if self.has_words || !self.tally.layout.shows_words() {
            0.0
        } else {
            self.part_of_runs(&title, |start| complete(aligned[UNITS + start]))
        };
        complete(self.worth(all)) * (TITLE_HOLDS + TITLE_FILLED * filled)
            + RUN_FILLED * run * (1.0 - whole)
            + complete(order) * (ORDER_HOLDS + ORDER_FILLED * filled)
            + whole * (WHOLE_HOLDS + WHOLE_FILLED * words)
            + complete(aligned[UNITS]) * BEGINS
    }

    /// For each place of the query's beginning, before or inside the title, what then lies where the query has it.
    fn aligned(&self, title: &[Mask]) -> [f32; 2 * UNITS] {
        let mut aligned = [0.0_f32; 2 * UNITS];
        for (place, mask) in title.iter().enumerate() {
            for unit in units_in(mask.any) {
                if let Some(sum) =
                    aligned.get_mut((place + UNITS).wrapping_sub(self.units[unit].at))
                {
                    *sum += self.tally.worth[unit];
                }
            }
        }
        aligned
    }

    /// How likely it is that somebody who takes so many characters out of a run of the title takes these.
    fn part_of_runs(&self, title: &Title, found: impl Fn(usize) -> f32) -> f32 {
        let mut runs = 0;
        let mut parts = 0.0;
        for run in title.runs().filter(|run| run.len() >= self.length) {
            let starts = run.start..=run.end - self.length;
            let all = (run.len() - self.length + 1) as f32;
            parts += starts.map(&found).sum::<f32>() / all;
            runs += 1;
        }
        parts / runs.max(1) as f32
    }

    /// What the best place of the text adds, in parts of the worth of all units.
    pub fn place(&self, article: usize) -> f32 {
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
