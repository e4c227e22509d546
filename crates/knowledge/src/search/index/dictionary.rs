//! One piece of the dictionary, words in order with how many blocks hold each, and the lists of those blocks.

use std::ops::Range;

use crate::search::codec::{BitReader, BitWriter, Damaged, Reader, small, write_number};
use crate::search::token::MAX_WORD;

/// Sorted words, and in which files their lists stand.
#[derive(Debug, Default)]
pub(in crate::search) struct Dictionary {
    text: String,
    /// Where each word ends in the text.
    ends: Vec<u32>,
    /// The label of each word's list.
    labels: Vec<u32>,
    /// The first word of each file of lists, and the file's hash.
    files: Vec<(usize, u64)>,
}

impl Dictionary {
    pub fn push(&mut self, word: &str, label: u32) {
        self.text.push_str(word);
        self.ends.push(small(self.text.len()));
        self.labels.push(label);
    }

    /// The words pushed since the last call have their lists in this file.
    pub fn push_file(&mut self, first: usize, hash: u64) {
        self.files.push((first, hash));
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes it takes, nearly.
    pub fn size(&self) -> usize {
        self.text.len() + 3 * self.ends.len()
    }

    pub fn word(&self, at: usize) -> &str {
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[at] as usize]
    }

    /// How many blocks hold the word.
    pub fn count(&self, at: usize) -> u32 {
        self.labels[at] / 2
    }

    /// The place of a word, or where it would stand.
    pub fn find(&self, word: &str) -> Result<usize, usize> {
        let mut range = 0..self.len();
        while !range.is_empty() {
            let middle = usize::midpoint(range.start, range.end);
            match self.word(middle).cmp(word) {
                std::cmp::Ordering::Less => range.start = middle + 1,
                std::cmp::Ordering::Greater => range.end = middle,
                std::cmp::Ordering::Equal => return Ok(middle),
            }
        }
        Err(range.start)
    }

    /// The words that begin so.
    pub fn prefixed(&self, prefix: &str) -> Range<usize> {
        let start = self.find(prefix).unwrap_or_else(|at| at);
        let rest = start..self.len();
        let count = rest
            .take_while(|at| self.word(*at).starts_with(prefix))
            .count();
        start..start + count
    }

    /// The file that holds the list of a word: its number in the piece.
    pub fn file_of(&self, word: usize) -> usize {
        self.files
            .partition_point(|(first, _)| *first <= word)
            .saturating_sub(1)
    }

    pub fn file_hash(&self, file: usize) -> Option<u64> {
        self.files.get(file).map(|(_, hash)| *hash)
    }

    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// The number of the file with this hash.
    pub fn file_with(&self, hash: u64) -> Option<usize> {
        self.files.iter().position(|(_, known)| *known == hash)
    }

    /// The words whose lists stand in a file.
    pub fn words_of(&self, file: usize) -> Range<usize> {
        let first = |file: usize| self.files.get(file).map_or(self.len(), |(first, _)| *first);
        first(file)..first(file + 1)
    }

    pub fn write(&self) -> Vec<u8> {
        let mut shared = Vec::new();
        let mut tails = Vec::new();
        let mut labels = Vec::new();
        let mut last = "";
        for at in 0..self.len() {
            let word = self.word(at);
            let common = common_prefix(last, word);
            shared.push(u8::try_from(common).unwrap_or(0));
            tails.extend(&word.as_bytes()[common..]);
            tails.push(0);
            write_number(self.labels[at], &mut labels);
            last = word;
        }
        let mut out = Vec::new();
        write_number(small(self.len()), &mut out);
        out.extend(shared);
        out.extend(tails);
        out.extend(labels);
        write_number(small(self.files.len()), &mut out);
        for (first, hash) in &self.files {
            write_number(small(*first), &mut out);
            out.extend(hash.to_le_bytes());
        }
        out
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        let count = reader.count()?;
        let shared = reader.bytes(count)?;
        let mut dictionary = Self::default();
        let mut word = String::new();
        for common in shared {
            let length = reader.0.iter().position(|byte| *byte == 0).ok_or(Damaged)?;
            let tail = str::from_utf8(reader.bytes(length)?).map_err(|_| Damaged)?;
            reader.byte()?;
            if !word.is_char_boundary(usize::from(*common)) || word.len() < usize::from(*common) {
                return Err(Damaged);
            }
            word.truncate(usize::from(*common));
            word.push_str(tail);
            if word.len() > MAX_WORD {
                return Err(Damaged);
            }
            dictionary.push(&word, 0);
        }
        for label in &mut dictionary.labels {
            *label = reader.number()?;
        }
        let files = reader.count()?;
        let mut last = 0;
        for _ in 0..files {
            let first = usize::try_from(reader.number()?).map_err(|_| Damaged)?;
            if first > dictionary.len() || first < last {
                return Err(Damaged);
            }
            last = first;
            dictionary.push_file(first, reader.word()?);
        }
        Ok(dictionary)
    }

    /// Reads the lists in a file.
    pub fn read_lists(
        &self,
        file: usize,
        bytes: &[u8],
        limits: [u32; 2],
    ) -> Result<Lists, Damaged> {
        let labels = self.words_of(file).map(|word| self.labels[word]);
        Lists::read(bytes, labels, limits)
    }
}

fn reaches_texts(list: &[u32], limits: [u32; 2]) -> bool {
    list.last().is_some_and(|last| *last >= limits[0])
}

/// Bytes that both begin with, up to a border of characters.
fn common_prefix(one: &str, other: &str) -> usize {
    let pairs = one.char_indices().zip(other.chars());
    let same = pairs.take_while(|((_, one), other)| one == other);
    same.last()
        .map_or(0, |((at, character), _)| at + character.len_utf8())
}

/// Lists of blocks, one after the other.
#[derive(Debug, Default)]
pub(in crate::search) struct Lists {
    blocks: Vec<u32>,
    ends: Vec<u32>,
}

impl Lists {
    /// More than any index of this size can hold is damage.
    const MOST: usize = 1 << 24;

    pub fn get(&self, at: usize) -> &[u32] {
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        self.ends
            .get(at)
            .map_or(&[], |end| &self.blocks[start..*end as usize])
    }

    /// What must be known of a list to read it: twice its length, and one more when it reaches the texts.
    pub fn label(list: &[u32], limits: [u32; 2]) -> u32 {
        let length = u32::try_from(list.len()).unwrap_or(u32::MAX >> 1);
        length * 2 + u32::from(reaches_texts(list, limits))
    }

    /// The limits are those of [`Layout::limits`](crate::search::rank::Layout::limits).
    pub fn write<'a>(lists: impl IntoIterator<Item = &'a [u32]>, limits: [u32; 2]) -> Vec<u8> {
        let mut writer = BitWriter::default();
        for list in lists {
            writer.write_ascending(list, limits[usize::from(reaches_texts(list, limits))]);
        }
        writer.finish()
    }

    pub fn read(
        bytes: &[u8],
        labels: impl Iterator<Item = u32>,
        limits: [u32; 2],
    ) -> Result<Self, Damaged> {
        let mut reader = BitReader::new(bytes);
        let mut lists = Self::default();
        for label in labels {
            let limit = limits[usize::from(label % 2 == 1)];
            let count = usize::try_from(label / 2).map_err(|_| Damaged)?;
            if lists.blocks.len() + count > Self::MOST {
                return Err(Damaged);
            }
            reader.read_ascending(count, limit, &mut lists.blocks)?;
            lists
                .ends
                .push(u32::try_from(lists.blocks.len()).map_err(|_| Damaged)?);
        }
        Ok(lists)
    }
}
