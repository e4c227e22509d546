//! Makes the files of an index from articles.

mod borders;
mod postings;

use self::postings::Postings;
use super::{Dictionary, Kind, Lists, Name, Names, Pairs, Root, Synonyms, hash};
use crate::search::codec::small;
use crate::search::document::{Document, write_sections};
use crate::search::token::Gram;

/// Bytes of lists in a file, about: small enough that a query of several words loads little.
const LISTS_SIZE: usize = 8_000;
/// Bytes of words in a piece of the dictionary, about.
const WORDS_SIZE: usize = 24_000;
/// Articles in a file of names.
const NAMES_EACH: usize = 32;

/// The files of an index, with their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The name of the file to read first; it is among the files.
    pub root: String,
    /// What queries are answered from.
    pub files: Vec<(String, Vec<u8>)>,
    /// One file for each article with its text, from which results show the place that matches.
    pub texts: Vec<(String, Vec<u8>)>,
}

impl Index {
    fn add(&mut self, kind: Kind, content: Vec<u8>) -> u64 {
        let hash = hash(&content);
        self.files.push((kind.file_name(hash), content));
        hash
    }

    fn add_names(&mut self, documents: &[&Document]) -> u64 {
        let mut names = Vec::with_capacity(documents.len());
        for document in documents {
            let text = write_sections(&document.sections);
            let [a, b, c, d, ..] = hash(&text).to_le_bytes();
            let name = Name {
                category: document.category.clone(),
                slug: document.slug.clone(),
                title: document.title.clone(),
                updated: document.updated.clone(),
                text: u32::from_le_bytes([a, b, c, d]),
            };
            self.texts.push((name.text_file(), text));
            names.push(name);
        }
        self.add(Kind::Names, Names(names).write())
    }
}

/// Makes an index of articles in one language. `synonyms` are groups of words that mean the same.
#[expect(
    clippy::needless_pass_by_value,
    reason = "who makes articles for an index alone is done with them"
)]
pub fn build(documents: Vec<Document>, synonyms: &Synonyms) -> Index {
    build_from(documents.iter().collect(), synonyms)
}

/// The same from articles that stay with the caller.
pub(crate) fn build_from(mut documents: Vec<&Document>, synonyms: &Synonyms) -> Index {
    // Articles on one subject stand together, which makes the lists short.
    documents.sort_by(|one, other| (&one.category, &one.slug).cmp(&(&other.category, &other.slug)));
    let mut postings = Postings::default();
    let mut index = Index::default();
    let mut root = Root {
        extents: postings.read(&documents),
        names_each: small(NAMES_EACH),
        synonyms: synonyms.folded(),
        ..Root::default()
    };
    for documents in documents.chunks(NAMES_EACH) {
        root.names.push(index.add_names(documents));
    }
    let limits = postings.limits();
    add_words(&postings.words(), limits, &mut index, &mut root);
    add_pairs(&postings.pairs(), limits, &mut index, &mut root);
    let content = root.write();
    index.root = Kind::Root.file_name(hash(&content));
    index.files.push((index.root.clone(), content));
    index
}

fn add_words(mut words: &[(&str, &[u32])], limits: [u32; 2], index: &mut Index, root: &mut Root) {
    while let Some((first, _)) = words.first() {
        let mut dictionary = Dictionary::default();
        while !words.is_empty() && dictionary.size() < WORDS_SIZE {
            let (file, rest) = words.split_at(fitting(words.iter().map(|(_, list)| list.len())));
            words = rest;
            let start = dictionary.len();
            for (word, list) in file {
                dictionary.push(word, Lists::label(list, limits));
            }
            let content = Lists::write(file.iter().map(|(_, list)| *list), limits);
            dictionary.push_file(start, index.add(Kind::Lists, content));
        }
        root.words.push((
            (*first).to_owned(),
            index.add(Kind::Words, dictionary.write()),
        ));
    }
}

fn add_pairs(mut pairs: &[(Gram, &[u32])], limits: [u32; 2], index: &mut Index, root: &mut Root) {
    while let Some((first, _)) = pairs.first() {
        let (file, rest) = pairs.split_at(fitting(pairs.iter().map(|(_, list)| list.len())));
        pairs = rest;
        root.pairs
            .push((*first, index.add(Kind::Pairs, Pairs::write(file, limits))));
    }
}

/// How many lists of these lengths fill a file, at least one.
fn fitting(lengths: impl Iterator<Item = usize>) -> usize {
    let mut size = 0;
    let fit = lengths.take_while(|length| {
        // Some seven bits for each number, and what tells whose list it is.
        size += 3 + length * 7 / 8;
        size <= LISTS_SIZE
    });
    fit.count().max(1)
}
