//! Where blocks end and words begin, and what was already seen in an article.

/// How much text a block holds, about: a word counts two, a CJK character one.
const BLOCK: u32 = 56;
/// A block ends after a sentence from this fill on, after a word or a run of CJK characters when it is full, and anywhere
/// when it is so much over.
const BLOCK_SENTENCE: u32 = BLOCK * 7 / 10;
const BLOCK_MOST: u32 = BLOCK * 3 / 2;

/// The characters of the article at hand that begin a pair.
#[derive(Default)]
pub(super) struct Seen {
    /// By code point: the last article with the character, counted from one.
    articles: Vec<u32>,
    /// Characters at the ends of runs.
    pub last: Vec<char>,
}

impl Seen {
    /// Whether the character is new to the article.
    pub fn add(&mut self, character: char, article: u32) -> bool {
        let at = character as usize;
        if at >= self.articles.len() {
            self.articles.resize(at + 1, 0);
        }
        std::mem::replace(&mut self.articles[at], article + 1) != article + 1
    }
}

/// What ends before a token.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Border {
    None,
    Word,
    Sentence,
}

impl Border {
    /// The fill of a block that ends here.
    pub fn from(self) -> u32 {
        match self {
            Self::None => BLOCK_MOST,
            Self::Word => BLOCK,
            Self::Sentence => BLOCK_SENTENCE,
        }
    }
}

pub(super) fn ends_sentence(gap: &str) -> bool {
    gap.contains(['\n', '。', '！', '？']) || gap.contains(". ")
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Spaced,
    Hiragana,
    Katakana,
    Han,
}

impl Script {
    /// Of the first character. Where the script changes, a Japanese word usually begins.
    pub fn of(text: &str) -> Self {
        match text.chars().next() {
            Some('\u{3040}'..='\u{309f}') => Self::Hiragana,
            Some('\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}') => {
                Self::Katakana
            }
            _ => Self::Han,
        }
    }
}
