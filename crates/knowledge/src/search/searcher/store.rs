//! The files of an index that were brought, and the names of those that are missing.

use std::ops::Range;

use crate::search::codec::Damaged;
use crate::search::index::{Dictionary, Kind, Lists, Name, Names, Pairs, Root, hash};
use crate::search::rank::Layout;
use crate::search::token::Gram;

/// Files to bring.
#[derive(Debug, Default)]
pub(super) struct Needs(Vec<String>);

impl Needs {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn into_names(self) -> Vec<String> {
        self.0
    }

    fn file<'a, T>(&mut self, file: Option<&'a T>, kind: Kind, hash: u64) -> Option<&'a T> {
        let name = file.is_none().then(|| kind.file_name(hash));
        self.0.extend(name.filter(|name| !self.0.contains(name)));
        file
    }
}

/// A word's list: the piece of the dictionary and the place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub piece: usize,
    pub word: usize,
}

#[derive(Debug)]
pub(super) struct Store {
    root: Root,
    layout: Layout,
    /// All in the order of the root.
    words: Vec<Option<Piece>>,
    pairs: Vec<Option<Pairs>>,
    names: Vec<Option<Names>>,
}

#[derive(Debug)]
struct Piece {
    dictionary: Dictionary,
    lists: Vec<Option<Lists>>,
}

impl Store {
    pub fn open(root: &[u8]) -> Result<Self, Damaged> {
        let mut root = Root::read(root)?;
        let layout = Layout::new(std::mem::take(&mut root.extents));
        Ok(Self {
            layout,
            words: none(root.words.len()),
            pairs: none(root.pairs.len()),
            names: none(root.names.len()),
            root,
        })
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn synonyms(&self) -> &[Vec<String>] {
        &self.root.synonyms
    }

    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Damaged> {
        let hash = hash(content);
        let limits = self.layout.limits();
        let is = |kind: Kind| kind.file_name(hash) == name;
        if is(Kind::Words) {
            let at = self
                .root
                .words
                .iter()
                .position(|(_, known)| *known == hash)
                .ok_or(Damaged)?;
            let dictionary = Dictionary::read(content)?;
            let lists = none(dictionary.files());
            self.words[at] = Some(Piece { dictionary, lists });
        } else if is(Kind::Lists) {
            for piece in self.words.iter_mut().flatten() {
                if let Some(file) = piece.dictionary.file_with(hash) {
                    piece.lists[file] = Some(piece.dictionary.read_lists(file, content, limits)?);
                    return Ok(());
                }
            }
            return Err(Damaged);
        } else if is(Kind::Pairs) {
            let at = self
                .root
                .pairs
                .iter()
                .position(|(_, known)| *known == hash)
                .ok_or(Damaged)?;
            self.pairs[at] = Some(Pairs::read(content, limits)?);
        } else if is(Kind::Names) {
            let at = self
                .root
                .names
                .iter()
                .position(|known| *known == hash)
                .ok_or(Damaged)?;
            self.names[at] = Some(Names::read(content)?);
        } else {
            return Err(Damaged);
        }
        Ok(())
    }

    /// The pieces of the dictionary with the words from one text on up to those that begin with another.
    pub fn pieces(&self, from: &str, prefix: &str) -> Range<usize> {
        let words = &self.root.words;
        let start = words
            .partition_point(|(first, _)| first.as_str() <= from)
            .saturating_sub(1);
        let end = words
            .partition_point(|(first, _)| first.as_str() <= prefix || first.starts_with(prefix));
        start..end.max(start)
    }

    pub fn all_pieces(&self) -> Range<usize> {
        0..self.words.len()
    }

    pub fn piece(&self, at: usize, needs: &mut Needs) -> Option<&Dictionary> {
        let piece = self.words[at].as_ref().map(|piece| &piece.dictionary);
        needs.file(piece, Kind::Words, self.root.words[at].1)
    }

    /// The file of a word's list; words in one file are loaded together.
    pub fn list_file(&self, entry: Entry) -> Option<u64> {
        let dictionary = &self.words[entry.piece].as_ref()?.dictionary;
        dictionary.file_hash(dictionary.file_of(entry.word))
    }

    pub fn list(&self, entry: Entry, needs: &mut Needs) -> Option<&[u32]> {
        let piece = self.words[entry.piece].as_ref()?;
        let file = piece.dictionary.file_of(entry.word);
        let lists = piece.lists.get(file)?.as_ref();
        let lists = needs.file(lists, Kind::Lists, piece.dictionary.file_hash(file)?)?;
        Some(lists.get(entry.word - piece.dictionary.words_of(file).start))
    }

    pub fn pair(&self, gram: Gram, needs: &mut Needs) -> Option<&[u32]> {
        let after = self.root.pairs.partition_point(|(first, _)| *first <= gram);
        let at = after.checked_sub(1)?;
        let pairs = needs.file(self.pairs[at].as_ref(), Kind::Pairs, self.root.pairs[at].1)?;
        Some(pairs.get(gram))
    }

    /// The lists of all pairs that begin with a character.
    pub fn pairs_beginning(&self, character: char, needs: &mut Needs) -> Vec<&[u32]> {
        let files = &self.root.pairs;
        let start = files
            .partition_point(|(first, _)| first.first < character)
            .saturating_sub(1);
        let end = files
            .partition_point(|(first, _)| first.first <= character)
            .max(start);
        let mut lists = Vec::new();
        for (pairs, (_, hash)) in self.pairs.iter().zip(files).take(end).skip(start) {
            if let Some(pairs) = needs.file(pairs.as_ref(), Kind::Pairs, *hash) {
                lists.extend(pairs.beginning(character));
            }
        }
        lists
    }

    pub fn name(&self, article: u32, needs: &mut Needs) -> Option<&Name> {
        let each = self.root.names_each.max(1);
        let at = usize::try_from(article / each).ok()?;
        let names = needs.file(
            self.names.get(at)?.as_ref(),
            Kind::Names,
            self.root.names[at],
        )?;
        names.0.get(usize::try_from(article % each).ok()?)
    }
}

fn none<T>(count: usize) -> Vec<Option<T>> {
    std::iter::repeat_with(|| None).take(count).collect()
}
