//! Pieces of which attacks on the page are made, and a look at what became of them.

use jiff::Timestamp;
use knowledge::{File, Library};

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
pub const PIECES: &[&str] = &[
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
    "/media/a.png",
    "/media/tour.mp4",
    "![a](/media/tour.mp4 \"",
    "\")\n\n",
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

/// A set with an image, a video and an article to put others beside.
pub fn library() -> Library {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02".to_vec();
    let article = "---\ntitle: A\nsummary: B\nupdated: 2026-11-20\n---\na\n";
    let files: [(&str, Vec<u8>); 4] = [
        ("media/a.png", png.clone()),
        ("media/tour.poster.png", png),
        ("media/tour.mp4", b"\0\0\0\x20ftyp".to_vec()),
        ("en/start/b.md", article.into()),
    ];
    Library::build(files, None).expect("the set is sound")
}

/// What the page would show of this file, errors or not; none when its front matter cannot be read.
pub fn html_of(library: &Library, file: impl Into<File>) -> Option<String> {
    let preview = library.preview(&file.into(), Timestamp::UNIX_EPOCH);
    for problem in &preview.problems {
        assert!(!problem.to_string().is_empty());
    }
    preview.article.map(|article| article.html)
}

/// A file with sound front matter and this text.
pub fn with_body(body: &str) -> (&'static str, String) {
    let file = format!("---\ntitle: A\nsummary: B\nupdated: 2026-11-20\n---\n{body}");
    ("en/start/a.md", file)
}

/// Reads the tags as a browser does, with quotes, and looks at every name and address in them.
pub fn check_tags(html: &str) {
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
