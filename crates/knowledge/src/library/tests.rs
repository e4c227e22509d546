mod gating;
mod lint;
mod salvage;
mod selection;

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

/// The beginning of a PNG of 3 × 2.
fn png() -> Vec<u8> {
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02".to_vec()
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
    shown.join("\n")
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
fn a_text_that_waited_is_new_on_the_day_it_came_out() {
    let library = library(vec![
        file("en/start/a.md", "order: 1\n", "a"),
        file("en/start/b.md", "publish_at: 2026-11-22T10:00:00Z\n", "a"),
        file("en/start/c.md", "publish_at: 2026-11-01\n", "a"),
    ]);
    let changed = |since: Option<&str>| {
        let since = since.map(|date| date.parse().expect("it is a date"));
        let articles = library.changed(since, 10, Locale::En, &member(), now());
        articles
            .into_iter()
            .map(|article| format!("{} {}", article.slug, article.updated))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        changed(None),
        ["b 2026-11-22", "a 2026-11-20", "c 2026-11-20"]
    );
    assert_eq!(changed(Some("2026-11-21")), ["b 2026-11-22"]);
}

#[test]
fn finds_the_articles_that_help_with_a_page() {
    let library = library(vec![
        file(
            "en/start/a.md",
            "order: 2\ncontexts: [company, home]\n",
            "a",
        ),
        file("en/start/b.md", "order: 1\ncontexts: [company]\n", "a"),
        file("ja/start/b.md", "order: 1\n", "a"),
        file("en/start/c.md", "", "a"),
    ]);
    let slugs = |page: &str, locale| {
        let articles = library.for_context(page, locale, &member(), now());
        articles
            .into_iter()
            .map(|article| article.slug)
            .collect::<Vec<_>>()
    };
    assert_eq!(slugs("company", Locale::En), ["b", "a"]);
    assert_eq!(slugs("company", Locale::Ja), ["b", "a"]);
    assert_eq!(slugs("home", Locale::En), ["a"]);
    assert!(slugs("none", Locale::En).is_empty());
}
