//! In which blocks each word and each pair of characters stands.

use rustc_hash::FxHashMap;

use super::borders::{Border, Script, Seen, ends_sentence};

use crate::search::codec::small;
use crate::search::document::{Document, Section};
use crate::search::index::{Extent, is_stop_word};
use crate::search::token::{Gram, Token, tokenize};

/// Tokens of a title whose order is known; the bits of [`Extent::joined`] and [`Extent::flowing`] hold no more.
const TITLE_MOST: u32 = 32;
/// What stands in at most one of so many articles tells them by itself: its places in the text are left out.
const FEW: usize = 125;

#[derive(Default)]
pub(super) struct Postings {
    words: FxHashMap<Box<str>, usize>,
    pairs: FxHashMap<Gram, usize>,
    /// Ascending blocks, at the places that the maps tell.
    lists: Vec<Vec<u32>>,
    /// The first block that is not yet taken.
    next: u32,
    /// The first block of those that stand for an article as a whole.
    anywhere: u32,
    /// The first block of the texts.
    texts: u32,
}

impl Postings {
    /// Takes the articles in, field after field, and tells how many blocks each takes.
    pub fn read(&mut self, documents: &[&Document]) -> Vec<Extent> {
        let mut extents: Vec<_> = documents
            .iter()
            .map(|document| self.add_title(&document.title))
            .collect();
        for document in documents {
            self.add([&document.summary].into_iter());
        }
        // Tags are the writer's word for what the article is about, as headings are.
        for document in documents {
            let headings = document.sections.iter().map(|section| &section.heading);
            self.add(headings.chain(&document.tags));
        }
        self.anywhere = self.next;
        self.next += small(documents.len());
        self.texts = self.next;
        let mut seen = Seen::default();
        for ((anywhere, document), extent) in (self.anywhere..).zip(documents).zip(&mut extents) {
            extent.text = self.add_text(&document.sections, anywhere, &mut seen);
        }
        self.tidy(&extents);
        extents
    }

    /// The first block of the texts, and the end.
    pub fn limits(&self) -> [u32; 2] {
        [self.texts, self.next]
    }

    /// In order.
    pub fn words(&self) -> Vec<(&str, &[u32])> {
        let mut words: Vec<_> = self
            .words
            .iter()
            .map(|(word, at)| (&**word, self.lists[*at].as_slice()))
            .collect();
        words.sort_unstable();
        words
    }

    /// In order.
    pub fn pairs(&self) -> Vec<(Gram, &[u32])> {
        let mut pairs: Vec<_> = self
            .pairs
            .iter()
            .map(|(gram, at)| (*gram, self.lists[*at].as_slice()))
            .collect();
        pairs.sort_unstable_by_key(|(gram, _)| *gram);
        pairs
    }

    /// Every token of a title has a block of its own, so that their order is known.
    fn add_title(&mut self, title: &str) -> Extent {
        let first = self.next;
        let mut extent = Extent::default();
        let mut last = None;
        let mut parts = 0;
        let mut halves = 0;
        tokenize(title, |token, span| {
            let script = match token {
                Token::Word(_) => Some(Script::Spaced),
                Token::Gram(_) => Some(Script::of(&title[span])),
                Token::Part(_) => {
                    parts += 1;
                    extent.words += u32::from(parts > 1);
                    None
                }
                Token::Short(_) => None,
                Token::RunEnd => {
                    last = None;
                    return;
                }
            };
            if let Some(script) = script
                && extent.title < TITLE_MOST
            {
                let is_joined = script != Script::Spaced && last == Some(script);
                let is_flowing =
                    script != Script::Spaced && last.is_some_and(|last| last != Script::Spaced);
                extent.joined |= u32::from(is_joined) << extent.title;
                extent.flowing |= u32::from(is_flowing) << extent.title;
                match script {
                    Script::Spaced => {
                        let is_minor = matches!(token, Token::Word(word) if is_stop_word(word));
                        extent.words += u32::from(!is_minor);
                        parts = 0;
                    }
                    Script::Hiragana => halves += 1,
                    Script::Katakana | Script::Han => halves += 2,
                }
                extent.title += 1;
                last = Some(script);
            }
            self.put(&token, first + extent.title.saturating_sub(1));
        });
        extent.characters = halves / 2;
        extent.title = extent.title.max(1);
        self.next += extent.title;
        extent
    }

