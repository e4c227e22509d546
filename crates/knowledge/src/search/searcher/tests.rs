use std::collections::HashMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::search::{Document, Index, Section, Synonyms, build};

mod nearby;

fn document(slug: &str, title: &str, text: &str) -> Document {
    Document {
        category: "help".to_owned(),
        slug: slug.to_owned(),
        title: title.to_owned(),
        sections: vec![Section {
            text: text.to_owned(),
            ..Section::default()
        }],
        ..Document::default()
    }
}

fn index(articles: &[(&str, &str, &str)]) -> Index {
    let synonyms = ["sign in", "log in"].map(str::to_owned).to_vec();
    let documents = articles
        .iter()
        .map(|(slug, title, text)| document(slug, title, text));
    build(documents.collect(), &Synonyms::new(vec![synonyms]))
}

fn ask(searcher: &mut Searcher, index: &Index, query: &str, most: usize) -> Vec<Hit> {
    bring(searcher, index, |searcher| searcher.search(query, most))
}

/// Brings what is asked for, as a browser would, until the answer is there.
fn bring<T>(
    searcher: &mut Searcher,
    index: &Index,
    ask: impl Fn(&Searcher) -> Answer<T>,
) -> Vec<T> {
    let files: HashMap<_, _> = index
        .files
        .iter()
        .map(|(name, content)| (name, content))
        .collect();
    for _ in 0..10 {
        match ask(searcher) {
            Answer::Found(found) => return found,
            Answer::Need(names) => {
                for name in names {
                    searcher.add(&name, files[&name]).unwrap();
                }
            }
        }
    }
    panic!("it needs ever more files");
}

fn open(index: &Index) -> Searcher {
    let root = index
        .files
        .iter()
        .find(|(name, _)| *name == index.root)
        .unwrap();
    Searcher::open(&root.1).unwrap()
}

fn slugs(index: &Index, query: &str) -> Vec<String> {
    let hits = ask(&mut open(index), index, query, 10);
    hits.into_iter().map(|hit| hit.slug).collect()
}

fn library() -> Index {
    index(&[
        (
            "invite",
            "Invite a colleague",
            "An admin sends a link. The link is valid for a week.",
        ),
        (
            "sign-in",
            "Sign in",
            "Your password and your e-mail address. Ask an admin for a new link.",
        ),
        (
            "points",
            "How points are counted",
            "Company points count toward the tier; the compiler_option is C2039.",
        ),
        (
            "files",
            "File names",
            "Name a file as you like. A filename may be long.",
        ),
        (
            "kensaku",
            "ファイルの検索",
            "サーバーにあるファイルを検索します。",
        ),
        ("jiansuo", "檢索文件", "在雲端檢索文件。"),
    ])
}

#[test]
fn finds_words_in_all_their_forms() {
    let index = library();
    for (query, first) in [
        ("invite colleague", "invite"),
        ("Invited colleagues", "invite"),
        ("colle", "invite"),
        ("colleageu", "invite"),
        ("ocmpany", "points"),
        ("pasword", "sign-in"),
        ("compilerOption", "points"),
        ("option", "points"),
        ("2039", "points"),
        ("log in", "sign-in"),
        ("file names", "files"),
        ("passwordaddress ", "sign-in"),
        ("ﾌｧｲﾙ", "kensaku"),
        ("ふぁいる", "kensaku"),
        ("サーバ", "kensaku"),
        ("サーバーー", "kensaku"),
        ("检索", "jiansuo"),
        ("云端", "jiansuo"),
        ("the a sign in", "sign-in"),
    ] {
        let found = slugs(&index, query);
        assert_eq!(
            found.first().map(String::as_str),
            Some(first),
            "{query}: {found:?}"
        );
    }
}

#[test]
fn synonyms_are_known_in_any_form_of_their_words() {
    let synonyms = ["purchase order", "buying note"]
        .map(str::to_owned)
        .to_vec();
    let documents = vec![document("a", "Buying note", ""), document("b", "Else", "")];
    let index = build(documents, &Synonyms::new(vec![synonyms]));
    for query in [
        "purchase order",
        "Purchased orders",
        "検索 purchases orders 12",
    ] {
        assert_eq!(slugs(&index, query), ["a"], "{query}");
    }
    assert!(slugs(&index, "purchases").is_empty());
}

#[test]
fn finds_nothing_where_nothing_is() {
    let index = library();
    for query in ["", " ", "zzzzzz", "!?", "ゑゑ", "鱻", "\u{0}"] {
        assert!(slugs(&index, query).is_empty(), "{query:?}");
    }
    let nothing = build(Vec::new(), &Synonyms::default());
    assert!(slugs(&nothing, "invite").is_empty());
}

