//! What one search goes through, and for how long.

use super::*;
use crate::search::{Answer, Searcher, excerpt};

const GOLD: &str = "audience:\n  minimum_tier: gold\n";

fn selection(library: &Library, locale: Locale, reader: &Reader) -> Selection {
    library.selection(locale, reader, now())
}

fn gold() -> Reader {
    Reader {
        tier: Tier::Gold,
        ..member()
    }
}

#[test]
fn readers_with_the_same_rights_share_a_selection() {
    let files = || {
        vec![
            file("en/start/a.md", "", "Text."),
            file("en/start/b.md", GOLD, "Text."),
            file("ja/start/a.md", "", "文章。"),
        ]
    };
    let (library, other_set) = (library(files()), library(files()));
    let of_member = selection(&library, Locale::En, &member());
    let another = Reader {
        account: Some(AccountId("other".to_owned())),
        ..member()
    };
    assert_eq!(of_member, selection(&library, Locale::En, &another));
    assert_eq!(of_member.len(), 1);
    assert_ne!(of_member, selection(&library, Locale::En, &gold()));
    assert_ne!(of_member, selection(&library, Locale::Ja, &member()));
    assert_ne!(of_member, selection(&other_set, Locale::En, &member()));
    assert_eq!(
        of_member.index(),
        selection(&other_set, Locale::En, &member()).index(),
        "two processes build the same files"
    );
}

#[test]
fn a_selection_lasts_until_the_next_article_of_its_language_opens() {
    let files = vec![
        file("en/start/a.md", "", "Text."),
        file("en/start/b.md", "publish_at: 2027-03-01\n", "Text."),
        file("en/start/c.md", "publish_at: 2027-02-01\n", "Text."),
        file(
            "en/start/d.md",
            "publish_at: 2027-01-01\ndraft: true\n",
            "Text.",
        ),
        file(
            "en/start/e.md",
            &format!("publish_at: 2027-01-02\n{GOLD}"),
            "Text.",
        ),
        file("ja/start/a.md", "publish_at: 2027-01-03\n", "文章。"),
        file("zh-Hant/start/a.md", "", "文章。"),
    ];
    let library = library(files);
    let until = |locale, reader: &Reader| {
        let until = selection(&library, locale, reader).until();
        until.map(|until| until.to_string())
    };
    let of = |day: &str| Some(format!("{day}T00:00:00Z"));
    assert_eq!(until(Locale::En, &member()), of("2027-02-01"));
    assert_eq!(until(Locale::En, &gold()), of("2027-01-02"));
    assert_eq!(until(Locale::Ja, &member()), of("2027-01-03"));
    assert_eq!(until(Locale::ZhHant, &member()), None);
}

#[test]
fn an_index_answers_with_title_day_place_and_the_synonyms_of_its_language() {
    let mut files = vec![file(
        "en/start/a.md",
        "publish_at: 2026-11-21\n",
        "Lead.\n\n## Open the account\n\nChoose **sign in**.",
    )];
    files.push((
        "synonyms.toml".to_owned(),
        "en = [[\"sign in\", \"log on\"]]\nja = [[\"sign in\", \"rare\"]]\n".to_owned(),
    ));
    let library = library(files);
    let index = selection(&library, Locale::En, &member()).index();
    let content = |name: &String| {
        let mut all = index.files.iter().chain(&index.texts);
        let found = all.find(|(known, _)| known == name);
        found
            .map(|(_, content)| content.as_slice())
            .expect("it is there")
    };
    let mut searcher = Searcher::open(content(&index.root)).expect("it is sound");
    let mut ask = |query: &str| {
        loop {
            match searcher.search(query, 3) {
                Answer::Found(hits) => return hits,
                Answer::Need(names) => {
                    for name in names {
                        searcher.add(&name, content(&name)).expect("it is sound");
                    }
                }
            }
        }
    };
    let hits = ask("log on");
    assert_eq!(
        (hits[0].slug.as_str(), hits[0].updated.as_str()),
        ("a", "2026-11-21")
    );
    let place = excerpt(content(&hits[0].text), "sign in").expect("it is sound");
    assert_eq!(place.anchor, "open-the-account");
    assert!(ask("rare").is_empty());
}

#[test]
fn reads_the_synonyms_with_the_set() {
    let set = |synonyms: Vec<u8>| {
        let article = file("en/start/a.md", "", "Text.");
        let article = (article.0, article.1.into_bytes());
        Library::build([article, ("synonyms.toml".to_owned(), synonyms)], None)
    };
    let warned = set(b"en = [[\"alone\"]]".to_vec()).expect("it is served");
    assert_eq!(warned.warnings()[0].code, "synonyms-alone");
    for (text, code) in [
        (b"en = [[".to_vec(), "synonyms-syntax"),
        (b"en = [[\"\xff\"]]".to_vec(), "not-text"),
        (vec![b' '; 1 << 20], "too-large"),
    ] {
        let problems = set(text).expect_err(code);
        assert_eq!(
            (problems[0].file.as_str(), problems[0].code),
            ("synonyms.toml", code)
        );
    }
}