    /// Puts short texts into one block.
    fn add<'a>(&mut self, texts: impl Iterator<Item = &'a String>) {
        for text in texts {
            tokenize(text, |token, _| self.put(&token, self.next));
        }
        self.next += 1;
    }

    /// Cuts the text of an article into blocks, and tells how many.
    fn add_text(&mut self, sections: &[Section], anywhere: u32, seen: &mut Seen) -> u32 {
        let first = self.next;
        let mut filled = 0;
        for text in sections
            .iter()
            .flat_map(|section| [&section.heading, &section.text])
        {
            let mut border = Border::Sentence;
            let mut end = 0;
            tokenize(text, |token, span| {
                let size = match token {
                    Token::Word(_) => 2,
                    Token::Gram(_) => 1,
                    Token::Part(_) | Token::Short(_) => {
                        return self.put_once(&token, first, anywhere);
                    }
                    Token::RunEnd => return border = Border::Word,
                };
                if size == 2 {
                    border = border.max(Border::Word);
                }
                if border == Border::Word && ends_sentence(&text[end..span.start.max(end)]) {
                    border = Border::Sentence;
                }
                if filled >= border.from() {
                    self.next += 1;
                    filled = 0;
                }
                border = Border::None;
                end = span.end;
                filled += size;
                match token {
                    Token::Word(word) if is_stop_word(word) => {}
                    // What is alone at the end is found by its pairs elsewhere in the article.
                    Token::Gram(Gram {
                        first,
                        second: None,
                    }) => seen.last.push(first),
                    Token::Gram(gram) => {
                        seen.add(gram.first, anywhere);
                        self.put(&token, self.next);
                    }
                    _ => self.put(&token, self.next),
                }
            });
        }
        for character in std::mem::take(&mut seen.last) {
            if seen.add(character, anywhere) {
                let gram = Gram {
                    first: character,
                    second: None,
                };
                self.put(&Token::Gram(gram), anywhere);
            }
        }
        self.next += 1;
        self.next - first
    }

    /// That an article holds the token is enough: its places would cost more than they tell.
    fn put_once(&mut self, token: &Token<'_>, first: u32, anywhere: u32) {
        let known = match token {
            Token::Word(word) | Token::Part(word) => self.words.get(*word),
            Token::Gram(gram) | Token::Short(gram) => self.pairs.get(gram),
            Token::RunEnd => None,
        };
        let last = known.and_then(|at| self.lists[*at].last());
        if !last.is_some_and(|last| *last >= first || *last == anywhere) {
            self.put(token, anywhere);
        }
    }

    fn put(&mut self, token: &Token<'_>, block: u32) {
        let next = self.lists.len();
        let at = match token {
            Token::Word(word) | Token::Part(word) => match self.words.get(*word) {
                Some(at) => *at,
                None => *self.words.entry((*word).into()).or_insert(next),
            },
            Token::Gram(gram) | Token::Short(gram) => *self.pairs.entry(*gram).or_insert(next),
            Token::RunEnd => return,
        };
        if at == next {
            self.lists.push(Vec::new());
        }
        let list = &mut self.lists[at];
        if list.last() != Some(&block) {
            list.push(block);
        }
    }

    /// Puts every list in order, and leaves places in the text out of those that stand in few articles.
    fn tidy(&mut self, extents: &[Extent]) {
        let few = (extents.len() / FEW).max(1);
        let wholes: Vec<u32> = (self.anywhere..)
            .zip(extents)
            .flat_map(|(anywhere, extent)| std::iter::repeat_n(anywhere, extent.text as usize))
            .collect();
        let whole = |block: u32| {
            block
                .checked_sub(self.texts)
                .map_or(block, |text| wholes[text as usize])
        };
        let mut articles = Vec::with_capacity(few + 1);
        for list in &mut self.lists {
            if !list.is_sorted() {
                list.sort_unstable();
            }
            let start = list.partition_point(|block| *block < self.anywhere);
            articles.clear();
            for article in list[start..].iter().map(|block| whole(*block)) {
                if !articles.contains(&article) {
                    articles.push(article);
                }
                if articles.len() > few {
                    break;
                }
            }
            if articles.len() <= few {
                articles.sort_unstable();
                list.truncate(start);
                list.extend(&articles);
            }
        }
    }
}
