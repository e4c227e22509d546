//! What the files of an index hold: written by [`build`], read by the searcher.
//!
//! The root file is read first. It names the others by a hash of their content, so that they can be kept forever and a
//! damaged one is noticed: pieces of the dictionary, whose words name the files with their lists; pairs of CJK
//! characters together with their lists; names of articles. Here the layout alone is known, not what a match is worth.
//!
//! The articles are cut into blocks: a block for each token of a title, one for the summary, one for the headings with the
//! tags, one for the article as a whole, and one for every few sentences of the text. A list says in which blocks a word
//! or pair stands. That tells how near words are to one another at a fraction of the bytes that their positions
//! would take. The blocks are numbered field by field, since like stands beside like and the lists are shorter for it.

mod build;
mod dictionary;
mod names;
mod pairs;
mod root;
mod synonyms;

pub(crate) use self::build::build_from;
pub use self::build::{Index, build};
pub(super) use self::dictionary::{Dictionary, Lists};
pub(super) use self::names::{Name, Names};
pub(super) use self::pairs::Pairs;
pub(super) use self::root::{Extent, Root};
pub use self::synonyms::Synonyms;
pub(crate) use self::synonyms::folded;

/// What a file is for; the first part of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Root,
    Words,
    Lists,
    Pairs,
    Names,
}

impl Kind {
    fn prefix(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Words => "words",
            Self::Lists => "lists",
            Self::Pairs => "pairs",
            Self::Names => "names",
        }
    }

    pub fn file_name(self, hash: u64) -> String {
        format!("{}-{hash:016x}.bin", self.prefix())
    }
}

/// The hash in the name of a file with this content (FNV-1a, mixed at the end): it notices damage, it does not resist
/// attackers, who could as well change the root.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// Words too frequent to tell texts apart: not looked up in the text, only in titles, headings and summaries.
pub(super) fn is_stop_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "if", "in", "is", "it",
        "not", "of", "on", "or", "the", "to", "you",
    ];
    WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests;
