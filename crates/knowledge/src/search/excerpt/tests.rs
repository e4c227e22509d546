use proptest::prelude::*;

use super::*;
use crate::search::document::write_sections;

fn section(heading: &str, text: &str) -> Section {
    Section {
        heading: heading.to_owned(),
        anchor: heading.to_lowercase(),
        text: text.to_owned(),
    }
}

/// The text with its marks in brackets.
fn marked(text: &str, marks: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut end = 0;
    for mark in marks {
        out += &text[end..mark.start];
        out += "[";
        out += &text[mark.clone()];
        out += "]";
        end = mark.end;
    }
    out + &text[end..]
}

fn check(text: &str, query: &str, expected: &str) {
    assert_eq!(marked(text, &marks(text, query)), expected, "{query}");
}

#[test]
fn marks_the_original_text() {
    check("Invite a colleague", "colleagues", "Invite a [colleague]");
    check("Invite a colleague", "coll", "Invite a [colleague]");
    check("Invite a colleague", "collaegue ", "Invite a [colleague]");
    check("Ｃａｆé", "cafe", "[Ｃａｆé]");
    check("ファイルを検索する", "ﾌｧｲﾙ", "[ファイル]を検索する");
    check(
        "資料をサーバーに置くこと",
        "サーバ",
        "資料を[サーバー]に置くこと",
    );
    check("檢索文件", "检索", "[檢索]文件");
    check("検索の索引", "索", "検[索]の[索]引");
    check(
        "動作する。名前を設定する人",
        "名前を設定する",
        "動作する。[名前を設定する]人",
    );
    check("CompareExchange", "exchange ", "[CompareExchange]");
    check("nothing here", "absent", "nothing here");
}

#[test]
fn shows_the_section_with_most_of_the_query() {
    let sections = [
        section("", "Points are counted each month."),
        section(
            "Invite people",
            "An admin may invite. The invited person gets a link.\nIt is valid for a week.",
        ),
        section(
            "Points",
            "Points expire after two years. Nobody loses points on the way.",
        ),
    ];
    let found = excerpt(&write_sections(&sections), "points expire").unwrap();
    assert_eq!(found.heading, "Points");
    assert_eq!(found.anchor, "points");
    let text = marked(&found.text, &found.marks);
    assert_eq!(
        text,
        "[Points] [expire] after two years. Nobody loses [points] on the way."
    );
    let found = excerpt(&write_sections(&sections), "valid link").unwrap();
    assert!(found.is_cut_before && !found.is_cut_after);
    assert!(
        found.text.starts_with("The invited person gets a link."),
        "{}",
        found.text
    );
}

#[test]
fn long_texts_are_cut_at_words() {
    let text = format!("{} needle {}", "before ".repeat(50), "after ".repeat(50));
    let found = excerpt(&write_sections(&[section("", &text)]), "needle").unwrap();
    assert!(found.is_cut_before && found.is_cut_after);
    assert!(
        found.text.starts_with("before") && found.text.ends_with("after"),
        "{}",
        found.text
    );
    assert!(found.text.len() <= WIDTH);
}

#[test]
fn damage_is_an_error() {
    assert_eq!(excerpt(&[3, 1], "a"), Err(Damaged));
    assert_eq!(excerpt(&write_sections(&[]), "a"), Ok(Excerpt::default()));
}

proptest! {
    #[test]
    fn marks_lie_on_borders_in_order(text in any::<String>(), query in any::<String>()) {
        let mut end = 0;
        for mark in marks(&text, &query) {
            prop_assert!(text.get(mark.clone()).is_some_and(|marked| !marked.is_empty()));
            prop_assert!(mark.start >= end);
            end = mark.end;
        }
    }

    #[test]
    fn an_excerpt_is_a_piece_of_the_text(
        texts in proptest::collection::vec("[a-c あアｱ検索ー。\n.]{0,300}", 1..4),
        query in "[a-c あアｱ検索ー]{0,9}",
    ) {
        let sections: Vec<_> = texts.iter().map(|text| section("検索 a", text)).collect();
        let found = excerpt(&write_sections(&sections), &query).unwrap();
        prop_assert!(texts.iter().any(|text| text.contains(&found.text)));
        for mark in found.marks {
            prop_assert!(found.text.get(mark).is_some());
        }
        for mark in found.heading_marks {
            prop_assert!(found.heading.get(mark).is_some());
        }
    }

    #[test]
    fn any_bytes_and_queries_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200), query in any::<String>()) {
        let _ = excerpt(&bytes, &query);
    }
}
