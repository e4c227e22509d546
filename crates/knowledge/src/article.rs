//! One file: an article in one language, read and rendered.
//!
//! It must not know of other files; what it says of them is checked by the library.

use std::collections::BTreeSet;
use std::fmt;

use contract::{ContentsEntry, Locale};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::address::{Address, is_slug};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::file::File;
use crate::front_matter::{self, FrontMatter, Placed};
use crate::markdown::{self, InternalLink, Rendered};
use crate::media::MediaSet;
use crate::related::Terms;
use crate::search::{self, Document, Section};
use crate::{Reader, portal, reading_time};

/// A longer file is no article.
pub(crate) const MAX_BYTES: usize = 1024 * 1024;

/// Where a file belongs, by its path alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub locale: Locale,
    pub address: Address,
}

/// The path of the file.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}.md", self.locale, self.address)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub place: Place,
    pub front_matter: FrontMatter,
    /// Whether nothing was wrong with the front matter.
    pub is_described: bool,
    pub html: String,
    pub contents: Vec<ContentsEntry>,
    /// Whole minutes.
    pub minutes: u32,
    pub anchors: BTreeSet<String>,
    pub links: Vec<Placed<InternalLink>>,
    /// Names of what it shows or links to in the folder of media.
    pub media: BTreeSet<String>,
    pub terms: Terms,
    /// As it is searched; kept here once, however many indexes it stands in.
    pub document: Document,
}

impl Article {
    /// The article, as far as it can be read, and everything that is wrong with the file by itself. Absent when it is not
    /// clear where the text begins.
    pub fn parse(
        place: Place,
        source: Source<'_>,
        media: &MediaSet,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let parts = match front_matter::split(source) {
            Ok(parts) => parts,
            Err(problem) => return (None, vec![problem]),
        };
        let (front_matter, mut problems) = front_matter::parse(source, parts.front_matter);
        let is_described = !problems.iter().any(Diagnostic::is_error);
        let (rendered, mut found) = markdown::render(source, parts.body_start, place.locale, media);
        problems.append(&mut found);
        let Rendered {
            html,
            contents,
            anchors,
            links,
            media,
            text,
        } = rendered;
        if html.trim().is_empty() {
            problems.push(source.error(source.text.len(), "empty", "the article has no text"));
        }
        let terms = Terms::of(
            &front_matter.tags,
            &front_matter.title,
            &front_matter.summary,
            contents.iter().map(|entry| entry.text.as_str()),
        );
        let sections = search::sections(&source.text[parts.body_start..]);
        let mut article = Self {
            place,
            front_matter,
            is_described,
            html,
            contents,
            minutes: reading_time::minutes(&text),
            anchors,
            links,
            media,
            terms,
            document: Document::default(),
        };
        article.document = article.document(sections);
        (Some(article), problems)
    }

    fn document(&self, sections: Vec<Section>) -> Document {
        let Address { category, slug } = self.place.address.clone();
        Document {
            category,
            slug,
            title: self.front_matter.title.clone(),
            updated: self.changed().to_string(),
            summary: self.front_matter.summary.clone(),
            tags: self.front_matter.tags.clone(),
            sections,
        }
    }

    /// Nobody reads it before.
    pub fn publish_at(&self) -> Option<Timestamp> {
        self.front_matter
            .publish_at
            .as_ref()
            .map(|placed| placed.value)
    }

    /// When its readers last got something new: a text that waited is new on the day it came out.
    pub fn changed(&self) -> Date {
        let published = self
            .publish_at()
            .map(|at| at.to_zoned(TimeZone::UTC).date());
        published.map_or(self.front_matter.updated, |date| {
            date.max(self.front_matter.updated)
        })
    }

    pub fn is_open_to(&self, reader: &Reader, now: Timestamp) -> bool {
        !self.front_matter.is_draft
            && self.publish_at().is_none_or(|at| at <= now)
            && self.front_matter.audience.value.includes(reader)
    }
}

/// `LOCALE/CATEGORY/SLUG.md`. Anything else is a problem that says how to name the file.
pub(crate) fn place(path: &str) -> Result<Place, Diagnostic> {
    let error = |message: String| Diagnostic::of_file(path, Severity::Error, "file-name", message);
    let parts: Vec<_> = path.split('/').collect();
    let [locale, category, file_name] = parts[..] else {
        return Err(error(
            "an article stands at LOCALE/CATEGORY/SLUG.md".to_owned(),
        ));
    };
    let slug = file_name.strip_suffix(".md").unwrap_or(file_name);
    let locale = locale
        .parse()
        .map_err(|unknown| error(format!("the language `{locale}` is {unknown}")))?;
    for name in [category, slug] {
        if !is_slug(name) {
            return Err(error(format!(
                "`{name}` may hold only a-z, 0-9 and hyphens, since it becomes part of the address"
            )));
        }
    }
    if portal::is_reserved_category(category) {
        return Err(error(format!(
            "the portal has a page /kb/{category}, so no category can have this name"
        )));
    }
    Ok(Place {
        locale,
        address: Address {
            category: category.to_owned(),
            slug: slug.to_owned(),
        },
    })
}

/// The text of a file that is short enough and is text.
pub(crate) fn text(file: &File) -> Result<&str, Diagnostic> {
    let error =
        |code, message: String| Diagnostic::of_file(&file.path, Severity::Error, code, message);
    if file.length > MAX_BYTES as u64 {
        return Err(error(
            "too-large",
            format!(
                "an article holds at most {MAX_BYTES} bytes, this file {}",
                file.length
            ),
        ));
    }
    let text = str::from_utf8(&file.bytes).map_err(|invalid| {
        error(
            "not-text",
            format!(
                "the file is not UTF-8 from byte {} on",
                invalid.valid_up_to()
            ),
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(error(
            "not-text",
            "the file holds a zero byte, which no text does".to_owned(),
        ));
    }
    if text.trim().is_empty() {
        return Err(error("empty", "the file is empty".to_owned()));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_files_by_their_path() {
        let found = place("zh-Hant/start/first-30-days.md").expect("the path is right");
        assert_eq!(found.locale, Locale::ZhHant);
        assert_eq!(found.address.to_string(), "start/first-30-days");
        for path in [
            "welcome.md",
            "en/welcome.md",
            "de/start/a.md",
            "en/Start/a.md",
            "en/start/a b.md",
            "en/start/.md",
            "en/a/b/c.md",
            "en/search/a.md",
        ] {
            let problem = place(path).expect_err(path);
            assert_eq!((problem.code, problem.file.as_str()), ("file-name", path));
        }
    }

    #[test]
    fn takes_text_only() {
        for (bytes, code) in [
            (b"".to_vec(), "empty"),
            (b"\xef\xbb\xbf \n".to_vec(), "empty"),
            (b"a\xff".to_vec(), "not-text"),
            (b"a\0b".to_vec(), "not-text"),
            (vec![b'a'; MAX_BYTES + 1], "too-large"),
        ] {
            let file = ("en/a/b.md", bytes).into();
            assert_eq!(text(&file).expect_err(code).code, code);
        }
        let unread = File {
            path: "en/a/b.md".to_owned(),
            bytes: Vec::new(),
            length: 50 * 1024 * 1024,
        };
        assert_eq!(text(&unread).expect_err("it is long").code, "too-large");
        assert_eq!(text(&("en/a/b.md", b"\xef\xbb\xbfa").into()), Ok("a"));
    }
}
