//! What a reader asked for, cut like the text of the articles.

use super::token::{Gram, LONG_VOWEL, Token, tokenize};

/// One thing asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Word {
        text: String,
        /// Pieces of an identifier, which are asked for when nobody wrote it whole.
        parts: Vec<String>,
        /// The reader may not have finished it.
        is_open: bool,
    },
    /// Two characters in a row.
    Pair {
        gram: Gram,
        /// The same without the long-vowel mark beside it.
        short: Option<Gram>,
        /// It ends with a long-vowel mark at the end of a run, which writers may leave out.
        is_tail: bool,
    },
    /// One character alone.
    Character(char),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// Everything asked for, once, with its place in tokens.
    pub asked: Vec<(usize, Asked)>,
    /// In tokens.
    pub length: usize,
}

impl Query {
    /// At most so many things are asked for at once; more tell nothing new.
    const MOST: usize = 32;

    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut end = 0;
        tokenize(text, |token, span| {
            if matches!(token, Token::Word(_)) {
                end = span.end;
            }
            query.push(&token);
        });
        if let Some((_, Asked::Word { is_open, .. })) = query.asked.last_mut() {
            *is_open = end == text.len();
        }
        let mut once: Vec<(usize, Asked)> = Vec::with_capacity(query.asked.len());
        for (at, asked) in query.asked {
            if once.len() < Self::MOST && !once.iter().any(|(_, known)| *known == asked) {
                once.push((at, asked));
            }
        }
        Self {
            asked: once,
            length: query.length,
        }
    }

    /// The words asked for, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().filter_map(|(_, asked)| match asked {
            Asked::Word { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }

    fn push(&mut self, token: &Token<'_>) {
        let at = self.length;
        match token {
            Token::Word(word) => {
                let word = Asked::Word {
                    text: (*word).to_owned(),
                    parts: Vec::new(),
                    is_open: false,
                };
                self.asked.push((at, word));
                self.length += 1;
            }
            Token::Part(part) => {
                if let Some((_, Asked::Word { parts, .. })) = self.asked.last_mut() {
                    parts.push((*part).to_owned());
                }
            }
            Token::Gram(Gram {
                first,
                second: None,
            }) => {
                let is_after = |asked: &Asked| matches!(asked, Asked::Pair { gram, .. } if gram.second == Some(*first));
                if !self
                    .asked
                    .last()
                    .is_some_and(|(last, asked)| last + 1 == at && is_after(asked))
                {
                    self.asked.push((at, Asked::Character(*first)));
                }
                self.length += 1;
            }
            Token::Gram(gram) => {
                let pair = Asked::Pair {
                    gram: *gram,
                    short: None,
                    is_tail: false,
                };
                self.asked.push((at, pair));
                self.length += 1;
            }
            Token::Short(near) => {
                // It comes after both pairs with the mark.
                for (_, asked) in self.asked.iter_mut().rev().take(2) {
                    if let Asked::Pair { short, .. } = asked {
                        *short = Some(*near);
                    }
                }
            }
            Token::RunEnd => {
                if let [
                    ..,
                    (_, Asked::Pair { .. }),
                    (_, Asked::Pair { gram, is_tail, .. }),
                ] = &mut self.asked[..]
                {
                    *is_tail = gram.second == Some(LONG_VOWEL);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(at: usize, text: &str, short: Option<&str>, is_tail: bool) -> (usize, Asked) {
        let gram = |text: &str| {
            let mut characters = text.chars();
            Gram {
                first: characters.next().unwrap(),
                second: characters.next(),
            }
        };
        let pair = Asked::Pair {
            gram: gram(text),
            short: short.map(gram),
            is_tail,
        };
        (at, pair)
    }

    fn word(at: usize, text: &str, parts: &[&str], is_open: bool) -> (usize, Asked) {
        let word = Asked::Word {
            text: text.to_owned(),
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            is_open,
        };
        (at, word)
    }

    #[test]
    fn the_last_word_is_open_until_a_space_follows() {
        let asked = |text| Query::parse(text).asked;
        assert_eq!(
            asked("File na"),
            [word(0, "file", &[], false), word(1, "na", &[], true)]
        );
        assert_eq!(
            asked("fileName "),
            [word(0, "filename", &["file", "name"], false)]
        );
        assert_eq!(
            asked("file 検"),
            [word(0, "file", &[], false), (1, Asked::Character('検'))]
        );
    }

    #[test]
    fn everything_is_asked_once_with_its_place() {
        let query = Query::parse("検索の検索 a a");
        let expected = [
            pair(0, "検索", None, false),
            pair(1, "索の", None, false),
            pair(2, "の検", None, false),
            word(5, "a", &[], false),
            word(6, "a", &[], true),
        ];
        assert_eq!(query.asked, expected);
        assert_eq!(query.length, 7);
    }

    #[test]
    fn long_vowel_marks_may_be_left_out() {
        let expected = [
            pair(0, "さー", Some("さば"), false),
            pair(1, "ーば", Some("さば"), false),
            pair(2, "ばー", None, true),
        ];
        assert_eq!(Query::parse("サーバー").asked, expected);
        assert_eq!(Query::parse("ー").asked, [(0, Asked::Character('ー'))]);
    }
}
