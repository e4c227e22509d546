use super::*;
use crate::search::index::Extent;

/// Three articles with titles of two words and texts of three blocks.
fn layout() -> Layout {
    let extent = Extent {
        title: 2,
        words: 2,
        characters: 0,
        joined: 0,
        flowing: 0,
        text: 3,
    };
    Layout::new(vec![extent; 3])
}

/// Titles 0..6, summaries 6..9, headings 9..12, anywhere 12..15, texts 15..24.
fn unit(at: usize, blocks: &[u32]) -> Unit<'_> {
    Unit {
        variants: vec![Variant {
            blocks,
            weight: 1.0,
            is_close: true,
        }],
        is_minor: false,
        is_word: true,
        at,
    }
}

fn check(units: &[Unit<'_>], expected: &[u32]) {
    let ranked = rank(&layout(), units, units.len(), 10);
    let articles: Vec<_> = ranked.iter().map(|ranked| ranked.article).collect();
    assert_eq!(articles, expected);
}

#[test]
fn titles_come_before_headings_and_texts() {
    // A heading stands in the text as well.
    check(&[unit(0, &[2, 11, 15, 21])], &[1, 2, 0]);
}

#[test]
fn words_in_one_place_come_before_scattered_ones() {
    check(&[unit(0, &[15, 18]), unit(1, &[17, 18])], &[1, 0]);
}

#[test]
fn a_title_in_the_order_of_the_query_comes_first() {
    check(&[unit(0, &[1, 2]), unit(1, &[0, 3])], &[1, 0]);
}

#[test]
fn what_stands_anywhere_stands_in_every_place() {
    let ranked = rank(&layout(), &[unit(0, &[12]), unit(1, &[16])], 2, 10);
    assert_eq!(ranked.len(), 1);
    assert!(ranked[0].is_full);
}

#[test]
fn an_article_without_a_part_comes_last() {
    let ranked = rank(&layout(), &[unit(0, &[15, 18, 21]), unit(1, &[15])], 2, 2);
    assert_eq!(ranked.len(), 2);
    assert_eq!(ranked[0].article, 0);
    assert!(ranked[0].is_full && !ranked[1].is_full);
}

#[test]
fn nothing_is_found_for_nothing() {
    check(&[], &[]);
    check(&[Unit::default()], &[]);
}

/// Two titles of six characters, the first in one run, the second in two of three; both in several
/// words.
fn runs() -> Layout {
    let title = |joined, flowing| Extent {
        title: 6,
        words: 0,
        characters: 6,
        joined,
        flowing,
        text: 1,
    };
    Layout::new(vec![
        title(0b11_1010, 0b11_1110),
        title(0b01_0010, 0b11_0110),
    ])
}

#[test]
fn runs_end_where_characters_do_not_go_on() {
    let runs = |article| runs().title(article).runs().collect::<Vec<_>>();
    assert_eq!(runs(0), std::slice::from_ref(&(0..6)));
    assert_eq!(runs(1), [0..3, 3..6]);
    let words: Vec<_> = layout().title(0).runs().collect();
    assert_eq!(words, [0..1, 1..2]);
}

#[test]
fn a_part_of_a_word_is_sought_in_the_shorter_run() {
    // It begins inside a word of both, at 3 of the first title and 1 of the second.
    let pair = Unit {
        is_word: false,
        ..unit(0, &[3, 7])
    };
    let ranked = rank(&runs(), &[pair], 2, 10);
    let articles: Vec<_> = ranked.iter().map(|ranked| ranked.article).collect();
    assert_eq!(articles, [1, 0]);
}
