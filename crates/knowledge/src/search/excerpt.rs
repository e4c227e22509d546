//! The place of an article that answers a query: its section, and its words with the match marked.
//!
//! What is shown is the original text; only the comparison is folded. It must not know of HTML: marks are ranges of bytes
//! on borders of characters.

use std::collections::HashMap;
use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};

use super::codec::Damaged;
use super::document::{Section, read_sections};
use super::query::{Asked, Query};
use super::spelling::{is_near, slips_allowed};

use super::token::{Gram, Token, tokenize};

/// Characters of an excerpt, about; a CJK character counts two.
const WIDTH: usize = 200;
/// At most so much of it stands before the first match.
const BEFORE: usize = 60;

/// A piece of an article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Of the section; empty above the first heading, like the anchor.
    pub heading: String,
    pub heading_marks: Vec<Range<usize>>,
    pub anchor: String,
    pub text: String,
    pub marks: Vec<Range<usize>>,
    /// Whether the section goes on before and after the text.
    pub is_cut_before: bool,
    pub is_cut_after: bool,
}

/// The best place for a query in the file with an article's text.
pub fn excerpt(file: &[u8], query: &str) -> Result<Excerpt, Damaged> {
    let sections = read_sections(file)?;
    let matcher = Matcher::new(query);
    let mut best: Option<(Place, &Section)> = None;
    for section in &sections {
        let place = matcher.best_place(section);
        // The first of equals: what comes first in an article is mostly what it is about.
        if best
            .as_ref()
            .is_none_or(|(known, _)| place.worth > known.worth)
        {
            best = Some((place, section));
        }
    }
    Ok(best
        .map(|(place, section)| matcher.cut(&place, section))
        .unwrap_or_default())
}

/// What of a short text, as a title, matches a query.
pub fn marks(text: &str, query: &str) -> Vec<Range<usize>> {
    merged(
        Matcher::new(query)
            .matches(text)
            .into_iter()
            .map(|found| found.span),
    )
}

/// A match: which of the things asked for, as a bit, and where.
#[derive(Clone, Debug)]
struct Match {
    unit: u64,
    span: Range<usize>,
}

/// Where in a section an excerpt is worth most.
struct Place {
    worth: (u32, usize),
    start: usize,
}

struct Matcher {
    stemmer: Stemmer,
    words: Vec<AskedWord>,
    /// The bit of each pair, and the places in the query at which it stands.
    grams: HashMap<Gram, u64>,
    characters: HashMap<char, u64>,
}

struct AskedWord {
    text: String,
    stem: String,
    is_open: bool,
    unit: u64,
}

impl Matcher {
    fn new(text: &str) -> Self {
        let mut matcher = Self {
            stemmer: Stemmer::create(Algorithm::English),
            words: Vec::new(),
            grams: HashMap::new(),
            characters: HashMap::new(),
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
                        *matcher.grams.entry(gram).or_default() |= unit;
                    }
                }
                Asked::Character(character) => {
                    matcher.characters.insert(character, unit);
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
    fn matches(&self, text: &str) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let mut known: HashMap<String, u64> = HashMap::new();
        tokenize(text, |token, span| {
            let unit = match token {
                Token::Word(word) | Token::Part(word) => match known.get(word) {
                    Some(unit) => *unit,
                    None => *known.entry(word.to_owned()).or_insert(self.word(word)),
                },
                Token::Gram(gram) | Token::Short(gram) => {
                    let pair = self.grams.get(&gram).copied().unwrap_or(0);
                    if let Some(single) = self.characters.get(&gram.first)
                        && let Some(first) = text[span.clone()].chars().next()
                    {
                        let span = span.start..span.start + first.len_utf8();
                        found.push(Match {
                            unit: *single,
                            span,
                        });
                    }
                    pair
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
                .find(|asked| is_near(&asked.text, word, slips_allowed(&asked.text)))
        };
        exact.or_else(near).map_or(0, |asked| asked.unit)
    }

    /// Of a longer run of CJK characters, a pair alone says nothing: する stands everywhere.
    fn without_strays(&self, found: Vec<Match>) -> Vec<Match> {
        if self.grams.len() < 3 {
            return found;
        }
        let pairs = self.grams.values().fold(0, |all, unit| all | unit);
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

    fn best_place(&self, section: &Section) -> Place {
        let in_heading = self
            .matches(&section.heading)
            .iter()
            .fold(0, |all, found| all | found.unit);
        let found = self.matches(&section.text);
        let mut best = Place {
            worth: (in_heading.count_ones(), 0),
            start: 0,
        };
        for (at, first) in found.iter().enumerate() {
            let near = found[at..]
                .iter()
                .take_while(|other| other.span.end <= first.span.start + WIDTH);
            let (units, count) = near.fold((in_heading, 0), |(units, count), other| {
                (units | other.unit, count + 1)
            });
            let worth = (units.count_ones(), count);
            if worth > best.worth {
                best = Place {
                    worth,
                    start: first.span.start,
                };
            }
        }
        best
    }

    fn cut(&self, place: &Place, section: &Section) -> Excerpt {
        let text = section.text.as_str();
        let start = beginning(text, place.start);
        let end = ending(text, start);
        let shown = text[start..end].trim_end();
        Excerpt {
            heading: section.heading.clone(),
            heading_marks: merged(
                self.matches(&section.heading)
                    .into_iter()
                    .map(|found| found.span),
            ),
            anchor: section.anchor.clone(),
            text: shown.to_owned(),
            marks: merged(self.matches(shown).into_iter().map(|found| found.span)),
            is_cut_before: !text[..start].trim().is_empty(),
            is_cut_after: !text[end..].trim().is_empty(),
        }
    }
}

/// Where an excerpt with a match at `first` begins: with its sentence, or with a word shortly before.
fn beginning(text: &str, first: usize) -> usize {
    let mut border = first;
    let mut after = None;
    for (at, character) in text[..first].char_indices().rev() {
        let next = at + character.len_utf8();
        let is_end = matches!(character, '\n' | '。' | '！' | '？')
            || character == '.' && after.is_some_and(char::is_whitespace);
        if is_end {
            border = next;
            break;
        }
        if first - at > BEFORE {
            break;
        }
        if character.is_whitespace() || !character.is_alphanumeric() {
            border = next;
        } else if at == 0 {
            border = 0;
        }
        after = Some(character);
    }
    let blank = text[border..first].len() - text[border..first].trim_start().len();
    border + blank
}

/// Where an excerpt ends that begins at `start`: after a word.
fn ending(text: &str, start: usize) -> usize {
    let mut width = 0;
    let mut border = start;
    for (at, character) in text[start..].char_indices() {
        width += if character.is_ascii() { 1 } else { 2 };
        if width > WIDTH {
            return if border > start { border } else { start + at };
        }
        if !character.is_ascii_alphanumeric() {
            border = start + at + character.len_utf8();
        }
    }
    text.len()
}

/// Ranges in order, those that touch as one.
fn merged(spans: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
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

#[cfg(test)]
mod tests;
