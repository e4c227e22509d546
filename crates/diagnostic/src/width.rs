//! How much room a character takes where all characters stand in cells: Han, kana and Hangul take two.

/// Whether the character is read one by one: Han, kana, Hangul.
pub fn is_cjk(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
        // The middle dot separates words; it is not one.
        && character != '\u{30fb}'
}

/// Whether a terminal gives the character two cells.
pub fn is_wide(character: char) -> bool {
    (is_cjk(character) && !matches!(character, '\u{ff66}'..='\u{ff9f}'))
        || matches!(character, '\u{3000}'..='\u{303e}' | '\u{30fb}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}')
}

/// How many cells of a terminal, or half-widths of a line, the text takes.
pub fn columns(text: &str) -> usize {
    text.chars()
        .map(|character| 1 + usize::from(is_wide(character)))
        .sum()
}
