use super::*;

fn rendered(text: &str) -> (Rendered, Vec<Diagnostic>) {
    render(
        Source {
            file: "en/start/a.md",
            text,
        },
        0,
        Locale::En,
        &media(),
    )
}

/// `a.png` of 3 × 2, and two videos of which one has a poster.
fn media() -> MediaSet {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02";
    let mut media = MediaSet::default();
    for (path, bytes) in [
        ("media/a.png", &png[..]),
        ("media/tour.mp4", b"\0\0\0\x20ftyp"),
        ("media/tour.poster.png", png),
        ("media/bare.webm", b"\x1a\x45\xdf\xa3"),
    ] {
        media.read(&(path, bytes).into()).expect("it is sound");
    }
    media
}

#[track_caller]
fn check(text: &str, html: &str) {
    let (rendered, problems) = rendered(text);
    assert_eq!(rendered.html, html, "{text}");
    assert_eq!(problems, [], "{text}");
}

#[track_caller]
fn check_problem(text: &str, html: &str, code: &str) {
    let (rendered, problems) = rendered(text);
    assert_eq!(rendered.html, html, "{text}");
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [code], "{text}");
}

#[test]
fn writes_common_mark_and_github_extensions() {
    check(
        "a *b* **c** ~~d~~ `e`",
        "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n",
    );
    check("1. a\n2. b\n", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n");
    check("3. a\n", "<ol start=\"3\">\n<li>a</li>\n</ol>\n");
    check("> a\n", "<blockquote>\n<p>a</p>\n</blockquote>\n");
    check("a\\\nb", "<p>a<br>\nb</p>\n");
    check("---\n", "<hr>\n");
}

#[test]
fn writes_alerts_in_the_language_of_the_article() {
    check(
        "> [!NOTE]\n> One *thing*.\n",
        "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">Note</p>\n<p>One <em>thing</em>.</p>\n</div>\n",
    );
    let (japanese, _) = render(
        Source {
            file: "f",
            text: "> [!TIP]\n> 要点\n",
        },
        0,
        Locale::Ja,
        &media(),
    );
    assert!(
        japanese.html.contains("alert-tip") && japanese.html.contains("ヒント"),
        "{}",
        japanese.html
    );
}

#[test]
fn gives_headings_anchors_and_lists_them() {
    let (rendered, problems) =
        rendered("## The *first* `step`\n\n### 招待の手順\n\n#### Deep\n\n## The first step\n");
    assert_eq!(
        rendered.html,
        "<h2 id=\"the-first-step\">The <em>first</em> <code>step</code></h2>\n<h3 id=\"招待の手順\">招待の手順</h3>\n\
         <h4 id=\"deep\">Deep</h4>\n<h2 id=\"the-first-step-2\">The first step</h2>\n"
    );
    let contents: Vec<_> = rendered
        .contents
        .iter()
        .map(|entry| (entry.level, entry.text.as_str()))
        .collect();
    assert_eq!(
        contents,
        [
            (2, "The first step"),
            (3, "招待の手順"),
            (2, "The first step")
        ]
    );
    assert!(rendered.anchors.contains("deep"));
    assert_eq!(problems, []);
}

#[test]
fn shifts_and_reports_a_second_title() {
    check_problem("# Top\n", "<h2 id=\"top\">Top</h2>\n", "heading-level");
}

#[test]
fn writes_tables_that_scroll_without_inline_styles() {
    check(
        "| a | | c |\n| :-- | --- | --: |\n| 1 | *2* | 3 |\n",
        "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1\"><table>\n\
         <thead><tr><th scope=\"col\" class=\"align-start\">a</th><td></td><th scope=\"col\" class=\"align-end\">c</th></tr></thead>\n\
         <tbody>\n<tr><td class=\"align-start\">1</td><td><em>2</em></td><td class=\"align-end\">3</td></tr>\n\
         </tbody></table></div>\n",
    );
}

#[test]
fn writes_tasks_as_images_of_boxes() {
    check(
        "- [x] a\n- [ ] b\n- c\n",
        "<ul>\n<li class=\"task\"><span class=\"task-box is-done\" role=\"img\" aria-label=\"Done\"></span> a</li>\n\
         <li class=\"task\"><span class=\"task-box\" role=\"img\" aria-label=\"To do\"></span> b</li>\n<li>c</li>\n</ul>\n",
    );
}

#[test]
fn gathers_footnotes_at_the_end() {
    check(
        "a[^x] b[^x]\n\n[^x]: note\n\nc\n",
        "<p>a<sup class=\"footnote-reference\"><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup> \
         b<sup class=\"footnote-reference\"><a href=\"#fn:1\" id=\"fnref:1:2\">1</a></sup></p>\n<p>c</p>\n\
         <section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n<li id=\"fn:1\">\n<p>note</p>\n\
         <a class=\"footnote-back\" href=\"#fnref:1\" aria-label=\"Back to the text\">↩</a></li>\n</ol></section>\n",
    );
}

#[test]
fn marks_links_to_other_sites_and_hands_on_its_own() {
    check(
        "[a](https://example.com/?a=1&b=2 \"t\") <me@example.com>",
        "<p><a href=\"https://example.com/?a=1&amp;b=2\" title=\"t\" rel=\"noopener noreferrer\">a</a> \
         <a href=\"mailto:me@example.com\">me@example.com</a></p>\n",
    );
    let text = "See [a](/kb/start/b#c).";
    let (rendered, problems) = rendered(text);
    assert_eq!(
        rendered.html,
        "<p>See <a href=\"/kb/start/b#c\">a</a>.</p>\n"
    );
    assert_eq!(rendered.links.len(), 1);
    assert!(text[rendered.links[0].offset..].starts_with("[a]"));
    assert_eq!(problems, []);
}

#[test]
fn drops_what_could_run() {
    check_problem("[a](javascript:alert(1))", "<p>a</p>\n", "unsafe-link");
    check_problem("[a](&#106;avascript:alert(1))", "<p>a</p>\n", "unsafe-link");
    check_problem(
        "<javascript:alert(1)>",
        "<p>javascript:alert(1)</p>\n",
        "unsafe-link",
    );
    check_problem(
        "![a](data:image/png;base64,xx)",
        "<p></p>\n",
        "unsafe-image",
    );
    check_problem(
        "![a](https://example.com/a.png)",
        "<p></p>\n",
        "unsafe-image",
    );
    check_problem("<script>alert(1)</script>\n", "", "raw-html");
    check_problem("a <b onclick=x>b</b>", "<p>a b</p>\n", "raw-html");
    check_problem("[a](other.md)", "<p>a</p>\n", "relative-link");
    check("<!-- for writers -->\n\na", "<p>a</p>\n");
}

#[test]
fn writes_images_that_load_when_they_are_near() {
    check(
        "![a *b*](/media/a.png)",
        "<p><img src=\"/media/a.png\" alt=\"a b\" width=\"3\" height=\"2\" loading=\"lazy\" decoding=\"async\"></p>\n",
    );
    check_problem(
        "![](/media/a.png)",
        "<p><img src=\"/media/a.png\" alt=\"\" width=\"3\" height=\"2\" loading=\"lazy\" decoding=\"async\"></p>\n",
        "alt-text",
    );
    check_problem("![a](/media/b.png)", "<p></p>\n", "missing-image");
    check_problem("![a](/media/..%2fa.png)", "<p></p>\n", "missing-image");
    check_problem("[a](/media/b.png)", "<p>a</p>\n", "dead-link");
    check(
        "[a](/media/a.png)",
        "<p><a href=\"/media/a.png\" rel=\"external\">a</a></p>\n",
    );
    let (shown, _) = rendered("![a](/media/a.png) [b](/media/tour.mp4)");
    assert_eq!(
        shown.media,
        BTreeSet::from(["a.png".to_owned(), "tour.mp4".to_owned()])
    );
}

#[test]
fn writes_videos_as_posters_that_lead_to_them() {
    let figure = "<figure class=\"video\"><a class=\"video-play\" href=\"/media/tour.mp4\" rel=\"external\">\
        <img src=\"/media/tour.poster.png\" alt=\"\" width=\"3\" height=\"2\" loading=\"lazy\" decoding=\"async\">\
        <span class=\"video-label\">Play video: The <b> tour</span></a>";
    let figure = figure.replace("<b>", "&lt;b&gt;");
    check(
        "a\n\n![The `<b>` tour](/media/tour.mp4)\n\nb",
        &format!("<p>a</p>\n{figure}</figure>\n<p>b</p>\n"),
    );
    check(
        "![The `<b>` tour](/media/tour.mp4 \"Made & kept\")",
        &format!("{figure}<figcaption>Made &amp; kept</figcaption></figure>\n"),
    );
    check_problem("a ![b](/media/tour.mp4)", "<p>a </p>\n", "video-in-text");
    check_problem("![b](/media/bare.webm)", "", "missing-image");
    check_problem("![b](/media/none.mp4)", "<p></p>\n", "missing-image");
}

#[test]
fn reports_a_level_that_is_missing() {
    check_problem(
        "## A\n\n#### B\n\n##### C\n\n## D\n",
        "<h2 id=\"a\">A</h2>\n<h4 id=\"b\">B</h4>\n<h5 id=\"c\">C</h5>\n<h2 id=\"d\">D</h2>\n",
        "heading-skip",
    );
    check_problem("### A\n", "<h3 id=\"a\">A</h3>\n", "heading-skip");
}

#[test]
fn reports_pages_that_the_portal_does_not_have() {
    check_problem("[a](/compny)", "<p>a</p>\n", "dead-link");
    check("[a](/company)", "<p><a href=\"/company\">a</a></p>\n");
}

#[test]
fn joins_lines_of_scripts_without_spaces() {
    check(
        "招待\n手順。\nメール\nmail\nbox",
        "<p>招待手順。メール\nmail\nbox</p>\n",
    );
}

#[test]
fn reports_marks_that_stay_visible() {
    check_problem(
        "**「会社」**を",
        "<p>**「会社」**を</p>\n",
        "stray-emphasis",
    );
}

#[test]
fn stops_at_a_depth_nobody_reads() {
    for text in [
        ">".repeat(100_000),
        format!("{}a", "- ".repeat(5_000)),
        "[".repeat(100_000),
        "*a ".repeat(50_000),
    ] {
        let (rendered, _) = rendered(&text);
        assert!(rendered.html.len() < 1_000_000);
    }
    let (_, problems) = rendered(&">".repeat(40));
    assert_eq!(problems[0].code, "too-deep");
}
