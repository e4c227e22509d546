//! The first file of an index: the articles' sizes and where everything else is.

use crate::search::codec::{Damaged, Reader, small, write_number, write_text};
use crate::search::token::Gram;

/// Changes with the layout; a browser may hold files from before an update.
const VERSION: u8 = 3;

/// How many blocks the title and the text of an article take; summary and headings take one each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::search) struct Extent {
    pub title: u32,
    /// Words of the title, each piece of an identifier counted. Stop words are not: they say nothing of what the title
    /// is about, so a query need not hold them to fill it.
    pub words: u32,
    /// CJK characters of the title. Hiragana counts half: most of it is particles and endings.
    pub characters: u32,
    /// Bits, lowest first: which tokens of the title go on with the word before.
    pub joined: u32,
    /// Likewise: which go on with the run of CJK characters before, over borders of words too.
    pub flowing: u32,
    pub text: u32,
}

impl Extent {
    pub fn blocks(self) -> u64 {
        u64::from(self.title) + u64::from(self.text) + 3
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::search) struct Root {
    /// Of each article.
    pub extents: Vec<Extent>,
    /// The first word of each piece of the dictionary, and its hash.
    pub words: Vec<(String, u64)>,
    /// The first pair of each file of pairs, and its hash.
    pub pairs: Vec<(Gram, u64)>,
    /// Articles in each file of names but the last.
    pub names_each: u32,
    pub names: Vec<u64>,
    /// Words that mean the same, folded.
    pub synonyms: Vec<Vec<String>>,
}

impl Root {
    pub fn write(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        write_number(small(self.extents.len()), &mut out);
        for column in [
            |extent: &Extent| extent.title,
            |extent: &Extent| extent.words,
            |extent: &Extent| extent.characters,
            |extent: &Extent| extent.joined,
            |extent: &Extent| extent.flowing,
            |extent: &Extent| extent.text,
        ] {
            for extent in &self.extents {
                write_number(column(extent), &mut out);
            }
        }
        write_number(small(self.words.len()), &mut out);
        for (first, hash) in &self.words {
            write_text(first, &mut out);
            out.extend(hash.to_le_bytes());
        }
        write_number(small(self.pairs.len()), &mut out);
        for (first, hash) in &self.pairs {
            write_number(u32::from(first.first), &mut out);
            write_number(first.second.map_or(0, u32::from), &mut out);
            out.extend(hash.to_le_bytes());
        }
        write_number(self.names_each, &mut out);
        write_number(small(self.names.len()), &mut out);
        for hash in &self.names {
            out.extend(hash.to_le_bytes());
        }
        write_number(small(self.synonyms.len()), &mut out);
        for group in &self.synonyms {
            write_number(small(group.len()), &mut out);
            for word in group {
                write_text(word, &mut out);
            }
        }
        out
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        if reader.byte()? != VERSION {
            return Err(Damaged);
        }
        let articles = reader.count()?;
        let mut column = || list(&mut reader, articles, Reader::number);
        let (titles, words, characters) = (column()?, column()?, column()?);
        let (joined, flowing, texts) = (column()?, column()?, column()?);
        let extents = (0..articles)
            .map(|at| Extent {
                title: titles[at],
                words: words[at],
                characters: characters[at],
                joined: joined[at],
                flowing: flowing[at],
                text: texts[at],
            })
            .collect();
        let count = reader.count()?;
        let words = list(&mut reader, count, |reader| {
            Ok((reader.text()?.to_owned(), reader.word()?))
        })?;
        let count = reader.count()?;
        let pairs = list(&mut reader, count, |reader| {
            Ok((gram(reader)?, reader.word()?))
        })?;
        let names_each = reader.number()?;
        let count = reader.count()?;
        let names = list(&mut reader, count, Reader::word)?;
        let count = reader.count()?;
        let synonyms = list(&mut reader, count, |reader| {
            let count = reader.count()?;
            list(reader, count, |reader| Ok(reader.text()?.to_owned()))
        })?;
        let root = Self {
            extents,
            words,
            pairs,
            names_each,
            names,
            synonyms,
        };
        root.check()
    }

    /// Everything must fit the numbers that are calculated with it later.
    fn check(self) -> Result<Self, Damaged> {
        let blocks: u64 = self.extents.iter().map(|extent| extent.blocks()).sum();
        let places = self.names.len() as u64 * u64::from(self.names_each);
        if blocks > 1 << 24 || places < self.extents.len() as u64 {
            return Err(Damaged);
        }
        Ok(self)
    }
}

fn gram(reader: &mut Reader<'_>) -> Result<Gram, Damaged> {
    let first = char::from_u32(reader.number()?).ok_or(Damaged)?;
    let second = match reader.number()? {
        0 => None,
        code => Some(char::from_u32(code).ok_or(Damaged)?),
    };
    Ok(Gram { first, second })
}

fn list<'a, T>(
    reader: &mut Reader<'a>,
    count: usize,
    read: impl Fn(&mut Reader<'a>) -> Result<T, Damaged>,
) -> Result<Vec<T>, Damaged> {
    (0..count).map(|_| read(reader)).collect()
}
