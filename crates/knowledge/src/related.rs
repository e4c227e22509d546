//! Which articles go together, by what their writers call them.
//!
//! An article's *terms* are its tags (weight 3), and the words of its title (2), summary and headings (1 each). A word in
//! a script with spaces has three letters or more; in Han and katakana every two neighbouring characters are a term.
//! For one reader, with `N` the number of articles that the reader may open and `df(t)` those among them with the term `t`:
//!
//! ```text
//! score(a, b) = 1/√|b| · Σ min(wₐ(t), w_b(t)) · idf(t)    over the terms t that a and b share
//! idf(t)      = ln(1 + N/df(t)) for a tag, ln(N/df(t)) for a word;  |b| = Σ w_b(t)
//! ```
//!
//! Two articles are related when they share a tag, or two words that not every article has. Counting only what the reader
//! may open keeps even the order free of traces of the rest.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::reading_time::is_cjk;

const TAG: u16 = 3;
const TITLE: u16 = 2;
const TEXT: u16 = 1;
const SHORTEST_WORD: usize = 3;
const FEWEST_WORDS: usize = 2;

/// What an article is about: hashed terms with their weights, by hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    weights: Vec<Term>,
    total: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Term {
    hash: u64,
    weight: u16,
    is_tag: bool,
}

impl Terms {
    pub fn of<'a>(
        tags: &[String],
        title: &str,
        summary: &str,
        headings: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut weights = BTreeMap::new();
        for tag in tags {
            let hash = hash(&("tag", tag.to_lowercase()));
            weights.insert(hash, (TAG, true));
        }
        let mut add = |text: &str, weight: u16| {
            for word in words(text) {
                let (known, _) = weights.entry(hash(&word)).or_insert((0, false));
                *known = weight.max(*known);
            }
        };
        add(title, TITLE);
        add(summary, TEXT);
        for heading in headings {
            add(heading, TEXT);
        }
        let total = weights.values().map(|(weight, _)| u32::from(*weight)).sum();
        let weights = weights
            .into_iter()
            .map(|(hash, (weight, is_tag))| Term {
                hash,
                weight,
                is_tag,
            })
            .collect();
        Self { weights, total }
    }

    /// The positions in `self` of the terms that both have, with the smaller weight.
    fn shared(&self, other: &Self) -> Vec<(usize, u16)> {
        let mut shared = Vec::new();
        let mut theirs = other.weights.iter().peekable();
        for (index, term) in self.weights.iter().enumerate() {
            while theirs.next_if(|their| their.hash < term.hash).is_some() {}
            if let Some(their) = theirs.next_if(|their| their.hash == term.hash) {
                shared.push((index, their.weight.min(term.weight)));
            }
        }
        shared
    }
}

/// The candidates that go with the article, best first, as positions; equals keep their order. The article itself may be
/// among the candidates: it counts, and whoever asks leaves it out.
pub(crate) fn rank<'a>(terms: &Terms, candidates: impl Iterator<Item = &'a Terms>) -> Vec<usize> {
    let candidates: Vec<_> = candidates
        .map(|other| (terms.shared(other), other.total))
        .collect();
    let mut df = vec![0_u32; terms.weights.len()];
    for (index, _) in candidates.iter().flat_map(|(shared, _)| shared) {
        df[*index] += 1;
    }
    let count = f64::from(u32::try_from(candidates.len()).unwrap_or(u32::MAX));
    let idf: Vec<_> = terms
        .weights
        .iter()
        .zip(&df)
        .map(|(term, df)| {
            let ratio = count / f64::from(*df).max(1.0);
            if term.is_tag {
                ratio.ln_1p()
            } else {
                ratio.ln()
            }
        })
        .collect();
    let mut scored: Vec<_> = candidates
        .iter()
        .enumerate()
        .filter(|(_, (shared, _))| is_related(terms, &idf, shared))
        .map(|(position, (shared, total))| {
            let sum: f64 = shared
                .iter()
                .map(|(index, weight)| f64::from(*weight) * idf[*index])
                .sum();
            (position, sum / f64::from(*total).max(1.0).sqrt())
        })
        .collect();
    scored.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    scored.into_iter().map(|(position, _)| position).collect()
}

fn is_related(terms: &Terms, idf: &[f64], shared: &[(usize, u16)]) -> bool {
    let telling = |(index, _): &&(usize, u16)| idf[*index] > 0.0;
    shared.iter().any(|(index, _)| terms.weights[*index].is_tag)
        || shared.iter().filter(telling).count() >= FEWEST_WORDS
}

fn hash(term: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    term.hash(&mut hasher);
    hasher.finish()
}

/// Words in lower case, and pairs of neighbouring Han or katakana: hiragana is mostly grammar.
fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut before = None;
    for character in text.chars().flat_map(char::to_lowercase).chain([' ']) {
        let is_spaced = character.is_alphanumeric() && !is_cjk(character);
        if is_spaced {
            word.push(character);
        } else {
            let finished = std::mem::take(&mut word);
            if finished.chars().count() >= SHORTEST_WORD {
                found.push(finished);
            }
        }
        let is_content = is_cjk(character) && !matches!(character, '\u{3040}'..='\u{309f}');
        if let (true, Some(before)) = (is_content, before) {
            found.push(String::from_iter([before, character]));
        }
        before = is_content.then_some(character);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(tags: &[&str], title: &str) -> Terms {
        let tags: Vec<_> = tags.iter().map(ToString::to_string).collect();
        Terms::of(&tags, title, "About it", std::iter::empty())
    }

    #[test]
    fn finds_words_of_every_script() {
        assert_eq!(
            words("Invite a Colleague: 招待メールを再送, API2"),
            [
                "invite",
                "colleague",
                "招待",
                "待メ",
                "メー",
                "ール",
                "再送",
                "api2"
            ]
        );
    }

    #[test]
    fn prefers_what_is_shared_and_rare() {
        let all = [
            terms(&["points"], "How points are earned"),
            terms(&["points"], "Points of a company"),
            terms(&["points", "tiers"], "What tiers mean"),
            terms(&[], "How lessons are planned"),
            terms(&["people"], "Invite a colleague"),
        ];
        let ranked = rank(&all[0], all.iter());
        assert_eq!(ranked[..2], [0, 1]);
        assert!(ranked.contains(&2) && ranked.contains(&3), "{ranked:?}");
        assert!(!ranked.contains(&4), "{ranked:?}");
    }

    #[test]
    fn what_everyone_says_relates_nothing() {
        let all = [terms(&[], "Title one"), terms(&[], "Title two")];
        assert!(rank(&all[0], all.iter()).is_empty());
    }
}
