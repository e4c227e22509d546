//! Lines and columns of a text as the offsets that browsers count in: UTF-16 units.

/// The offset of a place, both numbers from 1, the column in characters. A place beyond the text is its end.
pub fn offset(text: &str, line: u32, column: u32) -> u32 {
    let mut lines = text.split('\n');
    let before: usize = lines
        .by_ref()
        .take(line.saturating_sub(1) as usize)
        .map(|line| units(line) + 1)
        .sum();
    let within: usize = lines
        .next()
        .unwrap_or_default()
        .chars()
        .take(column.saturating_sub(1) as usize)
        .map(char::len_utf16)
        .sum();
    u32::try_from((before + within).min(units(text))).unwrap_or(u32::MAX)
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_the_browsers_units() {
        let text = "---\ntitle: 招待\n𠮷野 [x]\n";
        assert_eq!(offset(text, 1, 1), 0);
        assert_eq!(offset(text, 2, 8), 11);
        assert_eq!(offset(text, 3, 1), 14);
        // The first character of the third line takes two units.
        assert_eq!(offset(text, 3, 4), 18);
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        assert_eq!(offset("ab\nc", 9, 9), 4);
        assert_eq!(offset("ab\nc", 1, 9), 2);
        assert_eq!(offset("", 1, 1), 0);
        assert_eq!(offset("ab", 0, 0), 0);
    }
}
