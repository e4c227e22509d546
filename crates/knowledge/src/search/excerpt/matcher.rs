//! What of a text matches a query.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};

use crate::search::query::{Asked, Query};
use crate::search::spelling::{is_near, slips_allowed};
use crate::search::token::{Gram, Token, tokenize};

/// A match: which of the things asked for, as a bit, and where.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub unit: u64,
    pub span: Range<usize>,
}

pub(super) struct Matcher {
    stemmer: Stemmer,
    words: Vec<AskedWord>,
    /// The bit of each pair and each character.
    grams: Vec<(Gram, u64)>,
    characters: Vec<(char, u64)>,
}

struct AskedWord {
    text: String,
    stem: String,
    is_open: bool,
    unit: u64,
}

impl Matcher {
    pub fn new(text: &str) -> Self {
        let mut matcher = Self {
            stemmer: Stemmer::create(Algorithm::English),
            words: Vec::new(),
            grams: Vec::new(),
            characters: Vec::new(),
        };
        for (at, (_, asked)) in Query::parse(text).asked.into_iter().enumerate() {
            let unit = 1 << at.min(63);
            match asked {
                Asked::Word {
                    text,
                    parts,
                    is_open,
                } => {
                    for part in parts {
                        matcher.add_word(part, false, unit);
                    }
                    matcher.add_word(text, is_open, unit);
                }
                Asked::Pair { gram, short, .. } => {
                    for gram in [Some(gram), short].into_iter().flatten() {
                        matcher.grams.push((gram, unit));
                    }
                }
                Asked::Character(character) => {
                    matcher.characters.push((character, unit));
                }
            }
        }
        matcher
    }

    fn add_word(&mut self, text: String, is_open: bool, unit: u64) {
        let stem = self.stemmer.stem(&text).into_owned();
        self.words.push(AskedWord {
            text,
            stem,
            is_open,
            unit,
        });
    }

    /// The matches in order.
    pub fn matches(&self, text: &str) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        tokenize(text, |token, span| {
            let unit = match token {
                Token::Word(word) | Token::Part(word) => self.word(word),
                Token::Gram(gram) | Token::Short(gram) => {
                    let pairs = self.grams.iter().filter(|(asked, _)| *asked == gram);
                    let single = self
                        .characters
                        .iter()
                        .find(|(asked, _)| *asked == gram.first);
                    if let Some((_, single)) = single
                        && let Some(first) = text[span.clone()].chars().next()
                    {
                        let span = span.start..span.start + first.len_utf8();
                        found.push(Match {
                            unit: *single,
                            span,
                        });
                    }
                    pairs.fold(0, |all, (_, unit)| all | unit)
                }
                Token::RunEnd => 0,
            };
            if unit != 0 {
                // The mark that a reader may leave out belongs to the word.
                let long = text[span.end..]
                    .chars()
                    .next()
                    .filter(|next| matches!(next, 'ー' | 'ｰ'));
                let end = span.end + long.map_or(0, char::len_utf8);
                found.push(Match {
                    unit,
                    span: span.start..end,
                });
            }
        });
        self.without_strays(found)
    }

    fn word(&self, word: &str) -> u64 {
        let same = |asked: &&AskedWord| {
            asked.text == word
                || asked.is_open && asked.text.len() > 1 && word.starts_with(&asked.text)
                || word.len() > 2
                    && word.chars().next() == asked.stem.chars().next()
                    && self.stemmer.stem(word) == asked.stem
        };
        let exact = self.words.iter().find(same);
        let near = || {
            self.words
                .iter()
                // Nearly always the first letter is right, and looking closer at every word of a text takes time.
                .filter(|asked| asked.text.chars().next() == word.chars().next())
                .find(|asked| is_near(&asked.text, word, slips_allowed(&asked.text)))
        };
        exact.or_else(near).map_or(0, |asked| asked.unit)
    }

    /// Of a longer run of CJK characters, a pair alone says nothing: する stands everywhere.
    fn without_strays(&self, found: Vec<Match>) -> Vec<Match> {
        if self.grams.len() < 3 {
            return found;
        }
        let pairs = self.grams.iter().fold(0, |all, (_, unit)| all | unit);
        let is_kept = |at: usize| {
            let Match { unit, span } = &found[at];
            let meets = |other: Option<&Match>| {
                other.is_some_and(|other| {
                    other.unit & pairs != 0
                        && other.span.start < span.end
                        && span.start < other.span.end
                })
            };
            unit & pairs == 0
                || meets(found.get(at + 1))
                || at
                    .checked_sub(1)
                    .is_some_and(|before| meets(found.get(before)))
        };
        (0..found.len())
            .filter(|at| is_kept(*at))
            .map(|at| found[at].clone())
            .collect()
    }
}

/// Ranges in order, those that touch as one.
pub(super) fn merged(spans: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut spans: Vec<_> = spans.filter(|span| !span.is_empty()).collect();
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
