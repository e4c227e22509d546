//! Takes fields out of a group one by one, and remembers all that is wrong with them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_saphyr::Spanned;

use super::Placed;
use crate::address::Address;
use crate::diagnostic::{Diagnostic, Source};
use crate::yaml::{self, Node, Value};

/// How a value is read: gets the field's name for messages, answers nothing once it has reported a problem.
type Reading<'a, T> = fn(&mut Fields<'a>, &str, &Node) -> Option<T>;

pub(super) struct Fields<'a> {
    source: Source<'a>,
    /// The byte of the file at which the YAML begins.
    start: usize,
    entries: Vec<(Spanned<String>, Node)>,
    /// The names asked for so far: all that may stand there.
    known: Vec<&'static str>,
    problems: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    pub fn new(source: Source<'a>, start: usize, entries: Vec<(Spanned<String>, Node)>) -> Self {
        Self {
            source,
            start,
            entries,
            known: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Reports what nobody asked for, and answers every problem.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let known = self.known.join(", ");
        for (key, _) in std::mem::take(&mut self.entries) {
            let name = &key.value;
            let message = if self.known.contains(&name.as_str()) {
                format!("`{name}` stands here twice")
            } else {
                format!("there is no field `{name}`; the fields are {known}")
            };
            self.report(yaml::key_offset(&key), "front-matter-field", message);
        }
        self.problems
    }

    pub fn required<T>(&mut self, name: &'static str, read: Reading<'a, T>) -> Option<T> {
        let Some(node) = self.take(name) else {
            self.report(0, "front-matter-field", format!("`{name}` is missing"));
            return None;
        };
        read(self, name, &node)
    }

    pub fn optional<T>(&mut self, name: &'static str, read: Reading<'a, T>) -> Option<T> {
        let node = self.take(name)?;
        read(self, name, &node)
    }

    /// Items that are wrong are reported and left out.
    pub fn list<T>(&mut self, name: &'static str, read: Reading<'a, T>) -> Vec<T> {
        let Some(node) = self.take(name) else {
            return Vec::new();
        };
        let Value::List(items) = &node.value else {
            self.wrong_kind::<T>(name, &node, "a list such as [one, two]");
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| read(self, name, item))
            .collect()
    }

    /// A group of fields inside this one; as if empty when it is absent.
    pub fn group<T: Default>(&mut self, name: &'static str, read: fn(&mut Self) -> T) -> Placed<T> {
        let Some(node) = self.take(name) else {
            return Placed {
                value: T::default(),
                offset: self.start,
            };
        };
        let offset = self.start + node.offset;
        let Value::Map(entries) = node.value else {
            self.wrong_kind::<T>(name, &node, "fields of its own, indented below it");
            return Placed {
                value: T::default(),
                offset,
            };
        };
        let mut inner = Self::new(self.source, self.start, entries);
        let value = read(&mut inner);
        self.problems.append(&mut inner.finish());
        Placed { value, offset }
    }

    /// One line of text with something in it.
    pub fn text(&mut self, name: &str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if text.trim().is_empty() => {
                self.wrong(node, format!("`{name}` is empty"))
            }
            Value::Text(text) if text.trim().contains('\n') => {
                self.wrong(node, format!("`{name}` must be one line"))
            }
            Value::Text(text) => Some(text.trim().to_owned()),
            Value::Integer(_) | Value::Number | Value::Boolean(_) => self.wrong(
                node,
                format!("`{name}` must be text; put it between double quotes"),
            ),
            _ => self.wrong_kind(name, node, "text"),
        }
    }

    pub fn integer(&mut self, name: &str, node: &Node) -> Option<i64> {
        match node.value {
            Value::Integer(number) => Some(number),
            _ => self.wrong_kind(name, node, "a whole number"),
        }
    }

    pub fn boolean(&mut self, name: &str, node: &Node) -> Option<bool> {
        match node.value {
            Value::Boolean(value) => Some(value),
            _ => self.wrong_kind(name, node, "true or false"),
        }
    }

    pub fn date(&mut self, name: &str, node: &Node) -> Option<Date> {
        self.parsed(name, node, "a date such as 2026-11-20", parse_date)
    }

    /// A date means midnight UTC.
    pub fn moment(&mut self, name: &str, node: &Node) -> Option<Timestamp> {
        self.parsed(
            name,
            node,
            "a time such as 2026-11-20T09:00:00+09:00 or a date",
            |text| {
                text.parse().ok().or_else(|| {
                    let midnight = parse_date(text)?.to_zoned(TimeZone::UTC).ok()?;
                    Some(midnight.timestamp())
                })
            },
        )
    }

    pub fn address(&mut self, name: &str, node: &Node) -> Option<Placed<Address>> {
        let value = self.parsed(
            name,
            node,
            "CATEGORY/SLUG, of a-z, 0-9 and hyphens",
            Address::parse,
        )?;
        Some(self.placed(value, node))
    }

    pub fn placed<T>(&self, value: T, node: &Node) -> Placed<T> {
        Placed {
            value,
            offset: self.start + node.offset,
        }
    }

    pub fn choice<T: Copy>(&mut self, name: &str, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
        let expected = format!("one of {}", words.join(", "));
        self.parsed(name, node, &expected, |text| {
            choices
                .iter()
                .find(|(word, _)| *word == text)
                .map(|(_, choice)| *choice)
        })
    }

    fn parsed<T>(
        &mut self,
        name: &str,
        node: &Node,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let Value::Text(text) = &node.value else {
            return self.wrong_kind(name, node, expected);
        };
        match parse(text.trim()) {
            Some(value) => Some(value),
            None => self.wrong(
                node,
                format!("`{name}` must be {expected}, not `{}`", text.trim()),
            ),
        }
    }

    fn take(&mut self, name: &'static str) -> Option<Node> {
        self.known.push(name);
        let position = self.entries.iter().position(|(key, _)| key.value == name)?;
        Some(self.entries.remove(position).1)
    }

    fn wrong_kind<T>(&mut self, name: &str, node: &Node, expected: &str) -> Option<T> {
        let found = node.value.kind();
        self.wrong(node, format!("`{name}` must be {expected}, not {found}"))
    }

    fn wrong<T>(&mut self, node: &Node, message: String) -> Option<T> {
        self.report(node.offset, "front-matter-value", message);
        None
    }

    /// Something that deserves attention though the value is taken.
    pub fn warn(&mut self, node: &Node, code: &'static str, message: String) {
        let offset = self.start + node.offset;
        self.problems
            .push(self.source.warning(offset, code, message));
    }

    fn report(&mut self, offset: usize, code: &'static str, message: String) {
        self.problems
            .push(self.source.error(self.start + offset, code, message));
    }
}

/// The calendar's own form only: a week date or a date with a time is not what readers are shown.
fn parse_date(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}
