//! Which blocks belong to which article and field.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of blocks are exact in an f32 up to millions"
)]

use std::ops::Range;

use crate::search::codec::small;
use crate::search::index::Extent;

/// How much a long text weighs against its words (`b` of BM25).
const LENGTH: f32 = 0.9;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Summary,
    Headings,
    Text,
}

/// Blocks are numbered field by field: all titles, all summaries, all headings, one block for each article as a whole, all
/// texts.
#[derive(Debug)]
pub(in crate::search) struct Layout {
    extents: Vec<Extent>,
    /// Where the title and the text of each article begin, and the end.
    titles: Vec<u32>,
    texts: Vec<u32>,
    /// Where the fields begin.
    summaries: u32,
    headings: u32,
    anywhere: u32,
    /// By block.
    articles: Vec<u32>,
    /// By article, against the average.
    lengths: Vec<f32>,
    shows_words: bool,
}

/// Where a title stands and how it is built.
pub(super) struct Title {
    pub blocks: Range<usize>,
    pub words: u32,
    pub characters: u32,
    joined: u32,
    flowing: u32,
}

impl Title {
    /// How many words begin in these places.
    pub fn words_in(&self, places: Range<usize>) -> usize {
        let end = places.end.min(self.blocks.len());
        (places.start..end)
            .filter(|place| self.is_border(*place))
            .count()
    }

    /// Whether a word begins here, or the title is over.
    pub fn is_border(&self, place: usize) -> bool {
        place >= self.blocks.len()
            || self
                .joined
                .checked_shr(small(place))
                .is_none_or(|rest| rest & 1 == 0)
    }

    /// The places of each word, and of each run of CJK characters.
    pub fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        let end = self.blocks.len();
        let goes_on = |place: usize| self.flowing.checked_shr(small(place)).unwrap_or(0) & 1 == 1;
        let mut next = 0;
        std::iter::from_fn(move || {
            let start = next;
            next = (start + 1..end)
                .find(|place| !goes_on(*place))
                .unwrap_or(end);
            (start < end).then_some(start..next)
        })
    }
}

impl Layout {
    pub fn new(extents: Vec<Extent>) -> Self {
        let mut articles = Vec::new();
        let mut place = |blocks: &dyn Fn(&Extent) -> u32| {
            let mut starts = Vec::with_capacity(extents.len() + 1);
            for (article, extent) in (0..).zip(&extents) {
                starts.push(small(articles.len()));
                articles.extend(std::iter::repeat_n(article, blocks(extent) as usize));
            }
            starts.push(small(articles.len()));
            starts
        };
        let titles = place(&|extent| extent.title);
        let summaries = place(&|_| 1)[0];
        let headings = place(&|_| 1)[0];
        let anywhere = place(&|_| 1)[0];
        let texts = place(&|extent| extent.text);
        let sum: f32 = extents.iter().map(|extent| extent.text as f32).sum();
        let average = (sum / extents.len().max(1) as f32).max(1.0);
        let lengths = extents
            .iter()
            .map(|extent| extent.text as f32 / average)
            .collect();
        let shows_words = extents
            .iter()
            .any(|extent| extent.flowing & !extent.joined != 0);
        Self {
            extents,
            titles,
            texts,
            summaries,
            headings,
            anywhere,
            articles,
            lengths,
            shows_words,
        }
    }

    pub fn articles(&self) -> usize {
        self.extents.len()
    }

    /// Whether words begin inside runs of CJK characters, as in Japanese, where scripts change; in Chinese they do not show.
    pub(super) fn shows_words(&self) -> bool {
        self.shows_words
    }

    pub(super) fn blocks(&self) -> usize {
        self.articles.len()
    }

    /// The first block of the texts, and the end: lists without texts are written below the former.
    pub fn limits(&self) -> [u32; 2] {
        [self.texts[0], small(self.articles.len())]
    }

    /// The article of a block, and where its blocks in the field end.
    pub(super) fn article(&self, block: u32, field: Field) -> (u32, u32) {
        let article = self.articles[block as usize];
        let next = article as usize + 1;
        let end = match field {
            Field::Title => self.titles[next],
            Field::Summary | Field::Headings => block + 1,
            // A block for the article as a whole comes before all texts.
            Field::Text if block < self.texts[0] => block + 1,
            Field::Text => self.texts[next],
        };
        (article, end)
    }

    /// Cuts a list into the fields of its blocks.
    pub(super) fn fields<'a>(&self, blocks: &'a [u32]) -> [(Field, &'a [u32]); 4] {
        let cut = |blocks: &'a [u32], end: u32| {
            blocks.split_at(blocks.partition_point(|block| *block < end))
        };
        let (titles, rest) = cut(blocks, self.summaries);
        let (summaries, rest) = cut(rest, self.headings);
        let (headings, texts) = cut(rest, self.anywhere);
        [
            (Field::Title, titles),
            (Field::Summary, summaries),
            (Field::Headings, headings),
            (Field::Text, texts),
        ]
    }

    pub(super) fn title(&self, article: usize) -> Title {
        let extent = self.extents[article];
        Title {
            blocks: self.titles[article] as usize..self.titles[article + 1] as usize,
            words: extent.words,
            characters: extent.characters,
            joined: extent.joined,
            flowing: extent.flowing,
        }
    }

    pub(super) fn anywhere(&self, article: usize) -> usize {
        self.anywhere as usize + article
    }

    pub(super) fn text(&self, article: usize) -> Range<usize> {
        self.texts[article] as usize..self.texts[article + 1] as usize
    }

    /// How long the text is against the average; never zero.
    pub(super) fn length(&self, article: usize) -> f32 {
        self.lengths[article].max(0.05)
    }

    /// What a word in the text counts.
    pub(super) fn text_weight(&self, article: u32) -> f32 {
        1.0 / (1.0 - LENGTH + LENGTH * self.lengths[article as usize])
    }
}
