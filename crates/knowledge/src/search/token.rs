//! Cuts text into what is indexed and looked up: words of spaced scripts, pairs of neighbouring CJK characters.
//!
//! Index and query are cut by the same code, so that the two can never disagree. It must not know what a token is worth.

use std::ops::Range;

use super::fold::{Folded, fold};
use crate::reading_time::is_cjk;

/// A longer word is cut off here, in the index and in the query alike; in bytes.
pub(crate) const MAX_WORD: usize = 64;

/// It is written or left out as one likes: サーバー, サーバ; インターフェース, インタフェース.
pub(crate) const LONG_VOWEL: char = 'ー';

/// A CJK character and the next one of its run, folded; none after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Gram {
    pub first: char,
    pub second: Option<char>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Folded, without the underscores of an identifier.
    Word(&'a str),
    /// A piece of the identifier just given: `compare` of `CompareExchange128`.
    Part(&'a str),
    Gram(Gram),
    /// Two characters that would be neighbours without the long-vowel mark between them: サーバ as サバ.
    Short(Gram),
    /// The run of CJK characters ends here.
    RunEnd,
}

/// Calls `take` with every token in order, and the bytes of the text from which it came.
pub(crate) fn tokenize(text: &str, take: impl FnMut(Token<'_>, Range<usize>)) {
    Tokenizer::new(take).read(text);
}

/// What the tokenizer is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Word,
    Run,
}

struct Tokenizer<F> {
    take: F,
    inside: Inside,
    word: Word,
    /// The last character of the run and its place.
    last: Option<(char, Range<usize>)>,
    /// The character before the long-vowel mark just read.
    before_long: Option<(char, Range<usize>)>,
}

impl<F: FnMut(Token<'_>, Range<usize>)> Tokenizer<F> {
    fn new(take: F) -> Self {
        Self {
            take,
            inside: Inside::Nothing,
            word: Word::default(),
            last: None,
            before_long: None,
        }
    }

    fn read(mut self, text: &str) {
        let bytes = text.as_bytes();
        fold(text, |folded| {
            let character = folded.character;
            if character.is_ascii_alphanumeric() || character == '_' {
                self.enter(Inside::Word);
                self.word.push(folded);
            } else if is_cjk(character) {
                self.enter(Inside::Run);
                self.run(character, folded.start..folded.end);
            } else if !character.is_ascii() && character.is_alphanumeric() {
                self.enter(Inside::Word);
                self.word.push(folded);
            } else if self.inside == Inside::Word {
                match character {
                    '\'' | '’' if Word::takes_apostrophe(bytes, folded.end) => {}
                    '+' | '#' if self.word.takes_symbol(bytes, folded.start) => {
                        self.word.push(folded);
                    }
                    _ => self.enter(Inside::Nothing),
                }
            } else {
                self.enter(Inside::Nothing);
            }
        });
        self.enter(Inside::Nothing);
    }

    fn enter(&mut self, inside: Inside) {
        if self.inside == inside {
            return;
        }
        match self.inside {
            Inside::Nothing => {}
            Inside::Word => self.word.give(&mut self.take),
            Inside::Run => self.end_run(),
        }
        self.inside = inside;
    }

    fn run(&mut self, character: char, span: Range<usize>) {
        if let Some((first, place)) = self.last.take() {
            let gram = Gram {
                first,
                second: Some(character),
            };
            (self.take)(Token::Gram(gram), place.start..span.end);
            if character == LONG_VOWEL {
                self.before_long.get_or_insert((first, place));
            } else if let Some((first, place)) = self.before_long.take() {
                let gram = Gram {
                    first,
                    second: Some(character),
                };
                (self.take)(Token::Short(gram), place.start..span.end);
            }
        }
        self.last = Some((character, span));
    }

    fn end_run(&mut self) {
        self.before_long = None;
        if let Some((first, place)) = self.last.take() {
            let gram = Gram {
                first,
                second: None,
            };
            (self.take)(Token::Gram(gram), place);
        }
        (self.take)(Token::RunEnd, 0..0);
    }
}

/// A word while it is read.
#[derive(Default)]
struct Word {
    /// Without underscores.
    text: String,
    /// Where the pieces of the text end, but the last.
    humps: Vec<usize>,
    start: usize,
    end: usize,
    last: Option<Kind>,
    /// Whether the last two characters were capitals.
    is_after_capitals: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lower,
    Upper,
    Digit,
    Underscore,
    Symbol,
}

impl Word {
    fn push(&mut self, folded: Folded) {
        if self.last.is_none() {
            self.start = folded.start;
        }
        self.end = folded.end;
        let kind = match folded.character {
            '_' => Kind::Underscore,
            '+' | '#' => Kind::Symbol,
            character if character.is_numeric() => Kind::Digit,
            _ if folded.is_upper => Kind::Upper,
            _ => Kind::Lower,
        };
        let at = self.text.len();
        match (self.last, kind) {
            // An acronym ends before the capital that begins the next word: `HTMLParser`.
            (Some(Kind::Upper), Kind::Lower) if self.is_after_capitals => {
                let last = self.text.chars().next_back().map_or(0, char::len_utf8);
                self.humps.push(at - last);
            }
            (Some(Kind::Upper), Kind::Lower) | (None, _) => {}
            (Some(last), kind) if last != kind => self.humps.push(at),
            _ => {}
        }
        self.is_after_capitals = self.last == Some(Kind::Upper) && kind == Kind::Upper;
        self.last = Some(kind);
        if kind != Kind::Underscore && at + folded.character.len_utf8() <= MAX_WORD {
            self.text.push(folded.character);
        }
    }

    /// Whether the apostrophe stands between letters: `don't` is one word. Of a possessive the `s` is left out later.
    fn takes_apostrophe(source: &[u8], next: usize) -> bool {
        let joins = source.get(next).is_some_and(u8::is_ascii_alphabetic);
        let is_possessive = joins
            && source[next].eq_ignore_ascii_case(&b's')
            && !source.get(next + 1).is_some_and(u8::is_ascii_alphanumeric);
        joins && !is_possessive
    }

    /// `C#`, `F#`, `C++`: the sign is part of a name of one letter.
    fn takes_symbol(&self, source: &[u8], at: usize) -> bool {
        let mut name = self.text.chars();
        let is_letter = name.next().is_some_and(char::is_alphabetic);
        let sign: &[u8] = match name.as_str() {
            "" if source[at] == b'#' => b"#",
            "" => b"++",
            "+" => b"+",
            _ => return false,
        };
        let after = source[at..].strip_prefix(sign);
        is_letter
            && after.is_some_and(|after| {
                !after
                    .first()
                    .is_some_and(|next| next.is_ascii_alphanumeric() || !next.is_ascii())
            })
    }

    fn give(&mut self, take: &mut impl FnMut(Token<'_>, Range<usize>)) {
        let span = self.start..self.end;
        let text = self.text.as_str();
        if !text.is_empty() {
            take(Token::Word(text), span.clone());
            let ends = self.humps.iter().copied().chain([self.text.len()]);
            let mut start = 0;
            for end in ends {
                let part = text.get(start..end).unwrap_or_default();
                start = end.max(start);
                if part.len() < text.len() && is_worth_finding(part) {
                    take(Token::Part(part), span.clone());
                }
            }
        }
        self.text.clear();
        self.humps.clear();
        self.last = None;
        self.is_after_capitals = false;
    }
}

/// One letter or two digits of an identifier say nothing.
fn is_worth_finding(part: &str) -> bool {
    let least = if part.starts_with(char::is_numeric) {
        3
    } else {
        2
    };
    part.chars().nth(least - 1).is_some() && !part.ends_with(['+', '#'])
}

#[cfg(test)]
mod tests;
