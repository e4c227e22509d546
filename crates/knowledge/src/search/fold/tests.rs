use std::collections::BTreeMap;
use std::{env, fs};

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

fn folded(text: &str) -> String {
    let mut out = String::new();
    fold(text, |folded| out.push(folded.character));
    out
}

/// Letters whose strokes Unicode does not take apart.
const STROKES: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('ø', "o"),
    ('œ', "oe"),
    ('đ', "d"),
    ('ł', "l"),
    ('ı', "i"),
];

/// What the table must hold, from the sources.
fn forms_by_unicode() -> BTreeMap<u16, String> {
    let han: BTreeMap<char, char> = include_str!("han.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|pair| {
            let mut pair = pair.chars();
            (pair.next().unwrap(), pair.next().unwrap())
        })
        .collect();
    let own_rules = |code: u16| matches!(code, 0x1100..0x1200 | 0x3130..0x3190 | 0xac00..0xd7b0 | 0xfb50..0xfe00 | 0xfe70..0xff00);
    let mut forms = BTreeMap::new();
    for code in (0xa0_u16..0xfffe).filter(|code| !own_rules(*code)) {
        let Some(source) = char::from_u32(u32::from(code)) else {
            continue;
        };
        let text = form_of(source, &han);
        let lower: String = source.to_lowercase().take(1).collect();
        let is_mark = (0x0300..0x0370).contains(&code) || matches!(code, 0x3099 | 0x309a);
        if text != lower && !is_mark {
            forms.insert(code, text);
        }
    }
    forms
}

fn form_of(source: char, han: &BTreeMap<char, char>) -> String {
    let mut plain = String::new();
    let parts = source.nfkd().flat_map(char::to_lowercase);
    for part in parts.filter(|part| !is_latin_mark(*part)) {
        match STROKES.iter().find(|(letter, _)| *letter == part) {
            Some((_, without)) => plain.push_str(without),
            None => plain.push(part),
        }
    }
    plain
        .nfkc()
        .filter(|part| !is_mark(*part))
        .map(|part| match part {
            'ァ'..='ヶ' => char::from_u32(u32::from(part) - 0x60).unwrap(),
            part => *han.get(&part).unwrap_or(&part),
        })
        .collect()
}

fn is_latin_mark(part: char) -> bool {
    matches!(part, '\u{300}'..'\u{370}')
}

fn is_mark(part: char) -> bool {
    is_latin_mark(part) || matches!(part, '\u{3099}' | '\u{309a}')
}

fn written(forms: &BTreeMap<u16, String>) -> Vec<u8> {
    let mut bytes = u16::try_from(forms.len()).unwrap().to_le_bytes().to_vec();
    let mut last = 0;
    for code in forms.keys() {
        let mut step = code - last;
        last = *code;
        while step >= 0x80 {
            bytes.push(u8::try_from(step & 0x7f).unwrap() | 0x80);
            step >>= 7;
        }
        bytes.push(u8::try_from(step).unwrap());
    }
    for text in forms.values() {
        bytes.extend(text.as_bytes());
        bytes.push(0);
    }
    bytes
}

/// Run with `KIZUNA_WRITE_TABLES=1` after a change of the sources.
#[test]
fn the_table_is_current() {
    let table = written(&forms_by_unicode());
    if env::var_os("KIZUNA_WRITE_TABLES").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/search/fold/table.bin");
        fs::write(path, &table).unwrap();
        return;
    }
    assert!(table == TABLE, "the table is not what its sources say");
}

#[test]
fn brings_variants_together() {
    for (one, other) in [
        ("ﾌｧｲﾙ", "ファイル"),
        ("ふぁいる", "ファイル"),
        ("ﾊﾟﾌｫｰﾏﾝｽ", "パフォーマンス"),
        ("サーバー", "ｻｰﾊﾞｰ"),
        ("か\u{3099}", "が"),
        ("ｳﾞｪ", "ヴェ"),
        ("检索", "檢索"),
        ("云端服务", "雲端服務"),
        ("Ｃａｆé", "cafe\u{301}"),
        ("Straße", "STRASSE"),
        ("①㌔㈱", "1キロ(株)"),
        ("ｱｲｳ", "アイウ"),
        ("ﬁle", "FILE"),
    ] {
        assert_eq!(folded(one), folded(other), "{one} {other}");
    }
    for (one, other) in [("か", "が"), ("は", "ぱ"), ("ハ", "バ"), ("あ", "い")] {
        assert_ne!(folded(one), folded(other));
    }
}

#[test]
fn keeps_the_place_in_the_source() {
    let text = "ﾊﾟé㌔";
    let mut spans = Vec::new();
    fold(text, |folded| {
        spans.push((folded.character, &text[folded.start..folded.end]));
    });
    assert_eq!(spans, [('ぱ', "ﾊﾟ"), ('e', "é"), ('き', "㌔"), ('ろ', "㌔")]);
}

#[test]
fn folding_any_character_twice_changes_nothing() {
    for source in (0..=0x10_ffff).filter_map(char::from_u32) {
        let once = folded(&source.to_string());
        assert_eq!(
            folded(&once),
            once,
            "{source:?} U+{:04X}",
            u32::from(source)
        );
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }

    #[test]
    fn spans_lie_on_borders_in_order(text in any::<String>()) {
        let mut last = 0;
        fold(&text, |folded| {
            assert!(text.get(folded.start..folded.end).is_some());
            assert!(folded.start >= last || folded.end >= last);
            last = folded.start;
        });
    }
}
