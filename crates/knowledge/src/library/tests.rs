use super::*;

const NOW: &str = "2026-11-22T12:00:00Z";

const CATEGORIES: &str = "[start]\norder = 10\nen = \"Getting started\"\nja = \"はじめに\"\nzh-Hant = \"開始使用\"\n\
    [people]\norder = 20\nen = \"People\"\nja = \"メンバー\"\nzh-Hant = \"成員\"\n";

fn now() -> Timestamp {
    NOW.parse().expect("it is a time")
}

fn member() -> Reader {
    Reader {
        persona: Some(Persona::Practitioner),
        tier: Tier::Bronze,
        account: Some(AccountId("acme".to_owned())),
        is_staff: false,
    }
}

fn staff() -> Reader {
    Reader {
        persona: None,
        tier: Tier::Bronze,
        account: None,
        is_staff: true,
    }
}

/// A file whose title is made of its path, so that a test can look for it.
fn file(path: &str, extra: &str, body: &str) -> (String, String) {
    let text = format!(
        "---\ntitle: Title of {path}\nsummary: Summary\nupdated: 2026-11-20\n{extra}---\n{body}\n"
    );
    (path.to_owned(), text)
}

fn build(files: Vec<(String, String)>) -> Result<Library, Vec<Diagnostic>> {
    Library::build(files, Some(CATEGORIES))
}

#[track_caller]
fn library(files: Vec<(String, String)>) -> Library {
    build(files).unwrap_or_else(|problems| panic!("{}", shown(&problems)))
}

fn shown(problems: &[Diagnostic]) -> String {
    let shown: Vec<_> = problems.iter().map(ToString::to_string).collect();
    shown.join(
        "
",
    )
}

