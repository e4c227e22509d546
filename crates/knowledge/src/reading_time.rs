//! How long an article takes to read, in languages that put spaces between words and in those that do not.

pub(crate) use diagnostic::{columns, is_cjk, is_wide};

/// Han, kana and Hangul characters a minute.
const CHARACTERS_PER_MINUTE: usize = 500;
/// Words a minute, in a language with spaces.
const WORDS_PER_MINUTE: usize = 220;

/// Whole minutes, rounded up, at least one.
pub fn minutes(text: &str) -> u32 {
    let mut characters = 0;
    let mut words = 0;
    let mut is_inside_word = false;
    for character in text.chars() {
        let is_cjk = is_cjk(character);
        characters += usize::from(is_cjk);
        let is_word = !is_cjk
            && (character.is_alphanumeric() || is_inside_word && matches!(character, '\'' | '’'));
        words += usize::from(is_word && !is_inside_word);
        is_inside_word = is_word;
    }
    let weight = characters * WORDS_PER_MINUTE + words * CHARACTERS_PER_MINUTE;
    let minutes = weight
        .div_ceil(CHARACTERS_PER_MINUTE * WORDS_PER_MINUTE)
        .max(1);
    u32::try_from(minutes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: u32) {
        assert_eq!(
            minutes(text),
            expected,
            "{} characters",
            text.chars().count()
        );
    }

    #[test]
    fn counts_words_and_cjk_characters() {
        check("", 1);
        check("One short sentence.", 1);
        check(&"word ".repeat(220), 1);
        check(&"word ".repeat(221), 2);
        check(&"字".repeat(500), 1);
        check(&"字".repeat(501), 2);
        check(&"カタカナ。".repeat(125), 1);
        check(&"don't ".repeat(440), 2);
    }

    #[test]
    fn adds_both_kinds_up() {
        check(&"招待 email ".repeat(125), 2);
    }
}
