//! Whatever stands in a file: nothing panics, and nothing that could run reaches the page.

use contract::{AccountId, Locale, Persona, Tier};
use jiff::Timestamp;
use knowledge::{Library, Lookup, Reader};
use proptest::prelude::*;

const TAGS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
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

const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-label",
    "class",
    "decoding",
    "height",
    "href",
    "id",
    "loading",
    "rel",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "width",
];

/// Pieces of which attacks and markdown are made; most arbitrary text would never come near either.
const PIECES: &[&str] = &[
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,",
    "&#106;avascript:",
    "&Tab;",
    "](",
    ")",
    "[",
    "]",
    "![",
    "<",
    ">",
    "\"",
    "'",
    " onclick=x ",
    "`",
    "```html\n",
    "```",
    "~~~js\n",
    "|",
    "\n| --- | :-: |\n",
    "\n",
    "\n\n",
    "# ",
    "## ",
    "- ",
    "- [x] ",
    "1. ",
    "> ",
    "> [!NOTE]\n> ",
    "[^1]",
    "\n[^1]: ",
    "**",
    "_",
    "~~",
    "\\",
    "&lt;",
    "&",
    "<!--",
    "-->",
    "<https://example.com>",
    "<a@b.c>",
    "[a]: javascript:x\n",
    "https://example.com",
    "/kb/start/a",
    "#",
    "招待",
    "「",
    "。",
    "a",
    " ",
    "    ",
    "\t",
    "\u{0}",
    "\u{202e}",
    "{#id onclick=x}",
    "---\n",
    "$x$",
];

fn html_of(body: &str) -> Option<String> {
    let file = format!("---\ntitle: A\nsummary: B\nupdated: 2026-11-20\n---\n{body}");
    let library = Library::build([("en/start/a.md", file)], None).ok()?;
    let reader = Reader {
        persona: Some(Persona::Lead),
        tier: Tier::Bronze,
        account: Some(AccountId("a".to_owned())),
        is_staff: false,
    };
    match library.article("start", "a", Locale::En, &reader, Timestamp::UNIX_EPOCH) {
        Lookup::Found(view) => Some(view.html),
        other => panic!("{other:?}"),
    }
}

/// Reads the tags as a browser does, with quotes, and looks at every name and address in them.
fn check_tags(html: &str) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let (tag, after) = split_tag(rest);
        rest = after;
        let tag = tag.trim_start_matches('/').trim_end_matches('/');
        let (name, mut attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
        assert!(TAGS.contains(&name), "<{name}> in {html}");
        while let Some((name, value)) = attributes.split_once("=\"") {
            let name = name.trim();
            let (value, after) = value.split_once('"').expect("every value is quoted");
            assert!(ATTRIBUTES.contains(&name), "{name} in {html}");
            if matches!(name, "href" | "src") {
                let is_safe = ["/", "#", "http://", "https://", "mailto:"]
                    .iter()
                    .any(|start| value.to_lowercase().starts_with(start));
                assert!(
                    is_safe && !value.starts_with("//"),
                    "{name}={value} in {html}"
                );
            }
            attributes = after;
        }
        assert_eq!(attributes.trim(), "", "in {html}");
    }
}

fn split_tag(text: &str) -> (&str, &str) {
    let mut is_quoted = false;
    let end = text
        .find(|character| {
            is_quoted ^= character == '"';
            character == '>' && !is_quoted
        })
        .expect("every tag ends");
    (&text[..end], &text[end + 1..])
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(files in prop::collection::vec(
        (prop::sample::select(vec!["en/start/a.md", "ja/start/a.md", "en/b.md", "en/start/c.png"]),
         prop::collection::vec(any::<u8>(), 0..400)), 0..4), categories in ".{0,80}") {
        let _ = Library::build(files, Some(&categories));
    }

    #[test]
    fn arbitrary_front_matter_never_panics(yaml in "[a-z:\\-\\[\\]{}&*!|>'\"%@` \n#,0-9招]{0,120}") {
        let file = format!("---\n{yaml}\n---\ntext\n");
        if let Err(problems) = Library::build([("en/start/a.md", file)], None) {
            for problem in problems {
                prop_assert!(!problem.to_string().is_empty());
            }
        }
    }

    #[test]
    fn pieces_of_attacks_stay_text(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        if let Some(html) = html_of(&pieces.concat()) {
            check_tags(&html);
        }
    }

    #[test]
    fn arbitrary_text_stays_text(body in "\\PC{0,200}") {
        if let Some(html) = html_of(&body) {
            check_tags(&html);
        }
    }
}

#[test]
fn known_attacks_stay_text() {
    for attack in [
        "<script>alert(1)</script>\n\na",
        "a <img src=x onerror=alert(1)> b",
        "a <a href=\"javascript:x\">b</a>",
        "```<script>\nalert(1)\n```",
        "```html\"onclick=\"x\n<script>\n```",
        "[a](https://example.com/\"onmouseover=\"x)",
        "![a\" onerror=\"x](/a.png)",
        "![<script>](/a.png \"t\\\" onload=\\\"x\")",
        "## <script>alert(1)</script> `<script>`",
        "| <b> |\n| --- |\n| <script> |",
        "a[^<script>]\n\n[^<script>]: b",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>\n\na",
    ] {
        let html = html_of(attack).unwrap_or_else(|| panic!("{attack} is only worth a warning"));
        check_tags(&html);
    }
}
