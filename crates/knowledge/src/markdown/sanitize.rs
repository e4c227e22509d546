//! The second pass over an article's HTML: only what rendering itself can write is let through, whatever went wrong before.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

const TAGS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "title", "rel", "class", "id", "aria-label"]),
    ("code", &["class"]),
    ("figure", &["class"]),
    ("div", &["class", "role", "tabindex", "aria-label"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    (
        "img",
        &[
            "src", "alt", "title", "width", "height", "loading", "decoding",
        ],
    ),
    ("li", &["id", "class"]),
    ("ol", &["start"]),
    ("p", &["class"]),
    ("pre", &["class", "tabindex"]),
    ("section", &["class", "aria-label"]),
    ("span", &["class", "role", "aria-label"]),
    ("sup", &["class"]),
    ("td", &["class"]),
    ("th", &["class", "scope"]),
];

const CLASSES: &[&str] = &[
    "alert",
    "alert-title",
    "alert-note",
    "alert-tip",
    "alert-important",
    "alert-warning",
    "alert-caution",
    "align-start",
    "align-center",
    "align-end",
    "code",
    "footnote-back",
    "footnote-reference",
    "footnotes",
    "is-done",
    "table-scroll",
    "task",
    "task-box",
    "video",
    "video-label",
    "video-play",
];

const CLASS_PREFIXES: &[&str] = &["hl-", "language-"];

static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<_, HashSet<_>> = ATTRIBUTES
        .iter()
        .map(|(tag, names)| (*tag, names.iter().copied().collect()))
        .collect();
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|_, name, value| {
            if name == "class" {
                own_classes(value)
            } else {
                Some(value.into())
            }
        });
    builder
});

pub(super) fn clean(html: &str) -> String {
    SANITIZER.clean(html).to_string()
}

fn own_classes(value: &str) -> Option<Cow<'_, str>> {
    let is_own = |class: &&str| {
        CLASSES.contains(class)
            || CLASS_PREFIXES
                .iter()
                .any(|prefix| class.starts_with(prefix))
    };
    let classes: Vec<_> = value.split_ascii_whitespace().filter(is_own).collect();
    (!classes.is_empty()).then(|| classes.join(" ").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_only_the_narrow_list_through() {
        for (dirty, clean_expected) in [
            (
                "<p class=\"alert-title modal\">a</p>",
                "<p class=\"alert-title\">a</p>",
            ),
            ("<p onclick=\"x()\" style=\"color:red\">a</p>", "<p>a</p>"),
            ("<script>alert(1)</script>b", "b"),
            ("<a href=\"javascript:x()\">a</a>", "<a>a</a>"),
            (
                "<img src=\"data:image/png;base64,xx\" alt=\"a\">",
                "<img alt=\"a\">",
            ),
            ("<form action=\"/x\"><input name=\"a\">b</form>", "b"),
            (
                "<iframe src=\"/x\"></iframe><svg><a href=\"/\">c</a></svg>",
                "",
            ),
            ("<h2 id=\"招待\">招待</h2>", "<h2 id=\"招待\">招待</h2>"),
        ] {
            let cleaned = clean(dirty);
            if clean_expected.is_empty() {
                assert!(
                    !cleaned.contains("iframe") && !cleaned.contains("svg"),
                    "{cleaned}"
                );
            } else {
                assert_eq!(cleaned, clean_expected);
            }
        }
    }
}
