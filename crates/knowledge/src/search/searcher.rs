//! Answers queries from the files of an index, and says which files it still needs for that.
//!
//! It starts with the root file alone. A query names the files that it needs, the caller brings them and asks again; what
//! was brought stays. The same files give the same answer, whichever else are there. It must not know how files come.

mod nearby;
mod rewrite;
mod store;
mod word;

pub(crate) use self::rewrite::MOST as OTHER_WORDINGS;

use rust_stemmers::{Algorithm, Stemmer};

use self::store::{Needs, Store};
use super::codec::Damaged;
use super::query::{Asked, Query};
use super::rank::{Ranked, Unit, Variant, keep, rank};

/// What another wording of the query is worth against its own.
const REWRITTEN: f32 = 0.8;
/// What a pair of characters is worth when the long-vowel mark beside it was left out or put in.
const SHORT: f32 = 0.5;

/// An article that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub category: String,
    pub slug: String,
    pub title: String,
    /// The day of the last change, as the index was given it.
    pub updated: String,
    /// Higher is better; of use within one answer only.
    pub score: f32,
    /// The name of the file with the article's text, from which [`excerpt`](crate::search::excerpt) shows the place.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Answer<T = Hit> {
    /// These files must be brought by [`Searcher::add`] first; then more may be needed.
    Need(Vec<String>),
    /// Best first.
    Found(Vec<T>),
}

/// An index as far as it was brought.
pub struct Searcher {
    store: Store,
    stemmer: Stemmer,
}

impl Searcher {
    /// Begins with the content of the root file.
    pub fn open(root: &[u8]) -> Result<Self, Damaged> {
        Ok(Self {
            store: Store::open(root)?,
            stemmer: Stemmer::create(Algorithm::English),
        })
    }

    /// Takes in a file that an answer asked for. The name is checked against the content.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Damaged> {
        self.store.add(name, content)
    }

    /// The best articles for a query, at most `most`.
    pub fn search(&self, query: &str, most: usize) -> Answer {
        let mut needs = Needs::default();
        let found = self.find(query, most, &mut needs);
        let hits = found
            .iter()
            .filter_map(|found| self.hit(found, &mut needs))
            .collect();
        if needs.is_empty() {
            Answer::Found(hits)
        } else {
            Answer::Need(needs.into_names())
        }
    }

    /// Nothing that depends on what is missing is looked at while something is missing.
    fn find(&self, text: &str, most: usize, needs: &mut Needs) -> Vec<Ranked> {
        let query = Query::parse(text);
        let mut found = self.run(&query, most, false, needs);
        let is_met = found.iter().any(|found| found.is_full);
        if needs.is_empty() && !is_met {
            // Nobody wrote all of that: perhaps a word is right and meant to be another.
            found = self.run(&query, most, true, needs);
        }
        if !needs.is_empty() {
            return Vec::new();
        }
        let others = self.rewritten(text, &query, is_met, needs);
        if others.is_empty() || !needs.is_empty() {
            return found;
        }
        for other in others {
            for mut other in self.run(&Query::parse(&other), most, false, needs) {
                other.score *= REWRITTEN;
                let known = found
                    .iter()
                    .position(|found| found.article == other.article);
                if let Some(worse) = known.filter(|known| found[*known].score < other.score) {
                    found.remove(worse);
                } else if known.is_some() {
                    continue;
                }
                keep(other, most, &mut found);
            }
        }
        found
    }

    fn run(&self, query: &Query, most: usize, is_lenient: bool, needs: &mut Needs) -> Vec<Ranked> {
        let mut units = Vec::new();
        for (at, asked) in &query.asked {
            self.units(*at, asked, is_lenient, needs, &mut units);
        }
        if needs.is_empty() {
            rank(self.store.layout(), &units, query.length, most)
        } else {
            Vec::new()
        }
    }

    fn units<'a>(
        &'a self,
        at: usize,
        asked: &Asked,
        is_lenient: bool,
        needs: &mut Needs,
        units: &mut Vec<Unit<'a>>,
    ) {
        let close = |blocks, weight| Variant {
            blocks,
            weight,
            is_close: true,
        };
        match asked {
            Asked::Word {
                text,
                parts,
                is_open,
            } => {
                let mut unit = self.word(text, *is_open, is_lenient, needs);
                unit.at = at;
                if !unit.variants.is_empty() || parts.is_empty() {
                    units.push(unit);
                    return;
                }
                // Nobody wrote the identifier whole.
                for part in parts {
                    let mut unit = self.word(part, false, is_lenient, needs);
                    unit.at = at;
                    units.push(unit);
                }
            }
            Asked::Pair {
                gram,
                short,
                is_tail,
            } => {
                let exact = self
                    .store
                    .pair(*gram, needs)
                    .map(|blocks| close(blocks, 1.0));
                let short = short
                    .and_then(|short| self.store.pair(short, needs))
                    .map(|blocks| close(blocks, SHORT));
                units.push(Unit {
                    variants: exact.into_iter().chain(short).collect(),
                    is_minor: *is_tail,
                    is_word: false,
                    at,
                });
            }
            Asked::Character(character) => {
                let lists = self.store.pairs_beginning(*character, needs);
                units.push(Unit {
                    variants: lists.into_iter().map(|blocks| close(blocks, 1.0)).collect(),
                    is_minor: false,
                    is_word: false,
                    at,
                });
            }
        }
    }

    fn hit(&self, found: &Ranked, needs: &mut Needs) -> Option<Hit> {
        let name = self.store.name(found.article, needs)?;
        Some(Hit {
            category: name.category.clone(),
            slug: name.slug.clone(),
            title: name.title.clone(),
            updated: name.updated.clone(),
            score: found.score,
            text: name.text_file(),
        })
    }
}

#[cfg(test)]
mod tests;
