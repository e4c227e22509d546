//! Takes fields out of a TOML table one by one, and remembers all that is wrong with them and where.
//!
//! It must not know which fields there are.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use diagnostic::{Diagnostic, Source};
use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with one file so far.
pub struct Problems<'a> {
    source: Source<'a>,
    found: RefCell<Vec<Diagnostic>>,
}

/// A value and the byte at which it begins.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    pub value: T,
    pub place: usize,
}

/// Something is wrong that has been reported.
#[derive(Clone, Copy, Debug)]
pub struct Mistake;

pub type Node<'t> = Spanned<DeValue<'t>>;

impl<'a> Problems<'a> {
    pub fn new(source: Source<'a>) -> Self {
        Self {
            source,
            found: RefCell::default(),
        }
    }

    pub fn error(&self, place: usize, code: &'static str, message: impl Into<String>) {
        let problem = self.source.error(place, code, message);
        self.found.borrow_mut().push(problem);
    }

    pub fn warning(&self, place: usize, code: &'static str, message: impl Into<String>) {
        let problem = self.source.warning(place, code, message);
        self.found.borrow_mut().push(problem);
    }

    /// In the order of the file.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|problem| (problem.line, problem.column));
        found
    }
}

/// The fields of one table.
pub struct Fields<'t> {
    pub problems: &'t Problems<'t>,
    table: &'t DeTable<'t>,
    /// Where the table begins.
    pub place: usize,
    /// The names asked for so far: all that may stand there.
    known: Vec<&'static str>,
}

impl<'t> Fields<'t> {
    pub fn new(problems: &'t Problems<'t>, table: &'t DeTable<'t>, place: usize) -> Self {
        Self {
            problems,
            table,
            place,
            known: Vec::new(),
        }
    }

    /// The fields of a value that must be a table.
    pub fn of(problems: &'t Problems<'t>, name: &str, node: &'t Node<'t>) -> Option<Self> {
        let place = node.span().start;
        if let DeValue::Table(table) = node.get_ref() {
            return Some(Self::new(problems, table, place));
        }
        wrong_type(problems, name, node, "a table");
        None
    }

    /// Reports what nobody asked for.
    pub fn finish(self) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !self.known.contains(&name) {
                let message = format!(
                    "there is no field `{}`; the fields are {}",
                    shortened(name),
                    self.known.join(", ")
                );
                self.problems
                    .error(key.span().start, "unknown-field", message);
            }
        }
    }

    pub fn optional(&mut self, name: &'static str) -> Option<&'t Node<'t>> {
        self.known.push(name);
        self.table.get(name)
    }

    pub fn required(&mut self, name: &'static str) -> Option<&'t Node<'t>> {
        let node = self.optional(name);
        if node.is_none() {
            self.problems
                .error(self.place, "missing-field", format!("`{name}` is missing"));
        }
        node
    }

    pub fn text(&mut self, name: &'static str) -> Option<Placed<String>> {
        let node = self.required(name)?;
        as_text(self.problems, name, node)
    }

    pub fn whole(&mut self, name: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        let node = self.required(name)?;
        as_whole(self.problems, name, node, range)
    }

    /// A number that need not be there: the outer nothing is a mistake.
    pub fn whole_or(
        &mut self,
        name: &'static str,
        range: RangeInclusive<i64>,
        otherwise: i64,
    ) -> Option<i64> {
        match self.optional(name) {
            Some(node) => as_whole(self.problems, name, node, range),
            None => Some(otherwise),
        }
    }

    pub fn date(&mut self, name: &'static str) -> Option<Placed<Date>> {
        let node = self.required(name)?;
        as_date(self.problems, name, node)
    }

    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let node = self.required(name)?;
        if let DeValue::Boolean(flag) = node.get_ref() {
            return Some(*flag);
        }
        wrong_type(self.problems, name, node, "true or false");
        None
    }

    /// The items of a list that need not be there.
    pub fn list(&mut self, name: &'static str) -> &'t [Node<'t>] {
        self.optional(name)
            .and_then(|node| as_list(self.problems, name, node))
            .unwrap_or_default()
    }

    pub fn table(&mut self, name: &'static str) -> Option<Fields<'t>> {
        let node = self.required(name)?;
        Fields::of(self.problems, name, node)
    }

    /// Every entry, when the names are data.
    pub fn entries(&self) -> impl Iterator<Item = (&'t str, usize, &'t Node<'t>)> + use<'t> {
        self.table
            .iter()
            .map(|(key, node)| (key.get_ref().as_ref(), key.span().start, node))
    }

    pub fn error(&self, place: usize, code: &'static str, message: impl Into<String>) {
        self.problems.error(place, code, message);
    }
}

pub fn as_text(problems: &Problems<'_>, name: &str, node: &Node<'_>) -> Option<Placed<String>> {
    let place = node.span().start;
    match node.get_ref() {
        DeValue::String(text) if !text.trim().is_empty() => Some(Placed {
            value: text.trim().to_owned(),
            place,
        }),
        DeValue::String(_) => {
            problems.error(place, "wrong-value", format!("`{name}` is empty"));
            None
        }
        _ => {
            wrong_type(problems, name, node, "a text in quotes");
            None
        }
    }
}

pub fn as_whole(
    problems: &Problems<'_>,
    name: &str,
    node: &Node<'_>,
    range: RangeInclusive<i64>,
) -> Option<i64> {
    let DeValue::Integer(written) = node.get_ref() else {
        wrong_type(problems, name, node, "a whole number");
        return None;
    };
    let number = i64::from_str_radix(written.as_str(), written.radix())
        .ok()
        .filter(|number| range.contains(number));
    if number.is_none() {
        let message = format!(
            "`{name}` must lie between {} and {}",
            range.start(),
            range.end()
        );
        problems.error(node.span().start, "wrong-value", message);
    }
    number
}

pub fn as_date(problems: &Problems<'_>, name: &str, node: &Node<'_>) -> Option<Placed<Date>> {
    let place = node.span().start;
    let date = match node.get_ref() {
        DeValue::Datetime(moment) if moment.time.is_none() && moment.offset.is_none() => {
            moment.date
        }
        _ => None,
    };
    let Some(date) = date else {
        wrong_type(
            problems,
            name,
            node,
            "a date such as 2026-01-01, without quotes",
        );
        return None;
    };
    let read = i16::try_from(date.year)
        .ok()
        .zip(i8::try_from(date.month).ok())
        .zip(i8::try_from(date.day).ok())
        .and_then(|((year, month), day)| Date::new(year, month, day).ok())
        .filter(|read| (2000..=2200).contains(&read.year()));
    if read.is_none() {
        let message = format!("`{name}` is no date of this time: {date}");
        problems.error(place, "impossible-date", message);
    }
    read.map(|value| Placed { value, place })
}

pub fn as_list<'t>(
    problems: &Problems<'_>,
    name: &str,
    node: &'t Node<'t>,
) -> Option<&'t [Node<'t>]> {
    if let DeValue::Array(items) = node.get_ref() {
        return Some(items);
    }
    wrong_type(problems, name, node, "a list such as [one, two]");
    None
}

pub fn wrong_type(problems: &Problems<'_>, name: &str, node: &Node<'_>, expected: &str) {
    let kind = match node.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with decimals",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    let message = format!("`{name}` must be {expected}, not {kind}");
    problems.error(node.span().start, "wrong-type", message);
}

/// What somebody wrote, short enough for a message.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
