//! What may stand on a board in place of a name.

use crate::board::{NicknameProblem, check_nickname, is_confusable};

#[test]
fn nicknames_can_be_read() {
    use NicknameProblem::{
        Blank, Control, Direction, Invisible, Markup, Spaces, TooLong, TooShort,
    };
    for fine in [
        "Kestrel",
        "Team Fox",
        "三毛猫",
        "Żółw 7",
        "O'Neil",
        "Mr. B",
        "星野　健太",
    ] {
        assert_eq!(check_nickname(fine).as_deref(), Ok(fine));
    }
    assert_eq!(check_nickname("Jose\u{301}").as_deref(), Ok("José"));
    for (text, problem) in [
        ("", Blank),
        ("   ", Blank),
        ("\u{3000}", Blank),
        ("...", Blank),
        ("X", TooShort),
        (&"x".repeat(31), TooLong),
        ("two\nlines", Control),
        ("bell\u{7}", Control),
        ("\u{85}next", Control),
        ("abc\u{202e}cba", Direction),
        ("a\u{2067}b", Direction),
        ("a\u{200f}b", Direction),
        ("a\u{200b}b", Invisible),
        ("\u{3164}\u{3164}", Invisible),
        ("x\u{feff}y", Invisible),
        ("<b>me</b>", Markup),
        ("a & b", Markup),
        ("[me](x)", Markup),
        (" fox", Spaces),
        ("fox ", Spaces),
        ("a  b", Spaces),
        ("a\u{a0}b", Spaces),
        ("a\u{2003}b", Spaces),
    ] {
        assert_eq!(check_nickname(text), Err(problem), "{text:?}");
    }
}

#[test]
fn nobody_is_taken_for_somebody_else() {
    let name = "Mio Kawakami";
    for like in [
        "mio kawakami",
        "ＭＩＯ　Ｋａｗａｋａｍｉ",
        "Mio-Kawakami",
        "MioKawakami",
        "Míо Kawakamі",
        "M1o Kawakam1",
        "𝓜𝓲𝓸 𝓚𝓪𝔀𝓪𝓴𝓪𝓶𝓲",
        "Mio Kawakami.",
    ] {
        assert!(is_confusable(like, name), "{like}");
    }
    for other in ["Mia Kawakami", "Mio", "Kawakami", "三尾 川上"] {
        assert!(!is_confusable(other, name), "{other}");
    }
    assert!(is_confusable("ｶﾞﾝﾀﾞﾑ", "ガンダム"));
    assert!(!is_confusable("かい", "がい"), "a sign of its own");
    assert!(!is_confusable("...", "!!!"), "nothing is like nothing");
}
