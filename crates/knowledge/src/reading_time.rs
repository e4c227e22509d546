//! How long an article takes to read, in languages that put spaces between words and in those that do not.

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

/// Whether the character is read one by one: Han, kana, Hangul.
pub(crate) fn is_cjk(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
        // The middle dot separates words; it is not one.
        && character != '\u{30fb}'
}

/// Whether a terminal gives the character two cells.
pub(crate) fn is_wide(character: char) -> bool {
    (is_cjk(character) && !matches!(character, '\u{ff66}'..='\u{ff9f}'))
        || matches!(character, '\u{3000}'..='\u{303e}' | '\u{30fb}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}')
}

/// How many cells of a terminal, or half-widths of a line, the text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.chars()
        .map(|character| 1 + usize::from(is_wide(character)))
        .sum()
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
