//! What writers are told.

use super::*;
use crate::Severity;

#[track_caller]
fn check_problems(files: Vec<(String, String)>, expected: &[&str]) {
    // Most sets here are too small to be translated.
    let problems = check(files, Some(CATEGORIES), now());
    let problems = problems
        .iter()
        .filter(|problem| problem.code != "missing-translation");
    let found: Vec<_> = problems
        .map(|problem| {
            format!(
                "{}:{}:{} {} {}",
                problem.file, problem.line, problem.column, problem.code, problem.message
            )
        })
        .collect();
    assert_eq!(found, expected);
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
        b"---\nsummary: a\nupdated: 2026-11-20\n---\n[b](b.md) [c](/kb/start/gone)\n".to_vec(),
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
            ("en/start/untitled.md", "dead-link"),
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

#[test]
fn reports_circles_of_old_addresses() {
    check_problems(
        vec![
            file("en/start/a.md", "aliases: [start/b]\n", "a"),
            file("en/start/b.md", "aliases: [start/c]\n", "b"),
            file("en/start/c.md", "aliases: [start/a]\n", "c"),
            file("en/start/d.md", "aliases: [start/d, start/c]\n", "d"),
        ],
        &[
            "en/start/a.md:5:11 alias-cycle old addresses lead round in a circle: start/a → start/b → start/c → start/a",
            "en/start/b.md:5:11 alias-cycle old addresses lead round in a circle: start/b → start/c → start/a → start/b",
            "en/start/c.md:5:11 alias-cycle old addresses lead round in a circle: start/c → start/a → start/b → start/c",
            "en/start/d.md:5:11 alias-cycle this is the article's own address, not an old one",
            "en/start/d.md:5:20 duplicate-alias an article stands at `start/c`, so it is no old address",
        ],
    );
}

#[test]
fn reports_names_that_are_mixed_up() {
    check_problems(
        vec![
            file("en/people/roles.md", "", "a"),
            file("en/start/roles.md", "", "a"),
        ],
        &["en/start/roles.md:1:1 duplicate-slug `people/roles` has the same last part"],
    );
}

#[test]
fn reports_links_that_some_readers_cannot_follow() {
    check_problems(
        vec![
            file(
                "en/start/a.md",
                "",
                "[gold](/kb/start/gold) [draft](/kb/start/draft)",
            ),
            file(
                "en/start/gold.md",
                "audience:\n  minimum_tier: gold\n",
                "[a](/kb/start/a) [self](/kb/start/gold)",
            ),
            file("en/start/draft.md", "draft: true\n", "a"),
        ],
        &[
            "en/start/a.md:6:1 gated-link not everyone who reads this may open `start/gold`; its audience is narrower",
            "en/start/a.md:6:24 gated-link `start/draft` is a draft, which nobody can open",
        ],
    );
}

fn dated(path: &str, updated: &str, extra: &str) -> (String, String) {
    let (path, text) = file(path, extra, "a");
    (
        path,
        text.replace("updated: 2026-11-20", &format!("updated: {updated}")),
    )
}

#[test]
fn reports_translations_that_are_behind_or_missing() {
    let files = vec![
        dated("en/start/a.md", "2026-11-20", ""),
        dated(
            "ja/start/a.md",
            "2026-11-21",
            "source_revision: 2026-11-19\n",
        ),
        dated("zh-Hant/start/a.md", "2026-11-19", ""),
        dated("ja/start/b.md", "2026-11-20", ""),
        dated(
            "en/start/b.md",
            "2026-11-19",
            "source_revision: 2026-11-20\n",
        ),
        dated(
            "en/start/c.md",
            "2026-11-20",
            "source_revision: 2026-11-20\n",
        ),
        dated("en/start/d.md", "2026-11-20", "draft: true\n"),
        dated("en/start/e.md", "2026-11-18", ""),
        dated(
            "ja/start/e.md",
            "2026-11-18",
            "source_revision: 2026-11-19\n",
        ),
        dated(
            "zh-Hant/start/e.md",
            "2026-11-18",
            "source_revision: 2026-11-18\n",
        ),
    ];
    let problems = check(files, Some(CATEGORIES), now());
    let found: Vec<_> = problems
        .iter()
        .map(|problem| format!("{}:{} {}", problem.file, problem.line, problem.code))
        .collect();
    assert_eq!(
        found,
        [
            "en/start/c.md:5 no-source",
            "ja/start/a.md:5 stale-translation",
            "ja/start/b.md:1 missing-translation",
            "ja/start/e.md:5 source-revision",
            "zh-Hant/start/a.md:1 stale-translation",
        ],
        "{}",
        shown(&problems)
    );
    assert!(
        problems
            .iter()
            .all(|problem| problem.severity == Severity::Warning)
    );
}

#[test]
fn asks_for_no_language_that_nobody_writes() {
    let problems = check(vec![file("en/start/a.md", "", "a")], None, now());
    assert_eq!(problems, []);
}

#[test]
fn reports_what_depends_on_the_day() {
    let files = vec![
        file("en/start/a.md", "review_by: 2026-11-21\nowner: Docs\n", "a"),
        file("en/start/b.md", "review_by: 2026-11-22\n", "a"),
        file("en/start/c.md", "publish_at: 2026-12-01\n", "a"),
        file("en/start/d.md", "publish_at: 2026-11-22\n", "a"),
    ];
    let problems = check(files.clone(), Some(CATEGORIES), now());
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "warning[overdue-review]: the review was due on 2026-11-21; its owner is Docs: read it again and set a new date\n \
             --> en/start/a.md:5:12\n  |\n5 | review_by: 2026-11-21\n  |            ^",
            "info[waits]: nobody reads it before 2026-12-01T00:00:00Z\n \
             --> en/start/c.md:5:13\n  |\n5 | publish_at: 2026-12-01\n  |             ^",
        ]
    );
    assert_eq!(library(files).warnings(), []);
}

#[test]
fn reports_media_that_are_broken_missing_or_left_over() {
    let files: Vec<(String, Vec<u8>)> = vec![
        ("media/a.png".to_owned(), png()),
        ("media/left-over.png".to_owned(), png()),
        ("media/broken.png".to_owned(), b"<html>".to_vec()),
        ("media/.DS_Store".to_owned(), b"x".to_vec()),
        ("README.md".to_owned(), b"for writers".to_vec()),
        {
            let (path, text) = file(
                "en/start/a.md",
                "",
                "![A](/media/a.png) ![B](/media/gone.png)\n\n![](https://example.com/c.png)",
            );
            (path, text.into_bytes())
        },
    ];
    let problems = check(files, Some(CATEGORIES), now());
    let found: Vec<_> = problems
        .iter()
        .map(|problem| {
            format!(
                "{}:{}:{} {}",
                problem.file, problem.line, problem.column, problem.code
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "en/start/a.md:6:20 missing-image",
            "en/start/a.md:8:1 alt-text",
            "en/start/a.md:8:1 unsafe-image",
            "media/broken.png:1:1 not-media",
            "media/left-over.png:1:1 unused-media",
        ],
        "{}",
        shown(&problems)
    );
}
