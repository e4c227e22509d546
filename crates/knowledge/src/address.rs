//! Where an article stands, whatever its language: category and slug.

use std::fmt;

/// `CATEGORY/SLUG`, each of lower-case ASCII letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Address {
    pub category: String,
    pub slug: String,
}

impl Address {
    /// Absent when the text is not `CATEGORY/SLUG`.
    pub fn parse(text: &str) -> Option<Self> {
        let (category, slug) = text.split_once('/')?;
        (is_slug(category) && is_slug(slug)).then(|| Self {
            category: category.to_owned(),
            slug: slug.to_owned(),
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.category, self.slug)
    }
}

pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_two_slugs() {
        for (text, is_address) in [
            ("start/welcome", true),
            ("start/first-30-days", true),
            ("start", false),
            ("start/", false),
            ("/welcome", false),
            ("start/Welcome", false),
            ("start/a/b", false),
            ("start/歓迎", false),
        ] {
            assert_eq!(Address::parse(text).is_some(), is_address, "{text}");
        }
    }
}
