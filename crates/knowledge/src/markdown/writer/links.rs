//! Links and images: only what is safe to follow is written.

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

    pub(super) fn image(&mut self, url: &str, title: &str, range: &Range<usize>) {
        let (alt, end) = self.plain_text_ahead();
        self.at = end + 1;
        self.depth = self.depth.saturating_sub(1);
        // The page's policy loads images from the portal alone.
        if Destination::of(url) != Destination::Portal {
            let message = format!(
                "`{}` is not an image of the portal; its address begins with one `/`",
                url.escape_debug()
            );
            return self.error(range, "unsafe-image", message);
        }
        let (src, alt, title) = (href(url), attribute(&alt), title_attribute(title));
        self.raw(format!(
            "<img src=\"{src}\" alt=\"{alt}\"{title} loading=\"lazy\" decoding=\"async\">"
        ));
    }
}

fn href(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    // Writing to a string cannot fail.
    let _ = escape_href(&mut escaped, url);
    escaped
}

fn attribute(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut escaped, text);
    escaped
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() {
        String::new()
    } else {
        format!(" title=\"{}\"", attribute(title))
    }
}
