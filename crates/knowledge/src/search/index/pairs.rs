//! Pairs of CJK characters in order, with the lists of the blocks that hold them.

use super::dictionary::Lists;
use crate::search::codec::{Damaged, Reader, small, write_number};
use crate::search::token::Gram;

#[derive(Debug, Default)]
pub(in crate::search) struct Pairs {
    grams: Vec<Gram>,
    lists: Lists,
}

impl Pairs {
    pub fn get(&self, gram: Gram) -> &[u32] {
        self.grams
            .binary_search(&gram)
            .map_or(&[], |at| self.lists.get(at))
    }

    /// The lists of all pairs that begin with a character.
    pub fn beginning(&self, first: char) -> impl Iterator<Item = &[u32]> {
        let start = self.grams.partition_point(|gram| gram.first < first);
        let end = self.grams.partition_point(|gram| gram.first <= first);
        (start..end).map(|at| self.lists.get(at))
    }

    /// First characters as differences, how many pairs each begins; second characters as differences; lengths; lists.
    pub fn write(pairs: &[(Gram, &[u32])], limits: [u32; 2]) -> Vec<u8> {
        let mut groups: Vec<(char, u32)> = Vec::new();
        let mut seconds = Vec::new();
        let mut labels = Vec::new();
        let mut last = 0;
        for (gram, list) in pairs {
            match groups.last_mut() {
                Some((first, count)) if *first == gram.first => *count += 1,
                _ => {
                    groups.push((gram.first, 1));
                    last = 0;
                }
            }
            let second = gram.second.map_or(0, u32::from);
            write_number(second - last, &mut seconds);
            last = second;
            write_number(Lists::label(list, limits), &mut labels);
        }
        let mut out = Vec::new();
        write_number(small(groups.len()), &mut out);
        let mut last = 0;
        for (first, count) in groups {
            write_number(u32::from(first) - last, &mut out);
            last = u32::from(first);
            write_number(count, &mut out);
        }
        out.extend(seconds);
        out.extend(labels);
        out.extend(Lists::write(pairs.iter().map(|(_, list)| *list), limits));
        out
    }

    pub fn read(bytes: &[u8], limits: [u32; 2]) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        let mut groups = Vec::new();
        let mut first = 0_u32;
        for _ in 0..reader.count()? {
            first = first.checked_add(reader.number()?).ok_or(Damaged)?;
            groups.push((char::from_u32(first).ok_or(Damaged)?, reader.count()?));
        }
        let mut grams = Vec::new();
        for (first, count) in groups {
            let mut code = 0_u32;
            for _ in 0..count {
                code = code.checked_add(reader.number()?).ok_or(Damaged)?;
                let second = match code {
                    0 => None,
                    code => Some(char::from_u32(code).ok_or(Damaged)?),
                };
                grams.push(Gram { first, second });
            }
        }
        if !grams.is_sorted() {
            return Err(Damaged);
        }
        let labels = grams
            .iter()
            .map(|_| reader.number())
            .collect::<Result<Vec<_>, _>>()?;
        let lists = Lists::read(reader.0, labels.into_iter(), limits)?;
        Ok(Self { grams, lists })
    }
}
