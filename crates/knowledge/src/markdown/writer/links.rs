//! Links: only what is safe to follow is written.

use std::ops::Range;

use pulldown_cmark::LinkType;
use pulldown_cmark_escape::{escape_href, escape_html};

use super::Writer;
use crate::front_matter::Placed;
use crate::markdown::link::Destination;

impl Writer<'_> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        url: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        let destination = if link_type == LinkType::Email {
            Destination::Mail
        } else {
            Destination::of(url)
        };
        let rel = match &destination {
            Destination::External => " rel=\"noopener noreferrer\"",
            // The app follows its own links by itself; a file is not a page of the app.
            Destination::Media(_) => " rel=\"external\"",
            _ => "",
        };
        let scheme = if link_type == LinkType::Email {
            "mailto:"
        } else {
            ""
        };
        let is_written = self.accepts(destination, url, range);
        self.open_links.push(is_written);
        if is_written {
            let (href, title) = (href(url), title_attribute(title));
            self.raw(format!("<a href=\"{scheme}{href}\"{title}{rel}>"));
        }
    }

    /// Whether the link may stand in the page; what may not is reported.
    pub(super) fn accepts(
        &mut self,
        destination: Destination,
        url: &str,
        range: &Range<usize>,
    ) -> bool {
        match destination {
            Destination::Internal(link) => {
                self.links.push(Placed {
                    value: link,
                    offset: self.body_start + range.start,
                });
                true
            }
            Destination::Portal | Destination::External | Destination::Mail => true,
            Destination::NoPage => {
                self.error(
                    range,
                    "dead-link",
                    format!("the portal has no page `{url}`"),
                );
                false
            }
            Destination::Media(name) => {
                let is_there = self.media.get(&name).is_some();
                if is_there {
                    self.shown.insert(name);
                } else {
                    self.error(
                        range,
                        "dead-link",
                        format!("there is no file `media/{name}`"),
                    );
                }
                is_there
            }
            Destination::Relative => {
                self.error(
                    range,
                    "relative-link",
                    format!("`{url}` leads nowhere; link articles as /kb/CATEGORY/SLUG"),
                );
                false
            }
            Destination::Unsafe => {
                self.error(
                    range,
                    "unsafe-link",
                    format!("`{}` is not a safe address for a link", url.escape_debug()),
                );
                false
            }
        }
    }
}

pub(super) fn href(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    // Writing to a string cannot fail.
    let _ = escape_href(&mut escaped, url);
    escaped
}

pub(super) fn attribute(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut escaped, text);
    escaped
}

pub(super) fn title_attribute(title: &str) -> String {
    if title.is_empty() {
        String::new()
    } else {
        format!(" title=\"{}\"", attribute(title))
    }
}
