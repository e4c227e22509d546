//! Whatever stands in a file: nothing panics, and nothing that could run reaches the page.

#[path = "markup/attack.rs"]
mod attack;

use attack::{PIECES, check_tags, html_of, library, with_body};
use knowledge::Library;
use proptest::prelude::*;

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(files in prop::collection::vec(
        (prop::sample::select(vec!["en/start/a.md", "ja/start/a.md", "en/b.md", "en/start/c.png", "media/a.png", "media/b.svg"]),
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
        if let Some(html) = html_of(&library(), with_body(&pieces.concat())) {
            check_tags(&html);
        }
    }

    #[test]
    fn arbitrary_text_stays_text(body in "\\PC{0,200}") {
        if let Some(html) = html_of(&library(), with_body(&body)) {
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
        "[a](javascript:alert(1)) [b](&#106;avascript:x) <javascript:alert(1)>",
        "![a\" onerror=\"x](/media/a.png \"b\\\" onload=\\\"x\")",
        "![<script>](/media/tour.mp4 \"</figcaption><script>\")",
        "![a](/media/tour.mp4\"onclick=\"x)",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>\n\na",
    ] {
        let html = html_of(&library(), with_body(attack)).expect("the front matter is sound");
        check_tags(&html);
    }
}
