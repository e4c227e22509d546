//! An article as far as it is searched: its fields, and its plain text by sections.
//!
//! One fast pass over the parser's events, without HTML. It must not know of tokens.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::codec::{Damaged, Reader, small, write_number, write_text};
use crate::diagnostic::Source;
use crate::front_matter;
use crate::markdown::anchor::Anchors;
use crate::yaml::{self, Value};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub category: String,
    pub slug: String,
    pub title: String,
    /// The day of the last change as `2026-11-20`, shown beside the title; it is not searched.
    pub updated: String,
    pub summary: String,
    pub tags: Vec<String>,
    pub sections: Vec<Section>,
}

impl Document {
    /// Reads a file as far as it can be searched. Whether writers did all that they should is checked elsewhere: what
    /// cannot be read is left out here.
    pub fn read(category: &str, slug: &str, text: &str) -> Self {
        let parts = front_matter::split(Source { file: slug, text }).ok();
        let (fields, body) = parts.map_or((None, text), |parts| {
            (
                yaml::parse(&text[parts.front_matter]).ok(),
                &text[parts.body_start..],
            )
        });
        let mut document = Self {
            category: category.to_owned(),
            slug: slug.to_owned(),
            sections: sections(body),
            ..Self::default()
        };
        let Some(Value::Map(entries)) = fields.map(|fields| fields.value) else {
            return document;
        };
        for (name, field) in entries {
            match (name.value.as_str(), field.value) {
                ("title", Value::Text(text)) => document.title = text,
                ("updated", Value::Text(text)) => document.updated = text,
                ("summary", Value::Text(text)) => document.summary = text,
                ("tags", Value::List(tags)) => {
                    let texts = tags.into_iter().filter_map(|tag| match tag.value {
                        Value::Text(text) => Some(text),
                        _ => None,
                    });
                    document.tags = texts.collect();
                }
                _ => {}
            }
        }
        document
    }
}

/// A heading and what stands below it, up to the next heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Empty above the first heading, like the anchor.
    pub heading: String,
    /// The heading's address on the page.
    pub anchor: String,
    /// Paragraphs, list items, cells and lines of code end with a line break.
    pub text: String,
}

/// Cuts the body of an article into its sections.
pub fn sections(markdown: &str) -> Vec<Section> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut anchors = Anchors::default();
    let mut sections = vec![Section::default()];
    let mut heading = None;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                if let Some(heading) = heading.take() {
                    let heading = heading.trim().to_owned();
                    sections.push(Section {
                        anchor: anchors.add(&heading),
                        heading,
                        text: String::new(),
                    });
                }
            }
            event => {
                let text = match (&mut heading, sections.last_mut()) {
                    (Some(heading), _) => heading,
                    (None, Some(section)) => &mut section.text,
                    (None, None) => continue,
                };
                push(event, text);
            }
        }
    }
    sections.retain(|section| !section.text.trim().is_empty() || !section.heading.is_empty());
    sections
}

/// The file of one article's text.
pub(super) fn write_sections(sections: &[Section]) -> Vec<u8> {
    let mut out = Vec::new();
    write_number(small(sections.len()), &mut out);
    for Section {
        heading,
        anchor,
        text,
    } in sections
    {
        for part in [heading, anchor, text] {
            write_text(part, &mut out);
        }
    }
    out
}

pub(super) fn read_sections(bytes: &[u8]) -> Result<Vec<Section>, Damaged> {
    let mut reader = Reader(bytes);
    let count = reader.count()?;
    let mut text = || reader.text().map(str::to_owned);
    (0..count)
        .map(|_| {
            Ok(Section {
                heading: text()?,
                anchor: text()?,
                text: text()?,
            })
        })
        .collect()
}

fn push(event: Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) | Event::Code(part) => text.push_str(&part),
        Event::SoftBreak | Event::HardBreak => text.push('\n'),
        Event::End(tag) if ends_line(tag) && !text.ends_with('\n') => text.push('\n'),
        _ => {}
    }
}

fn ends_line(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_fields_and_sections() {
        let text = "---\ntitle: \"Invite people\"\nsummary: How to.\nupdated: 2026-11-20\ntags: [team, invite]\nunknown: 3\n---\n\nLead *in* [link](x.md).\n\n## A `code` title\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n<b>raw</b>\n\n## 検索\n\n```rust\nlet x = 1;\n```\n";
        let document = Document::read("start", "invite", text);
        assert_eq!(document.title, "Invite people");
        assert_eq!(document.summary, "How to.");
        assert_eq!(document.updated, "2026-11-20");
        assert_eq!(document.tags, ["team", "invite"]);
        let sections: Vec<_> = document
            .sections
            .iter()
            .map(|section| {
                (
                    section.heading.as_str(),
                    section.anchor.as_str(),
                    section.text.as_str(),
                )
            })
            .collect();
        let expected = [
            ("", "", "Lead in link.\n"),
            (
                "A code title",
                "a-code-title",
                "one\ntwo\na\nb\nc\nd\nraw\n",
            ),
            ("検索", "検索", "let x = 1;\n"),
        ];
        assert_eq!(sections, expected);
        let written = write_sections(&document.sections);
        assert_eq!(read_sections(&written), Ok(document.sections));
    }

    #[test]
    fn reads_what_can_be_read() {
        assert_eq!(
            Document::read("a", "b", "no front matter").sections[0].text,
            "no front matter\n"
        );
        assert_eq!(
            Document::read("a", "b", "---\n: :\n  - [\n---\ntext").sections[0].text,
            "text\n"
        );
        assert!(Document::read("a", "b", "").sections.is_empty());
    }
}
