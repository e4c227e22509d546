//! What a reader may have meant who found nothing: words and titles of this index that are nearest to what was typed.
//!
//! Words of spaced scripts are near by their spelling, further away than a search goes by itself. Chinese and Japanese
//! words have no borders to tell them by; they are near by the pairs of characters that they share. What is offered is
//! written as in a title, where a title has it, and finds something.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::store::Needs;
use super::{Answer, Searcher};
use crate::search::index::{folded, is_stop_word};
use crate::search::query::{Asked, Query};
use crate::search::spelling::{near, slips_between};
use crate::search::token::{Gram, Token, tokenize};

/// A shorter word is near to everything.
const SHORTEST: usize = 3;
/// One slip for so many letters is still near.
const LETTERS_PER_SLIP: usize = 3;
/// So much of the pairs of two texts must be shared, in hundredths.
const SHARED: usize = 20;

/// A pair in more than one of so many titles tells nothing, if it is in more than a few.
const COMMON: usize = 8;
const COMMON_LEAST: usize = 3;

/// A term with how far away it is, in hundredths; the nearest come first, of these the most frequent.
type Candidate = (usize, Reverse<u32>, String);

impl Searcher {
    /// Terms near to the query, nearest first, at most `most`. Each of them finds something.
    pub fn near(&self, query: &str, most: usize) -> Answer<String> {
        let mut needs = Needs::default();
        let titles = self.titles(&mut needs);
        let parsed = Query::parse(query);
        let typed: Vec<&str> = parsed.words().filter(|word| is_telling(word)).collect();
        let mut candidates = near_titles(&titles, &parsed);
        for title in &titles {
            candidates.extend(near_words_of(title, &typed));
        }
        for typed in &typed {
            candidates.extend(self.near_in_dictionary(typed, &mut needs));
        }
        if !needs.is_empty() {
            return Answer::Need(needs.into_names());
        }
        candidates.sort_unstable();
        let mut known = BTreeSet::from([folded(query)]);
        let terms = candidates.into_iter().map(|(_, _, term)| term);
        Answer::Found(
            terms
                .filter(|term| known.insert(folded(term)))
                .take(most)
                .collect(),
        )
    }

    fn titles(&self, needs: &mut Needs) -> Vec<&str> {
        let articles = 0..self.store.layout().articles();
        let names = articles.filter_map(|article| {
            let article = u32::try_from(article).ok()?;
            self.store.name(article, needs)
        });
        names.map(|name| name.title.as_str()).collect()
    }

    /// Words of the texts that begin like the typed one: the first letter is mostly right.
    fn near_in_dictionary(&self, typed: &str, needs: &mut Needs) -> Vec<Candidate> {
        let first = typed.chars().next().map_or(0, char::len_utf8);
        let first = &typed[..first];
        let mut found = Vec::new();
        for piece in self.store.pieces(first, first) {
            let Some(words) = self.store.piece(piece, needs) else {
                continue;
            };
            let near = near(words, typed, slips_bearable(typed), false);
            found.extend(near.into_iter().filter_map(|near| {
                let word = words.word(near.word);
                let distance = distance(usize::from(near.slips), typed);
                // What stands in a title is as near and easier to read.
                is_telling(word).then(|| {
                    (
                        distance + 1,
                        Reverse(words.count(near.word)),
                        word.to_owned(),
                    )
                })
            }));
        }
        found
    }
}

/// Words of a title that are spelt nearly like a typed one, as they are written there.
fn near_words_of(title: &str, typed: &[&str]) -> Vec<Candidate> {
    let mut found = Vec::new();
    tokenize(title, |token, span| {
        let Token::Word(word) = token else { return };
        let nearest = typed
            .iter()
            .filter_map(|typed| {
                let slips = slips_between(typed, word, slips_bearable(typed))?;
                Some(distance(usize::from(slips), typed))
            })
            .min();
        if let Some(distance) = nearest.filter(|_| is_telling(word)) {
            found.push((distance, Reverse(0), title[span].to_owned()));
        }
    });
    found
}

/// Titles that share pairs of characters with the query.
fn near_titles(titles: &[&str], query: &Query) -> Vec<Candidate> {
    let asked = query.asked.iter().filter_map(|(_, asked)| match asked {
        Asked::Pair { gram, .. } => Some(*gram),
        _ => None,
    });
    let mut asked: BTreeSet<Gram> = asked.collect();
    let titles: Vec<_> = titles.iter().map(|title| (*title, pairs(title))).collect();
    // What stands in every other title, as する does, makes none of them near.
    asked.retain(|gram| {
        let with = titles.iter().filter(|(_, pairs)| pairs.contains(gram));
        with.count() <= COMMON_LEAST.max(titles.len() / COMMON)
    });
    let near = titles.iter().filter_map(|(title, pairs)| {
        // Of what the shorter one has: a word inside of a long title is near to it.
        let least = asked.len().min(pairs.len());
        let shared = asked.intersection(pairs).count() * 100;
        let share = shared.checked_div(least)?;
        (share >= SHARED).then(|| (100 - share, Reverse(0), (*title).to_owned()))
    });
    near.collect()
}

fn pairs(title: &str) -> BTreeSet<Gram> {
    let mut pairs = BTreeSet::new();
    tokenize(title, |token, _| {
        if let Token::Gram(gram) = token {
            pairs.extend(gram.second.map(|_| gram));
        }
    });
    pairs
}

fn is_telling(word: &str) -> bool {
    word.chars().count() >= SHORTEST && !is_stop_word(word)
}

/// How many slips away a word is still near.
fn slips_bearable(typed: &str) -> u8 {
    let slips = typed.chars().count() / LETTERS_PER_SLIP;
    u8::try_from(slips).unwrap_or(u8::MAX)
}

/// How far away a word is with so many slips, in hundredths of what was typed.
fn distance(slips: usize, typed: &str) -> usize {
    slips * 100 / typed.chars().count().max(1)
}
