//! The place of an article that answers a query: its section, and its words with the match marked.
//!
//! What is shown is the original text; only the comparison is folded. It must not know of HTML: marks are ranges of bytes
//! on borders of characters.

mod matcher;

use std::ops::Range;

use self::matcher::{Matcher, merged};
use super::codec::Damaged;
use super::document::{Section, read_sections};

/// Characters of an excerpt, about; a CJK character counts two.
const WIDTH: usize = 200;
/// At most so much of it stands before the first match.
const BEFORE: usize = 60;

/// A piece of an article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Of the section; empty above the first heading, like the anchor.
    pub heading: String,
    pub heading_marks: Vec<Range<usize>>,
    pub anchor: String,
    pub text: String,
    pub marks: Vec<Range<usize>>,
    /// Whether the section goes on before and after the text.
    pub is_cut_before: bool,
    pub is_cut_after: bool,
}

/// The best place for a query in the file with an article's text.
pub fn excerpt(file: &[u8], query: &str) -> Result<Excerpt, Damaged> {
    let sections = read_sections(file)?;
    let matcher = Matcher::new(query);
    let mut best: Option<(Place, &Section)> = None;
    for section in &sections {
        let place = matcher.best_place(section);
        // The first of equals: what comes first in an article is mostly what it is about.
        if best
            .as_ref()
            .is_none_or(|(known, _)| place.worth > known.worth)
        {
            best = Some((place, section));
        }
    }
    Ok(best
        .map(|(place, section)| matcher.cut(&place, section))
        .unwrap_or_default())
}

/// What of a short text, as a title, matches a query.
pub fn marks(text: &str, query: &str) -> Vec<Range<usize>> {
    merged(
        Matcher::new(query)
            .matches(text)
            .into_iter()
            .map(|found| found.span),
    )
}

/// Where in a section an excerpt is worth most.
struct Place {
    worth: (u32, usize),
    start: usize,
}

impl Matcher {
    fn best_place(&self, section: &Section) -> Place {
        let in_heading = self
            .matches(&section.heading)
            .iter()
            .fold(0, |all, found| all | found.unit);
        let found = self.matches(&section.text);
        let mut best = Place {
            worth: (in_heading.count_ones(), 0),
            start: 0,
        };
        for (at, first) in found.iter().enumerate() {
            let near = found[at..]
                .iter()
                .take_while(|other| other.span.end <= first.span.start + WIDTH);
            let (units, count) = near.fold((in_heading, 0), |(units, count), other| {
                (units | other.unit, count + 1)
            });
            let worth = (units.count_ones(), count);
            if worth > best.worth {
                best = Place {
                    worth,
                    start: first.span.start,
                };
            }
        }
        best
    }

    fn cut(&self, place: &Place, section: &Section) -> Excerpt {
        let text = section.text.as_str();
        let start = beginning(text, place.start);
        let end = ending(text, start);
        let shown = text[start..end].trim_end();
        Excerpt {
            heading: section.heading.clone(),
            heading_marks: merged(
                self.matches(&section.heading)
                    .into_iter()
                    .map(|found| found.span),
            ),
            anchor: section.anchor.clone(),
            text: shown.to_owned(),
            marks: merged(self.matches(shown).into_iter().map(|found| found.span)),
            is_cut_before: !text[..start].trim().is_empty(),
            is_cut_after: !text[end..].trim().is_empty(),
        }
    }
}

/// Where an excerpt with a match at `first` begins: with its sentence, or with a word shortly before.
fn beginning(text: &str, first: usize) -> usize {
    let mut border = first;
    let mut after = None;
    for (at, character) in text[..first].char_indices().rev() {
        let next = at + character.len_utf8();
        let is_end = matches!(character, '\n' | '。' | '！' | '？')
            || character == '.' && after.is_some_and(char::is_whitespace);
        if is_end {
            border = next;
            break;
        }
        if first - at > BEFORE {
            break;
        }
        if character.is_whitespace() || !character.is_alphanumeric() {
            border = next;
        } else if at == 0 {
            border = 0;
        }
        after = Some(character);
    }
    let blank = text[border..first].len() - text[border..first].trim_start().len();
    border + blank
}

/// Where an excerpt ends that begins at `start`: after a word.
fn ending(text: &str, start: usize) -> usize {
    let mut width = 0;
    let mut border = start;
    for (at, character) in text[start..].char_indices() {
        width += if character.is_ascii() { 1 } else { 2 };
        if width > WIDTH {
            return if border > start { border } else { start + at };
        }
        if !character.is_ascii_alphanumeric() {
            border = start + at + character.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests;
