//! What is offered where nothing was found.

use super::*;

fn near(index: &Index, query: &str) -> Vec<String> {
    bring(&mut open(index), index, |searcher| searcher.near(query, 5))
}

fn shelf() -> Index {
    index(&[
        ("a", "Passwords and Sessions", "Sign out of every device."),
        ("b", "Invite your colleagues", "The quarterly statement."),
        ("c", "ポイントの付き方", "購入すると付きます。"),
        ("d", "密碼與已登入的裝置", "忘記密碼。"),
        ("e", "会社の履歴", "管理者が読みます。"),
        ("f", "ランクの意味", "ブロンズ、シルバー、ゴールド。"),
        ("g", "役割と立場", "管理者とメンバー。"),
        ("h", "アンケートは何のためか", "理由を聞く訳。"),
    ])
}

#[test]
fn offers_words_and_titles_as_they_are_written() {
    let index = shelf();
    for (query, first) in [
        ("pazzwurds", "Passwords"),
        ("COLEAGGES", "colleagues"),
        ("quatterlie", "quarterly"),
        ("ポイソトの付", "ポイントの付き方"),
        ("ぽいんとか", "ポイントの付き方"),
        ("密码忘", "密碼與已登入的裝置"),
    ] {
        let offered = near(&index, query);
        assert_eq!(
            offered.first().map(String::as_str),
            Some(first),
            "{query}: {offered:?}"
        );
    }
}

#[test]
fn offers_nothing_that_is_far_away() {
    let index = shelf();
    for query in [
        "",
        "zzzzzzzzz",
        "the",
        "ab",
        "鱻鱻鱻",
        "🦀",
        "Invite your colleagues",
    ] {
        let offered = near(&index, query);
        let others = offered.iter().filter(|term| !query.contains(term.as_str()));
        assert_eq!(others.count(), 0, "{query}: {offered:?}");
    }
    assert!(near(&super::index(&[]), "password").is_empty());
}

#[test]
fn what_many_titles_share_makes_none_near() {
    let titles = ["確認する", "招待する", "停止する", "再開する", "変更する"];
    let articles: Vec<_> = titles.iter().map(|title| (*title, *title, "")).collect();
    let index = index(&articles);
    assert!(near(&index, "飛翔する").is_empty());
    assert_eq!(near(&index, "招待客"), ["招待する"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_term_that_is_offered_finds_something(
        titles in vec("([A-Za-z']{1,9}[ _-]?|[ァ-ヶー]{1,5}|[一-亀の]{1,4}|[C-D][+#]{0,2} ){1,6}", 1..12),
        texts in vec("([a-f]{2,9} ){0,9}", 1..12),
        query in "([a-fA-F]{2,9} ?|[ァ-コー]{2,6}|[一-亀]{2,4}){1,3}",
    ) {
        let articles = titles.iter().zip(&texts).enumerate();
        let documents = articles.map(|(at, (title, text))| document(&at.to_string(), title, text));
        let index = build(documents.collect(), &Synonyms::default());
        for typed in titles.iter().map(|title| title.chars().rev().collect()).chain([query]) {
            for term in near(&index, &typed) {
                let hits = ask(&mut open(&index), &index, &term, 3);
                prop_assert!(!hits.is_empty(), "{} for {}", term, typed);
            }
        }
    }
}
