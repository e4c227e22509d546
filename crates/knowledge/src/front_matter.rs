//! What a writer says about an article above its text: one strict set of fields.
//!
//! Every problem is reported at once with its place. It must not know of other articles; what refers to them keeps its
//! place so that the library can check it.

mod fields;

use std::ops::Range;

use contract::{AccountId, Persona, Tier};
use jiff::Timestamp;
use jiff::civil::Date;

use self::fields::Fields;
use crate::address::Address;
use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Source};
use crate::portal;
use crate::reading_time::columns;
use crate::yaml::{self, Node, Value};

/// How wide a title can be before a list on a phone or a browser's tab cuts it.
const TITLE_COLUMNS: usize = 60;

/// Something that a writer named, and the byte at which the name begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Placed<T> {
    pub value: T,
    pub offset: usize,
}

/// A field that was wrong is as if it were absent; a required one is then empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// In the article's language.
    pub tags: Vec<String>,
    /// Position inside the category, lowest first; without it the article comes last.
    pub order: Option<i64>,
    pub updated: Date,
    pub audience: Placed<Audience>,
    /// Old addresses.
    pub aliases: Vec<Placed<Address>>,
    /// Pages of the portal that it helps with.
    pub contexts: Vec<&'static str>,
    pub related: Vec<Placed<Address>>,
    /// In a translation: `updated` of the text that it was made from.
    pub source_revision: Option<Placed<Date>>,
    pub is_draft: bool,
    /// Nobody reads it before; a bare date means midnight UTC.
    pub publish_at: Option<Placed<Timestamp>>,
    /// When someone should have read it again, and moved this date on.
    pub review_by: Option<Placed<Date>>,
    pub owner: Option<String>,
}

/// Where the parts of a file stand, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub front_matter: Range<usize>,
    pub body_start: usize,
}

/// Finds the two lines `---`.
pub(crate) fn split(source: Source<'_>) -> Result<Parts, Diagnostic> {
    const FENCE: &str = "---";
    let mut lines = source.text.split_inclusive('\n').scan(0, |offset, line| {
        let start = *offset;
        *offset += line.len();
        Some((start, line))
    });
    let Some((_, first)) = lines.next().filter(|(_, line)| line.trim_end() == FENCE) else {
        let message =
            "the file must begin with a line `---`, then the front matter, then another line `---`";
        return Err(source.error(0, "front-matter-missing", message));
    };
    let Some((end, last)) = lines.find(|(_, line)| line.trim_end() == FENCE) else {
        let message = "no second line `---` ends the front matter";
        return Err(source.error(0, "front-matter-missing", message));
    };
    Ok(Parts {
        front_matter: first.len()..end,
        body_start: end + last.len(),
    })
}

/// Reads the fields in these bytes of the file, as far as they can be read, and reports all that is wrong with them.
pub(crate) fn parse(source: Source<'_>, range: Range<usize>) -> (FrontMatter, Vec<Diagnostic>) {
    let start = range.start;
    let unreadable = |offset, message| {
        let problem = source.error(start + offset, "front-matter-syntax", message);
        (FrontMatter::default(), vec![problem])
    };
    let node = match yaml::parse(&source.text[range]) {
        Ok(node) => node,
        Err(error) => return unreadable(error.offset, error.message),
    };
    let entries = match node.value {
        Value::Map(entries) => entries,
        Value::Null => Vec::new(),
        other => {
            let kind = other.kind();
            let message = format!("front matter must be `field: value` lines, not {kind}");
            return unreadable(0, message);
        }
    };
    let mut fields = Fields::new(source, start, entries);
    let front_matter = read(&mut fields);
    (front_matter, fields.finish())
}

fn read(fields: &mut Fields<'_>) -> FrontMatter {
    FrontMatter {
        title: fields.required("title", title).unwrap_or_default(),
        summary: fields.required("summary", Fields::text).unwrap_or_default(),
        updated: fields.required("updated", Fields::date).unwrap_or_default(),
        tags: fields.list("tags", Fields::text),
        order: fields.optional("order", Fields::integer),
        audience: fields.group("audience", read_audience),
        aliases: fields.list("aliases", Fields::address),
        contexts: fields.list("contexts", context),
        related: fields.list("related", Fields::address),
        source_revision: fields.optional("source_revision", placed_date),
        is_draft: fields
            .optional("draft", Fields::boolean)
            .unwrap_or_default(),
        publish_at: fields.optional("publish_at", placed_moment),
        review_by: fields.optional("review_by", placed_date),
        owner: fields.optional("owner", Fields::text),
    }
}

fn read_audience(fields: &mut Fields<'_>) -> Audience {
    Audience {
        personas: fields.list("personas", persona),
        minimum_tier: fields.optional("minimum_tier", tier),
        accounts: fields
            .list("accounts", Fields::text)
            .into_iter()
            .map(AccountId)
            .collect(),
    }
}

fn title(fields: &mut Fields<'_>, name: &str, node: &Node) -> Option<String> {
    let title = fields.text(name, node)?;
    let columns = columns(&title);
    if columns > TITLE_COLUMNS {
        let message = format!(
            "`{name}` is {columns} columns wide; lists and browser tabs cut what is longer than {TITLE_COLUMNS} (a \
             Chinese or Japanese character takes two)"
        );
        fields.warn(node, "title-too-long", message);
    }
    Some(title)
}

fn context(fields: &mut Fields<'_>, name: &str, node: &Node) -> Option<&'static str> {
    let pages: Vec<_> = portal::contexts().map(|page| (page, page)).collect();
    fields.choice(name, node, &pages)
}

fn placed_date(fields: &mut Fields<'_>, name: &str, node: &Node) -> Option<Placed<Date>> {
    let value = fields.date(name, node)?;
    Some(fields.placed(value, node))
}

fn placed_moment(fields: &mut Fields<'_>, name: &str, node: &Node) -> Option<Placed<Timestamp>> {
    let value = fields.moment(name, node)?;
    Some(fields.placed(value, node))
}

fn persona(fields: &mut Fields<'_>, name: &str, node: &Node) -> Option<Persona> {
    let choices = [
        ("practitioner", Persona::Practitioner),
        ("lead", Persona::Lead),
        ("executive", Persona::Executive),
    ];
    fields.choice(name, node, &choices)
}

fn tier(fields: &mut Fields<'_>, name: &str, node: &Node) -> Option<Tier> {
    let choices = [
        ("bronze", Tier::Bronze),
        ("silver", Tier::Silver),
        ("gold", Tier::Gold),
    ];
    fields.choice(name, node, &choices)
}

#[cfg(test)]
mod tests;
