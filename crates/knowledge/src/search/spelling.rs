//! Words of the dictionary that are a slip or two away from what was typed.
//!
//! A slip is a letter missing, too much, wrong, or two neighbours swapped. The sorted words are walked like a tree: what
//! two neighbours share at their beginning is compared once, and a branch that cannot come near any more is skipped.

use super::index::Dictionary;
use super::token::MAX_WORD;

/// A word's place in the dictionary and how many slips away it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub word: usize,
    pub slips: u8,
}

/// How many slips a word may hold: none in a short one, where every other word would do.
pub(super) fn slips_allowed(word: &str) -> u8 {
    let is_number = word.chars().filter(char::is_ascii_digit).count() * 2 > word.len();
    match word.chars().count() {
        _ if is_number => 0,
        0..4 => 0,
        4..9 => 1,
        _ => 2,
    }
}

/// The words at most `most` slips away; with `as_prefix`, those that begin like the typed word.
pub(super) fn near(dictionary: &Dictionary, typed: &str, most: u8, as_prefix: bool) -> Vec<Near> {
    let mut walk = Walk::new(typed, most);
    let mut found = Vec::new();
    for word in 0..dictionary.len() {
        if let Some(slips) = walk.slips(dictionary.word(word), as_prefix) {
            found.push(Near { word, slips });
        }
    }
    found
}

/// Whether two words are at most so many slips apart.
pub(super) fn is_near(typed: &str, word: &str, most: u8) -> bool {
    slips_between(typed, word, most).is_some()
}

/// How many slips two words are apart, if it is at most `most` and that is not none.
pub(super) fn slips_between(typed: &str, word: &str, most: u8) -> Option<u8> {
    let lengths = typed.len().abs_diff(word.len());
    // A letter takes up to four bytes.
    let may_be_near = most > 0 && lengths <= usize::from(most) * 4;
    may_be_near
        .then(|| Walk::new(typed, most).slips(word, false))
        .flatten()
}

type Row = [u8; MAX_WORD + 1];

struct Walk<'a> {
    typed: Vec<char>,
    most: u8,
    last: &'a str,
    /// For each character of the last word, the slips between the word up to there and each beginning of the typed one.
    rows: Vec<Row>,
    characters: Vec<char>,
    /// The fewest slips so far at each depth with all of the typed word used.
    best: Vec<u8>,
    /// Words that share so many characters with the last one cannot come near.
    dead: Option<usize>,
}

impl<'a> Walk<'a> {
    fn new(typed: &str, most: u8) -> Self {
        let typed: Vec<char> = typed.chars().take(MAX_WORD).collect();
        let mut first = [u8::MAX; MAX_WORD + 1];
        for (slips, cell) in (0..=most).zip(&mut first) {
            *cell = slips;
        }
        let best = first[typed.len()];
        Self {
            typed,
            most,
            last: "",
            rows: vec![first],
            characters: Vec::new(),
            best: vec![best],
            dead: None,
        }
    }

    fn slips(&mut self, word: &'a str, as_prefix: bool) -> Option<u8> {
        let shared = self.shared(word);
        self.last = word;
        if self.dead.is_some_and(|dead| shared >= dead) {
            return None;
        }
        self.dead = None;
        self.rows.truncate(shared + 1);
        self.best.truncate(shared + 1);
        self.characters.truncate(shared);
        for character in word.chars().skip(shared) {
            if !self.step(character) {
                self.dead = Some(self.characters.len());
                break;
            }
        }
        let slips = if as_prefix {
            self.best.last().copied()
        } else if self.dead.is_some() {
            None
        } else {
            self.rows.last().map(|row| row[self.typed.len()])
        };
        slips.filter(|slips| *slips <= self.most)
    }

    /// Characters that the word shares with the last one, as far as they were compared.
    fn shared(&self, word: &str) -> usize {
        let pairs = word.chars().zip(self.last.chars());
        pairs
            .take_while(|(one, other)| one == other)
            .count()
            .min(self.characters.len())
    }

    /// Goes one character deeper; whether the word can still come near.
    fn step(&mut self, character: char) -> bool {
        let depth = self.characters.len();
        let above = self.rows[depth];
        let before = depth
            .checked_sub(1)
            .map(|before| (self.rows[before], self.characters[before]));
        let mut row = [u8::MAX; MAX_WORD + 1];
        let reach = usize::from(self.most);
        let from = (depth + 1).saturating_sub(reach);
        let to = (depth + 1 + reach).min(self.typed.len());
        let mut least = u8::MAX;
        for column in from..=to {
            let missing = above[column].saturating_add(1);
            let cell = match column.checked_sub(1) {
                None => missing,
                Some(left) => {
                    let same = self.typed[left] == character;
                    let mut cell = above[left].saturating_add(u8::from(!same));
                    cell = cell.min(missing).min(row[left].saturating_add(1));
                    if let (Some((row, earlier)), Some(left2)) = (before, left.checked_sub(1))
                        && self.typed[left] == earlier
                        && self.typed[left2] == character
                    {
                        cell = cell.min(row[left2].saturating_add(1));
                    }
                    cell
                }
            };
            row[column] = cell;
            least = least.min(cell);
        }
        let best = self.best[depth].min(row[self.typed.len()]);
        self.rows.push(row);
        self.best.push(best);
        self.characters.push(character);
        least <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, as_prefix: bool, expected: &[(&str, u8)]) {
        let words = [
            "compile",
            "compiled",
            "compiler",
            "compilers",
            "complete",
            "format",
            "from",
            "specification",
            "über",
        ];
        let mut dictionary = Dictionary::default();
        for word in words {
            dictionary.push(word, 1);
        }
        let found: Vec<_> = near(&dictionary, typed, slips_allowed(typed), as_prefix)
            .into_iter()
            .map(|near| (dictionary.word(near.word), near.slips))
            .collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn finds_words_a_slip_away() {
        check("complier", false, &[("compiler", 1)]);
        check("compilr", false, &[("compile", 1), ("compiler", 1)]);
        check("sepcification", false, &[("specification", 1)]);
        check("specifcaton", false, &[("specification", 2)]);
        check("ormat", false, &[("format", 1)]);
        check("form", false, &[("from", 1)]);
        check("frm", false, &[]);
        check("uber", false, &[("über", 1)]);
        check("zzzzz", false, &[]);
    }

    #[test]
    fn finds_words_that_begin_a_slip_away() {
        check("spceif", true, &[("specification", 1)]);
        check("complet", true, &[("complete", 0)]);
    }
}
