//! Other wordings of a query: what writers say means the same, and words written together or apart.

use std::ops::Range;

use super::Searcher;
use super::store::Needs;
use crate::reading_time::is_cjk;
use crate::search::fold::fold;
use crate::search::query::{Asked, Query};

/// So many other wordings are tried.
pub(crate) const MOST: usize = 4;
/// Halves of a word cut in two are at least so long.
const SHORTEST_HALF: usize = 3;

impl Searcher {
    /// Other wordings, without the query itself. `is_met` when an article holds all of the query as it is.
    pub(super) fn rewritten(
        &self,
        text: &str,
        query: &Query,
        is_met: bool,
        needs: &mut Needs,
    ) -> Vec<String> {
        let mut folded = String::new();
        fold(text, |part| folded.push(part.character));
        let mut others = self.synonyms(&folded);
        others.extend(self.joined(&folded, query, needs));
        if !is_met {
            others.extend(self.parted(&folded, query, needs));
        }
        others.dedup();
        others.truncate(MOST);
        others
    }

    fn synonyms(&self, folded: &str) -> Vec<String> {
        let mut others = Vec::new();
        for group in self.store.synonyms() {
            // The longest that fits: `sign in page` before `sign in`.
            let fitting = group
                .iter()
                .filter_map(|member| Some((self.phrase(folded, member)?, member)));
            let Some((place, member)) = fitting.max_by_key(|(_, member)| member.len()) else {
                continue;
            };
            for other in group.iter().filter(|other| *other != member) {
                others.push(format!(
                    "{}{other}{}",
                    &folded[..place.start],
                    &folded[place.end..]
                ));
            }
        }
        others
    }

    /// Where a phrase stands in a text, in any form of its English words: `purchases` is a `purchase`.
    fn phrase(&self, text: &str, phrase: &str) -> Option<Range<usize>> {
        if let Some(at) = find(text, phrase) {
            return Some(at..at + phrase.len());
        }
        let stems: Vec<_> = words(phrase)
            .map(|(_, word)| self.stemmer.stem(word))
            .collect();
        if stems.is_empty() || !phrase.is_ascii() {
            return None;
        }
        let words: Vec<_> = words(text).collect();
        let is_phrase = |window: &&[(usize, &str)]| {
            let same = window.iter().zip(&stems);
            let mut same = same.map(|((_, word), stem)| self.stemmer.stem(word) == *stem);
            same.all(|is_same| is_same)
        };
        let found = words.windows(stems.len()).find(is_phrase)?;
        let (start, _) = found.first()?;
        let (last, word) = found.last()?;
        Some(*start..last + word.len())
    }

    /// `file name` as `filename`, where that is a word.
    fn joined(&self, folded: &str, query: &Query, needs: &mut Needs) -> Vec<String> {
        let words = query.words().collect::<Vec<_>>();
        let mut others = Vec::new();
        for pair in words.windows(2) {
            let joined = format!("{}{}", pair[0], pair[1]);
            let Some(at) = folded.find(pair[0]) else {
                continue;
            };
            let rest = &folded[at + pair[0].len()..];
            let gap = rest.len() - rest.trim_start_matches([' ', '-', '_']).len();
            if gap > 0 && rest[gap..].starts_with(pair[1]) && self.knows(&joined, needs) {
                others.push(format!(
                    "{}{joined}{}",
                    &folded[..at],
                    &rest[gap + pair[1].len()..]
                ));
            }
        }
        others
    }

    /// `filename` as `file name`, where nobody wrote it in one and both are words.
    fn parted(&self, folded: &str, query: &Query, needs: &mut Needs) -> Vec<String> {
        let mut others = Vec::new();
        for (_, asked) in &query.asked {
            let Asked::Word {
                text,
                is_open: false,
                ..
            } = asked
            else {
                continue;
            };
            let is_plain = text.len() >= 2 * SHORTEST_HALF
                && text.bytes().all(|byte| byte.is_ascii_alphabetic());
            if !is_plain || self.knows(text, needs) {
                continue;
            }
            let cut = (SHORTEST_HALF..=text.len() - SHORTEST_HALF)
                .rev()
                .find(|at| {
                    let (one, other) = text.split_at(*at);
                    self.knows(one, needs) && self.knows(other, needs)
                });
            if let Some((one, other)) = cut.map(|at| text.split_at(at)) {
                others.push(folded.replacen(text, &format!("{one} {other}"), 1));
            }
        }
        others
    }
}

/// The words of unaccented letters and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_border = |character: char| !character.is_ascii_alphanumeric();
    let mut next = 0;
    text.split_inclusive(is_border).filter_map(move |piece| {
        let start = next;
        next += piece.len();
        let word = piece.trim_end_matches(is_border);
        (!word.is_empty()).then_some((start, word))
    })
}

/// Where a phrase stands as whole words; Chinese and Japanese have no borders to keep.
fn find(text: &str, phrase: &str) -> Option<usize> {
    let is_word = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphanumeric() && !is_cjk(character))
    };
    let touches = |one: Option<char>, other: Option<char>| is_word(one) && is_word(other);
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let (before, after) = (&text[..*at], &text[at + phrase.len()..]);
        !touches(before.chars().next_back(), phrase.chars().next())
            && !touches(phrase.chars().next_back(), after.chars().next())
    })
}