#[test]
fn small_words_and_endings_do_not_fill_a_title() {
    for (query, other, fuller) in [
        (
            "print err",
            "Print error RC2101",
            "Print errors and warnings",
        ),
        ("検索", "検索用設定欄", "検索のしかた"),
    ] {
        let index = index(&[("a", other, "text"), ("b", fuller, "text")]);
        assert_eq!(slugs(&index, query), ["b", "a"], "{query}");
    }
}

#[test]
fn tags_tell_more_than_the_summary() {
    let untagged = Document {
        summary: "Other lessons.".to_owned(),
        ..document("a", "Home", "Words.")
    };
    let tagged = Document {
        tags: vec!["lessons".to_owned()],
        ..document("b", "Else", "Words.")
    };
    let index = build(vec![untagged, tagged], &Synonyms::default());
    assert_eq!(slugs(&index, "lessons"), ["b", "a"]);
}

#[test]
fn never_corrects_cjk() {
    let index = index(&[("a", "検索", "検索の方法"), ("b", "検問", "検問の場所")]);
    assert_eq!(slugs(&index, "検索"), ["a"]);
}

#[test]
fn tells_where_the_text_is() {
    let index = library();
    let hits = ask(&mut open(&index), &index, "invite", 1);
    assert_eq!(
        (hits[0].category.as_str(), hits[0].title.as_str()),
        ("help", "Invite a colleague")
    );
    assert!(index.texts.iter().any(|(name, _)| *name == hits[0].text));
}

#[test]
fn an_answer_does_not_depend_on_what_else_was_brought() {
    let index = library();
    let mut full = open(&index);
    for kind in ["words", "lists", "pairs", "names"] {
        for (name, content) in index
            .files
            .iter()
            .filter(|(name, _)| name.starts_with(kind))
        {
            full.add(name, content).unwrap();
        }
    }
    for query in ["link", "pasword admin", "ファイル", "c", "f"] {
        let Answer::Found(hits) = full.search(query, 10) else {
            panic!("{query} needs more than all files");
        };
        assert_eq!(hits, ask(&mut open(&index), &index, query, 10), "{query}");
    }
}

#[test]
fn a_damaged_or_strange_file_is_an_error() {
    let index = library();
    for (name, content) in &index.files {
        let mut searcher = open(&index);
        if *name == index.root {
            assert!(Searcher::open(&content[..content.len() - 1]).is_err());
            continue;
        }
        let mut damaged = content.clone();
        damaged[0] ^= 1;
        assert_eq!(searcher.add(name, &damaged), Err(Damaged));
        assert_eq!(
            searcher.add("words-0000000000000000.bin", content),
            Err(Damaged)
        );
    }
}

/// CJK text with the marks that make folding hard.
fn cjk() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => "[ぁ-んァ-ヶ一-龥]",
        2 => "[のしたスンー検索簡体檢繁]",
        1 => "[、。 aｱ々〇]",
    ];
    vec(character, 1..120).prop_map(|characters| characters.concat())
}

/// Every stretch of 1 to 8 CJK characters.
fn stretches(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let is_cjk = |character: &char| matches!(character, 'ぁ'..='ん' | 'ァ'..='ヶ' | 'ー' | '一'..='龥' | '々' | '〇');
    let mut stretches = Vec::new();
    for start in 0..characters.len() {
        for length in 1..=8 {
            match characters.get(start..start + length) {
                Some(stretch) if stretch.iter().all(is_cjk) => {
                    stretches.push(stretch.iter().collect());
                }
                _ => break,
            }
        }
    }
    stretches
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_stretch_of_cjk_is_found_in_the_emitted_files(
        title in cjk(),
        texts in vec(cjk(), 1..6),
        others in vec(cjk(), 0..40),
    ) {
        let text = texts.join("\n\n");
        let mut documents = vec![document("wanted", &title, &text)];
        documents.extend(others.iter().enumerate().map(|(at, other)| document(&at.to_string(), "その他", other)));
        let most = documents.len();
        let index = build(documents, &Synonyms::default());
        let mut searcher = open(&index);
        for stretch in stretches(&text).into_iter().chain(stretches(&title)) {
            let hits = ask(&mut searcher, &index, &stretch, most);
            prop_assert!(hits.iter().any(|hit| hit.slug == "wanted"), "{}", stretch);
        }
    }

    #[test]
    fn any_query_is_answered(query in any::<String>(), words in vec("[a-cA-C_0-9]{1,9}|[あーア検檢]{1,5}", 0..9)) {
        let index = library();
        let mut searcher = open(&index);
        ask(&mut searcher, &index, &query, 10);
        ask(&mut searcher, &index, &words.join(" "), 3);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..300), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let _ = Searcher::open(&bytes);
        let index = library();
        let (_, root) = index.files.last().unwrap();
        let mut damaged = root.clone();
        *at.get_mut(&mut damaged) = byte;
        if let Ok(searcher) = Searcher::open(&damaged) {
            searcher.search("invite 検索", 10);
        }
    }
}
