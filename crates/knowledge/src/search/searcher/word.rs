//! The words of the dictionary that stand for a word of the query.

use std::cmp::Reverse;

use super::Searcher;
use super::store::{Entry, Needs};
use crate::search::index::is_stop_word;
use crate::search::rank::{Unit, Variant};
use crate::search::spelling::{near, slips_allowed};

/// What other words are worth, beside the very word and without it.
const SAME_STEM: [f32; 2] = [0.5, 0.8];
const LONGER: [f32; 2] = [0.3, 0.8];
/// What words are worth that are so many slips away, from one on.
const SLIPS: [f32; 2] = [0.5, 0.3];
/// Of words that are longer or a slip away, so many are looked up, in at most so many files for each word of the query.
const LONGER_MOST: usize = 24;
const NEAR_MOST: usize = 12;
const FILES_MOST: usize = 3;
/// The word that a stem may come from is at most so much longer.
const LONGEST_ENDING: usize = 6;

/// A word that may be looked up: how many slips away it is, in how many blocks it stands. The first in order are the best.
type Candidate = (u8, Reverse<u32>, Entry);

/// A word of the dictionary that may be meant.
#[derive(Clone, Copy, Debug)]
struct Chosen {
    entry: Entry,
    weight: f32,
    is_close: bool,
}

impl Searcher {
    /// Everything that a word of the query may mean. `is_open` when the reader may not have finished it; `is_lenient`
    /// when other spellings are wanted though the word itself is there.
    pub(super) fn word(
        &self,
        text: &str,
        is_open: bool,
        is_lenient: bool,
        needs: &mut Needs,
    ) -> Unit<'_> {
        let is_minor = is_stop_word(text);
        let mut chosen = self.forms(text, is_open && !is_minor, needs);
        if needs.is_empty() && (chosen.is_empty() || is_lenient) && !is_minor {
            let misspelt = self.misspelt(text, is_open, &chosen, needs);
            chosen.extend(misspelt);
        }
        let best = chosen
            .iter()
            .map(|chosen| chosen.weight)
            .fold(0.0, f32::max);
        let variants = self.within_files(&chosen).filter_map(|chosen| {
            Some(Variant {
                blocks: self.store.list(chosen.entry, needs)?,
                weight: chosen.weight,
                is_close: chosen.is_close || chosen.weight >= best,
            })
        });
        Unit {
            variants: variants.collect(),
            is_minor,
            is_word: true,
            at: 0,
        }
    }

    /// Whether the dictionary has the word.
    pub(super) fn knows(&self, word: &str, needs: &mut Needs) -> bool {
        let pieces = self.store.pieces(word, word);
        pieces.into_iter().any(|piece| {
            self.store
                .piece(piece, needs)
                .is_some_and(|words| words.find(word).is_ok())
        })
    }

    /// The word itself, its other forms, and what it may become.
    fn forms(&self, text: &str, is_open: bool, needs: &mut Needs) -> Vec<Chosen> {
        let is_stemmed = text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let stem = if is_stemmed {
            self.stemmer.stem(text)
        } else {
            text.into()
        };
        // Of `policy` and `policies` the stem is `polici`.
        let trunk = stem.strip_suffix('i').unwrap_or(&stem);
        let from = if text.starts_with(trunk) { trunk } else { text };
        let mut exact = None;
        let mut related = Vec::new();
        let mut longer: Vec<Candidate> = Vec::new();
        for piece in self.store.pieces(from, from) {
            let Some(words) = self.store.piece(piece, needs) else {
                continue;
            };
            if let Ok(word) = words.find(text) {
                exact = Some(Entry { piece, word });
            }
            if is_stemmed {
                let is_related = |word: &&str| {
                    *word != text
                        && word.len() <= trunk.len() + LONGEST_ENDING
                        && self.stemmer.stem(word) == stem
                };
                let range = words.prefixed(trunk);
                related.extend(
                    range
                        .filter(|word| is_related(&words.word(*word)))
                        .map(|word| Entry { piece, word }),
                );
            }
            if is_open && text.len() > 1 {
                let range = words.prefixed(text);
                longer.extend(
                    range.map(|word| (0, Reverse(words.count(word)), Entry { piece, word })),
                );
            }
        }
        longer.retain(|(_, _, entry)| Some(*entry) != exact && !related.contains(entry));
        longer.sort_unstable();
        let beside = usize::from(exact.is_none());
        let choose = |weight: f32, is_close| {
            move |entry| Chosen {
                entry,
                weight,
                is_close,
            }
        };
        let longer = longer
            .into_iter()
            .take(LONGER_MOST)
            .map(|(_, _, entry)| entry);
        exact
            .map(choose(1.0, true))
            .into_iter()
            .chain(related.into_iter().map(choose(SAME_STEM[beside], false)))
            .chain(longer.map(choose(LONGER[beside], true)))
            .collect()
    }

    /// Words a slip or two away. The first letter is mostly right: only when no such word is found, all are looked at.
    fn misspelt(
        &self,
        text: &str,
        is_open: bool,
        known: &[Chosen],
        needs: &mut Needs,
    ) -> Vec<Chosen> {
        let most = slips_allowed(text);
        let first = text
            .chars()
            .next()
            .map_or("", |first| &text[..first.len_utf8()]);
        for pieces in [self.store.pieces(first, first), self.store.all_pieces()] {
            for slips in 1..=most {
                let mut found: Vec<Candidate> = Vec::new();
                for piece in pieces.clone() {
                    let Some(words) = self.store.piece(piece, needs) else {
                        continue;
                    };
                    found.extend(near(words, text, slips, is_open).into_iter().map(|near| {
                        let word = near.word;
                        (
                            near.slips,
                            Reverse(words.count(word)),
                            Entry { piece, word },
                        )
                    }));
                }
                found.retain(|(_, _, entry)| !known.iter().any(|known| known.entry == *entry));
                if found.is_empty() && needs.is_empty() {
                    continue;
                }
                found.sort_unstable();
                let found = found.into_iter().take(NEAR_MOST);
                return found
                    .map(|(slips, _, entry)| Chosen {
                        entry,
                        weight: SLIPS[usize::from(slips).saturating_sub(1).min(1)],
                        is_close: false,
                    })
                    .collect();
            }
            if !known.is_empty() {
                break;
            }
        }
        Vec::new()
    }

    /// The first of the words, as far as a few files hold their lists.
    fn within_files<'a>(&'a self, chosen: &'a [Chosen]) -> impl Iterator<Item = &'a Chosen> {
        let mut files = Vec::new();
        chosen.iter().filter(move |chosen| {
            let file = self.store.list_file(chosen.entry);
            let is_known = files.contains(&file);
            if !is_known && files.len() < FILES_MOST {
                files.push(file);
            }
            files.contains(&file)
        })
    }
}
