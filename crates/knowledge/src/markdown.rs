//! From a writer's markdown to HTML that is safe to put into the page, and what else the text tells.
//!
//! Raw HTML never passes; what is written as HTML here comes from this module alone and carries no inline style. With the
//! feature `server` a second, independent pass sanitises the result. It must not know of other articles: links inside
//! the knowledge base are handed on to be checked.

pub(crate) mod anchor;
mod code;
mod footnotes;
mod link;
#[cfg(feature = "server")]
mod sanitize;
mod table;
mod words;
mod writer;

use std::collections::BTreeSet;

use contract::{ContentsEntry, Locale};
use pulldown_cmark::{Options, Parser};

pub(crate) use self::link::InternalLink;
use self::writer::Writer;
use crate::diagnostic::{Diagnostic, Source};
use crate::front_matter::Placed;
use crate::media::MediaSet;

/// A text after rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rendered {
    pub html: String,
    /// Headings of level 2 and 3.
    pub contents: Vec<ContentsEntry>,
    /// Of every heading.
    pub anchors: BTreeSet<String>,
    pub links: Vec<Placed<InternalLink>>,
    /// Names of what is shown or linked to in the folder of media.
    pub media: BTreeSet<String>,
    /// What is read, without marks.
    pub text: String,
}

/// Renders what stands in the file from the byte `body_start` on, and reports what is wrong with it.
pub(crate) fn render(
    source: Source<'_>,
    body_start: usize,
    locale: Locale,
    media: &MediaSet,
) -> (Rendered, Vec<Diagnostic>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let events: Vec<_> = Parser::new_ext(&source.text[body_start..], options)
        .into_offset_iter()
        .collect();
    let (rendered, problems) = Writer::new(source, body_start, locale, media, &events).write();
    (second_pass(rendered), problems)
}

#[cfg(feature = "server")]
fn second_pass(rendered: Rendered) -> Rendered {
    Rendered {
        html: sanitize::clean(&rendered.html),
        ..rendered
    }
}

#[cfg(not(feature = "server"))]
fn second_pass(rendered: Rendered) -> Rendered {
    rendered
}

#[cfg(test)]
mod tests;
