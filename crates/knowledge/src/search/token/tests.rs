use proptest::prelude::*;

use super::*;

/// Words as they are, parts in brackets, pairs as their characters, `$` for the end of a run.
fn tokens(text: &str) -> String {
    let mut out = Vec::new();
    tokenize(text, |token, _| {
        out.push(match token {
            Token::Word(word) => word.to_owned(),
            Token::Part(part) => format!("({part})"),
            Token::Gram(Gram { first, second }) => format!("{first}{}", second.unwrap_or('$')),
            Token::Short(Gram { first, second }) => format!("({first}{})", second.unwrap_or('$')),
            Token::RunEnd => return,
        });
    });
    out.join(" ")
}

#[test]
fn cuts_words_and_identifiers() {
    for (text, expected) in [
        ("Hello, World!", "hello world"),
        ("snake_case", "snakecase (snake) (case)"),
        ("camelCase", "camelcase (camel) (case)"),
        ("HTMLParser", "htmlparser (html) (parser)"),
        (
            "_InterlockedCompareExchange128",
            "interlockedcompareexchange128 (interlocked) (compare) (exchange) (128)",
        ),
        ("C2039", "c2039 (2039)"),
        ("__x__", "x"),
        ("___", ""),
        ("don't the class's end", "dont the class s end"),
        ("C++, C# and a+b", "c++ c# and a b"),
        ("utf8 x64", "utf8 (utf) x64"),
        ("naïve Œuvre", "naive oeuvre"),
    ] {
        assert_eq!(tokens(text), expected, "{text}");
    }
}

#[test]
fn pairs_cjk_characters() {
    for (text, expected) in [
        ("検索", "検索 索$"),
        ("Kizunaの検索", "kizuna の検 検索 索$"),
        ("サーバー", "さー ーば (さば) ばー ー$"),
        ("さーば", "さー ーば (さば) ば$"),
        ("ー", "ー$"),
        ("檢", "检$"),
        ("メール・電話", "めー ーる (める) る$ 电话 话$"),
    ] {
        assert_eq!(tokens(text), expected, "{text}");
    }
}

#[test]
fn spans_show_the_source() {
    let text = "ﾊﾟｽ Ｗｏｒｄ";
    let mut spans = Vec::new();
    tokenize(text, |token, span| {
        if token != Token::RunEnd {
            spans.push(&text[span]);
        }
    });
    assert_eq!(spans, ["ﾊﾟｽ", "ｽ", "Ｗｏｒｄ"]);
}

proptest! {
    #[test]
    fn cutting_a_word_again_gives_the_word(text in any::<String>()) {
        tokenize(&text, |token, _| {
            if let Token::Word(word) = token {
                let mut again = Vec::new();
                tokenize(word, |token, _| {
                    if let Token::Word(word) = token {
                        again.push(word.to_owned());
                    }
                });
                assert_eq!(again, [word]);
            }
        });
    }

    #[test]
    fn spans_lie_on_borders(text in any::<String>()) {
        tokenize(&text, |_, span| assert!(text.get(span).is_some()));
    }
}