#[track_caller]
fn check_problems(files: Vec<(String, String)>, expected: &[&str]) {
    let problems =
        build(files).map_or_else(|problems| problems, |library| library.warnings().to_vec());
    let found: Vec<_> = problems
        .iter()
        .map(|problem| {
            format!(
                "{}:{}:{} {} {}",
                problem.file, problem.line, problem.column, problem.code, problem.message
            )
        })
        .collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn found(library: &Library, address: &str, locale: Locale, reader: &Reader) -> ArticleView {
    let (category, slug) = address.split_once('/').expect("it is an address");
    match library.article(category, slug, locale, reader, now()) {
        Lookup::Found(view) => *view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn lists_in_order_and_falls_back_to_other_languages() {
    let library = library(vec![
        file("en/people/roles.md", "order: 5\n", "a"),
        file("en/start/z-first.md", "order: 1\n", "a"),
        file("ja/start/z-first.md", "order: 1\n", "a"),
        file("en/start/b-second.md", "order: 2\n", "a"),
        file("zh-Hant/start/a-last.md", "", "a"),
    ]);
    let index = library.index(Locale::Ja, &member(), now());

    let lines: Vec<_> = index
        .categories
        .iter()
        .flat_map(|category| &category.articles)
        .map(|article| {
            format!(
                "{} {} {}",
                article.category_title, article.slug, article.locale
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "はじめに z-first ja",
            "はじめに b-second en",
            "はじめに a-last zh-Hant",
            "メンバー roles en"
        ]
    );
    assert_eq!(index.categories[1].title, "メンバー");
}

#[test]
fn shows_an_article_with_what_stands_beside_it() {
    let library = library(vec![
        file("en/start/a.md", "order: 1\ntags: [x, y]\n", "a"),
        file(
            "en/start/b.md",
            "order: 2\ntags: [x, y]\nrelated: [people/d]\n",
            "## One\n\nb",
        ),
        file("ja/start/b.md", "order: 2\n", "b"),
        file("en/start/c.md", "order: 3\ntags: [x]\n", "c"),
        file("en/people/d.md", "", "d"),
        file("en/people/e.md", "tags: [z]\n", "e"),
    ]);
    let view = found(&library, "start/b", Locale::En, &member());

    assert_eq!(view.html, "<h2 id=\"one\">One</h2>\n<p>b</p>\n");
    assert_eq!(view.contents.len(), 1);
    assert_eq!(view.locales, [Locale::En, Locale::Ja]);
    assert_eq!(view.previous.map(|link| link.slug).as_deref(), Some("a"));
    assert_eq!(view.next.map(|link| link.slug).as_deref(), Some("c"));
    let related: Vec<_> = view.related.iter().map(|link| link.slug.as_str()).collect();
    assert_eq!(related, ["d", "a", "c"]);
    assert_eq!(
        found(&library, "people/d", Locale::En, &member())
            .next
            .map(|link| link.slug)
            .as_deref(),
        Some("e")
    );
}

#[test]
fn brings_the_newest_first() {
    let files = [
        ("2026-11-01", "old"),
        ("2026-11-22", "new"),
        ("2026-11-10", "middle"),
    ];
    let library = library(
        files
            .into_iter()
            .map(|(date, slug)| {
                let (path, text) = file(&format!("en/start/{slug}.md"), "", "a");
                (path, text.replace("2026-11-20", date))
            })
            .collect(),
    );
    let newest: Vec<_> = library
        .newest(2, Locale::ZhHant, &member(), now())
        .into_iter()
        .map(|article| article.slug)
        .collect();
    assert_eq!(newest, ["new", "middle"]);
}

#[test]
fn leads_from_old_addresses_to_new_ones() {
    let library = library(vec![
        file("en/start/a.md", "aliases: [old/a, start/z]\n", "a"),
        file("ja/start/a.md", "aliases: [old/a]\n", "a"),
        file(
            "en/start/b.md",
            "aliases: [old/b]\naudience:\n  minimum_tier: gold\n",
            "b",
        ),
    ]);
    let moved = Lookup::Moved {
        category: "start".to_owned(),
        slug: "a".to_owned(),
    };
    assert_eq!(
        library.article("old", "a", Locale::En, &member(), now()),
        moved
    );
    assert_eq!(
        library.article("start", "z", Locale::En, &member(), now()),
        moved
    );
    assert_eq!(
        library.article("old", "b", Locale::En, &member(), now()),
        Lookup::Absent
    );
    assert_eq!(
        library.article("old", "c", Locale::En, &member(), now()),
        Lookup::Absent
    );
}

#[test]
fn leaves_no_trace_of_what_the_reader_may_not_open() {
    let gates = [
        ("tier", "audience:\n  minimum_tier: gold\n"),
        ("persona", "audience:\n  personas: [executive]\n"),
        ("account", "audience:\n  accounts: [other]\n"),
        ("draft", "draft: true\n"),
        ("later", "publish_at: 2026-11-22T12:00:01Z\n"),
    ];
    let mut files = vec![file(
        "en/start/open.md",
        "order: 5\ntags: [x]\nrelated: [start/gated-tier]\n",
        "open",
    )];
    for (name, gate) in gates {
        files.push(file(
            &format!("en/start/gated-{name}.md"),
            &format!("order: 4\ntags: [x]\n{gate}"),
            "secret",
        ));
        files.push(file(
            &format!("ja/start/gated-{name}.md"),
            &format!("order: 6\ntags: [x]\n{gate}"),
            "secret",
        ));
    }
    // A translation that is not ready yet must not show as a language of an open article.
    files.push(file("ja/start/open.md", "draft: true\n", "secret"));
    let library = library(files);

    for locale in Locale::ALL {
        let mut answers = vec![
            serde_json::to_string(&library.index(locale, &member(), now())).expect("it serialises"),
            serde_json::to_string(&library.newest(100, locale, &member(), now()))
                .expect("it serialises"),
            serde_json::to_string(&found(&library, "start/open", locale, &member()))
                .expect("it serialises"),
        ];
        for (name, _) in gates {
            let lookup =
                library.article("start", &format!("gated-{name}"), locale, &member(), now());
            assert_eq!(lookup, Lookup::Absent, "{name}");
        }
        for answer in answers.drain(..) {
            assert!(
                !answer.contains("gated") && !answer.contains("secret"),
                "{answer}"
            );
            assert!(!answer.contains("\"ja\""), "{answer}");
        }
    }
    let gold = Reader {
        tier: Tier::Gold,
        ..member()
    };
    assert_eq!(
        found(&library, "start/gated-tier", Locale::Ja, &gold)
            .summary
            .locale,
        Locale::Ja
    );
    let staff_reads: Vec<_> = library
        .newest(100, Locale::En, &staff(), now())
        .into_iter()
        .map(|article| article.slug)
        .collect();
    assert_eq!(
        staff_reads,
        ["gated-account", "gated-persona", "gated-tier", "open"]
    );
    let second_later = "2026-11-22T12:00:01Z".parse().expect("it is a time");
    assert!(matches!(
        library.article("start", "gated-later", Locale::En, &member(), second_later),
        Lookup::Found(_)
    ));
}

#[test]
fn reports_dead_links_and_fragments() {
    check_problems(
        vec![
            file(
                "en/start/a.md",
                "related: [start/b, start/none, start/a]\n",
                "[1](/kb/start/b#there) [2](/kb/start/b#gone) [3](/kb/start/none) [4](#here)\n\n[5](#gone) [6](/kb/none) \
                 [7](/kb/people) [8](/kb/A/b)\n\n## Here",
            ),
            file("en/start/b.md", "", "## There"),
            file("ja/start/b.md", "", "## あそこ\n\n[1](/kb/start/a#here)"),
            file(
                "ja/people/c.md",
                "",
                "[1](/kb/start/b#there) [2](/kb/start/b#%E3%81%82%E3%81%9D%E3%81%93)",
            ),
        ],
        &[
            "en/start/a.md:5:20 dead-related there is no article `start/none`",
            "en/start/a.md:5:32 dead-related the article names itself",
            "en/start/a.md:7:24 dead-link en/start/b.md has no heading `#gone`",
            "en/start/a.md:7:46 dead-link there is no article `start/none`",
            "en/start/a.md:9:1 dead-link en/start/a.md has no heading `#gone`",
            "en/start/a.md:9:12 dead-link there is no category `none`",
            "en/start/a.md:9:42 dead-link articles are linked as /kb/CATEGORY/SLUG",
            "ja/people/c.md:6:1 dead-link ja/start/b.md has no heading `#there`",
        ],
    );
}

#[test]
fn reports_contested_addresses() {
    check_problems(
        vec![
            file(
                "en/start/a.md",
                "aliases: [old/a, start/b]\n",
                "[moved](/kb/old/a)",
            ),
            file("en/start/b.md", "aliases: [old/a]\nrelated: [old/a]\n", "b"),
            file("en/start/b.md", "", "b"),
        ],
        &[
            "en/start/a.md:5:18 duplicate-alias an article stands at `start/b`, so it is no old address",
            "en/start/a.md:7:1 moved-link `old/a` has moved to `start/b`",
            "en/start/b.md:1:1 duplicate this file came twice",
            "en/start/b.md:5:11 duplicate-alias `start/a` has the same old address `old/a`",
            "en/start/b.md:6:11 dead-related `old/a` has moved to `start/b`",
        ],
    );
}

#[test]
fn refuses_a_translation_that_shows_what_the_others_hide() {
    check_problems(
        vec![
            file("en/start/a.md", "audience:\n  minimum_tier: gold\n", "a"),
            file("ja/start/a.md", "", "a"),
        ],
        &["ja/start/a.md:2:1 audience-differs `audience` differs from that of en/start/a.md"],
    );
}

#[test]
fn reports_every_broken_file_at_once_and_blames_no_link_to_it() {
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("en/start/binary.md".to_owned(), vec![0xff, 0xfe, 0x00]),
        ("en/start/large.md".to_owned(), vec![b'a'; 2 * 1024 * 1024]),
        ("en/start/empty.md".to_owned(), Vec::new()),
        ("en/loose.md".to_owned(), b"a".to_vec()),
        ("en/start/photo.png".to_owned(), vec![0; 10]),
        (".git/config".to_owned(), b"x".to_vec()),
        ("categories.toml".to_owned(), CATEGORIES.as_bytes().to_vec()),
    ];
    for (path, text) in [
        file(
            "en/start/a.md",
            "",
            "[a](/kb/start/binary#x) [b](javascript:x) [c](/kb/start/untitled) [d](/kb/none/x)",
        ),
        file("en/start/silent.md", "", ""),
    ] {
        files.push((path, text.into_bytes()));
    }
    files.push((
        "en/start/untitled.md".to_owned(),
        b"---\nsummary: a\nupdated: 2026-11-20\n---\n[b](b.md)\n".to_vec(),
    ));

    let problems = Library::build(files, Some("[start]\norder = x\n")).expect_err("much is wrong");
    let codes: Vec<_> = problems
        .iter()
        .map(|problem| (problem.file.as_str(), problem.code))
        .collect();
    assert_eq!(
        codes,
        [
            ("categories.toml", "categories-syntax"),
            ("en/loose.md", "file-name"),
            ("en/start/a.md", "unsafe-link"),
            ("en/start/a.md", "dead-link"),
            ("en/start/binary.md", "not-text"),
            ("en/start/empty.md", "empty"),
            ("en/start/large.md", "too-large"),
            ("en/start/photo.png", "not-an-article"),
            ("en/start/silent.md", "empty"),
            ("en/start/untitled.md", "front-matter-field"),
            ("en/start/untitled.md", "relative-link"),
        ],
        "{}",
        shown(&problems)
    );
}

#[test]
fn serves_in_spite_of_warnings() {
    let library = library(vec![file("en/other/a.md", "", "# Top\n\na")]);
    let codes: Vec<_> = library
        .warnings()
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, ["unknown-category", "heading-level"]);
    assert_eq!(
        library.index(Locale::En, &member(), now()).categories[0].title,
        "other"
    );
}
