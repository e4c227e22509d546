//! Words that mean the same, as queries are compared with them.
//!
//! It must not know in which file writers keep them.

use crate::search::fold::fold;

/// Groups of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms(Vec<Vec<String>>);

impl Synonyms {
    /// Groups of words, or of phrases, each of which stands for the others of its group.
    pub fn new(groups: Vec<Vec<String>>) -> Self {
        Self(groups)
    }

    /// As queries are compared with them; without groups that say nothing.
    pub(super) fn folded(&self) -> Vec<Vec<String>> {
        let group = |words: &Vec<String>| {
            let mut forms = Vec::new();
            for form in words.iter().map(|word| folded(word)) {
                if !form.is_empty() && !forms.contains(&form) {
                    forms.push(form);
                }
            }
            forms
        };
        self.0
            .iter()
            .map(group)
            .filter(|group| group.len() > 1)
            .collect()
    }
}

/// A word in the form in which it finds others.
pub(crate) fn folded(word: &str) -> String {
    let mut form = String::new();
    fold(word.trim(), |part| form.push(part.character));
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_compared_in_their_folded_form() {
        let of = |groups: &[&[&str]]| {
            let owned = |group: &&[&str]| group.iter().map(|word| (*word).to_owned()).collect();
            Synonyms::new(groups.iter().map(owned).collect()).folded()
        };
        assert_eq!(
            of(&[&["Sign in", "log in", "log in "], &["alone"], &["", " "]]),
            [["sign in", "log in"]]
        );
        assert_eq!(
            of(&[&["ログイン", "サインイン"]]),
            [["ろぐいん", "さいんいん"]]
        );
    }
}
