//! Finds the tags of our own HTML pages. Knows how a tag is written, not what any of them is for.

use std::ops::Range;

/// An opening tag, where it stands, and its attributes in their order.
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub range: Range<usize>,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Every opening tag outside comments.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|offset| at + offset) {
        if html[start..].starts_with("<!--") {
            at = html[start..]
                .find("-->")
                .map_or(html.len(), |end| start + end + 3);
            continue;
        }
        at = start + 1;
        if !html[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name_end = html[at..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .map_or(html.len(), |n| at + n);
        let (attributes, end) = attributes(html, name_end);
        found.push(Tag {
            name: html[at..name_end].to_ascii_lowercase(),
            attributes,
            range: start..end,
        });
        at = end;
    }
    found
}

/// The attributes from `at` to the tag's end, and where that is.
fn attributes(html: &str, mut at: usize) -> (Vec<(String, String)>, usize) {
    let mut found = Vec::new();
    loop {
        at += html[at..].len()
            - html[at..]
                .trim_start_matches(|c: char| c.is_whitespace() || c == '/')
                .len();
        let rest = &html[at..];
        if rest.is_empty() {
            return (found, at);
        }
        if rest.starts_with('>') {
            return (found, at + 1);
        }
        let name_end = rest
            .find(|c: char| c.is_whitespace() || "=>/".contains(c))
            .unwrap_or(rest.len())
            .max(1);
        let name = rest[..name_end].to_ascii_lowercase();
        at += name_end;
        let Some(value) = html[at..].strip_prefix('=') else {
            found.push((name, String::new()));
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (from, length) = match quote {
            Some(quote) => (1, value[1..].find(quote).unwrap_or(value.len() - 1)),
            None => (
                0,
                value
                    .find(|c: char| c.is_whitespace() || c == '>')
                    .unwrap_or(value.len()),
            ),
        };
        found.push((name, value[from..from + length].to_owned()));
        at += 1 + from + length + usize::from(quote.is_some());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let html = "<!-- <p a=1> --><link data-trunk href='a b' rel=\"css\" data-x=z /><br/></p>";
        let found = tags(html);
        assert_eq!(found.len(), 2);
        let values: Vec<_> = ["data-trunk", "href", "rel", "data-x", "id"]
            .map(|name| found[0].attribute(name))
            .into();
        assert_eq!(
            values,
            [Some(""), Some("a b"), Some("css"), Some("z"), None]
        );
        assert_eq!(&html[found[1].range.clone()], "<br/>");
    }
}
