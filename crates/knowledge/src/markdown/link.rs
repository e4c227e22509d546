//! What the destination of a link or image may be.

use crate::address::{Address, is_slug};
use crate::portal;

/// Where articles and categories stand in the portal.
const KNOWLEDGE: &str = "/kb/";
/// Where the images and videos of articles stand.
const MEDIA: &str = "/media/";

/// A link that stays inside the knowledge base, and so can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum InternalLink {
    /// `#fragment` of the same article.
    Here {
        fragment: String,
    },
    Article {
        address: Address,
        fragment: Option<String>,
    },
    Category(String),
    /// Below `/kb`, but no address that can exist.
    Malformed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    Internal(InternalLink),
    /// Another page of the portal.
    Portal,
    /// An address of the portal at which there is nothing.
    NoPage,
    /// A name in the folder of media, whether or not there is such a file.
    Media(String),
    /// Another site.
    External,
    Mail,
    /// Relative to the file, which is not where readers are.
    Relative,
    /// A scheme that could run code, or that cannot be told.
    Unsafe,
}

impl Destination {
    pub fn of(url: &str) -> Self {
        // Browsers drop control characters before they read the scheme, so what is left could be any scheme.
        if url.chars().any(char::is_control) {
            return Self::Unsafe;
        }
        if let Some(fragment) = url.strip_prefix('#') {
            return Self::Internal(InternalLink::Here {
                fragment: decoded(fragment),
            });
        }
        if let Some(rest) = url.strip_prefix('/') {
            // Two slashes, or a slash and a backslash, begin the name of a host.
            let names_a_host = rest.starts_with(['/', '\\']);
            return if names_a_host {
                Self::Unsafe
            } else {
                Self::of_path(url)
            };
        }
        match url.split_once(':') {
            // Without the two slashes and a host a browser reads the rest as a path of the portal, or not, as it likes.
            Some((scheme, rest))
                if (scheme.eq_ignore_ascii_case("https")
                    || scheme.eq_ignore_ascii_case("http"))
                    && rest
                        .strip_prefix("//")
                        .is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '\\'])) =>
            {
                Self::External
            }
            Some((scheme, _)) if scheme.eq_ignore_ascii_case("mailto") => Self::Mail,
            Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => Self::Unsafe,
            _ => Self::Relative,
        }
    }

    fn of_path(url: &str) -> Self {
        let (url, fragment) = match url.split_once('#') {
            Some((url, fragment)) => (url, Some(decoded(fragment))),
            None => (url, None),
        };
        let path = url.split('?').next().unwrap_or(url);
        if let Some(name) = path.strip_prefix(MEDIA) {
            return Self::Media(decoded(name));
        }
        if portal::is_page(path) {
            return Self::Portal;
        }
        match path.strip_prefix(KNOWLEDGE) {
            Some(rest) => Self::Internal(below_knowledge(rest, fragment)),
            None => Self::NoPage,
        }
    }
}

fn below_knowledge(path: &str, fragment: Option<String>) -> InternalLink {
    if is_slug(path) {
        return InternalLink::Category(path.to_owned());
    }
    match Address::parse(path) {
        Some(address) => InternalLink::Article { address, fragment },
        None => InternalLink::Malformed,
    }
}

fn decoded(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(fragment: Option<&str>) -> Destination {
        Destination::Internal(InternalLink::Article {
            address: Address {
                category: "start".to_owned(),
                slug: "welcome".to_owned(),
            },
            fragment: fragment.map(str::to_owned),
        })
    }

    #[test]
    fn tells_destinations_apart() {
        for (url, expected) in [
            ("/kb/start/welcome", article(None)),
            ("/kb/start/welcome?lang=ja#招待", article(Some("招待"))),
            (
                "/kb/start/welcome#%E6%8B%9B%E5%BE%85",
                article(Some("招待")),
            ),
            (
                "/kb/start",
                Destination::Internal(InternalLink::Category("start".to_owned())),
            ),
            (
                "/kb/start/welcome/",
                Destination::Internal(InternalLink::Malformed),
            ),
            (
                "/kb/Start/welcome",
                Destination::Internal(InternalLink::Malformed),
            ),
            (
                "#top",
                Destination::Internal(InternalLink::Here {
                    fragment: "top".to_owned(),
                }),
            ),
            ("/kb", Destination::Portal),
            ("/kb/search?q=a", Destination::Portal),
            ("/kbx", Destination::NoPage),
            ("/compny", Destination::NoPage),
            (
                "/media/a/b%20c.png",
                Destination::Media("a/b c.png".to_owned()),
            ),
            ("/", Destination::Portal),
            ("/company?tab=people", Destination::Portal),
            ("https://example.com/a", Destination::External),
            ("HTTP://example.com", Destination::External),
            ("mailto:a@example.com", Destination::Mail),
            ("../people/roles.md", Destination::Relative),
            ("welcome#a:b", Destination::Relative),
            ("", Destination::Relative),
            ("javascript:alert(1)", Destination::Unsafe),
            ("JavaScript:alert(1)", Destination::Unsafe),
            ("java\nscript:alert(1)", Destination::Unsafe),
            ("\u{1}javascript:alert(1)", Destination::Unsafe),
            ("data:text/html,x", Destination::Unsafe),
            ("vbscript:x", Destination::Unsafe),
            ("https:/evil.example", Destination::Unsafe),
            ("https:evil.example", Destination::Unsafe),
            ("http:///evil.example", Destination::Unsafe),
            ("https://\\evil.example", Destination::Unsafe),
            ("//evil.example", Destination::Unsafe),
            ("/\\evil.example", Destination::Unsafe),
        ] {
            assert_eq!(Destination::of(url), expected, "{url:?}");
        }
    }
}
