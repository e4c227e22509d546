//! What of a person's name is used where.

/// The name to greet with: the given name where it stands first, the whole name in East Asian scripts, where a part of it
/// would be too familiar.
pub fn for_greeting(name: &str) -> &str {
    let name = name.trim();
    if name.chars().any(is_east_asian) {
        name
    } else {
        name.split_whitespace().next().unwrap_or(name)
    }
}

/// One or two letters that stand for a person.
pub fn initials(name: &str) -> String {
    let name = name.trim();
    if let Some(first) = name.chars().next().filter(|letter| is_east_asian(*letter)) {
        return first.to_string();
    }
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

const fn is_east_asian(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_use_the_given_name_of_western_names_only() {
        assert_eq!(for_greeting("Mika Tanaka"), "Mika");
        assert_eq!(for_greeting("田中 美香"), "田中 美香");
        assert_eq!(for_greeting("  Jonas  Weber "), "Jonas");
        assert_eq!(for_greeting(""), "");
    }

    #[test]
    fn initials_fit_a_circle() {
        assert_eq!(initials("Mika Tanaka"), "MT");
        assert_eq!(initials("Anna Maria de Souza"), "AS");
        assert_eq!(initials("Cher"), "C");
        assert_eq!(initials("陳怡君"), "陳");
        assert_eq!(initials("田中 美香"), "田");
        assert_eq!(initials(""), "");
    }
}
