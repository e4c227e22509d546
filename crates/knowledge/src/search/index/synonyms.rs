//! Words that writers say mean the same, from `synonyms.toml` beside the articles.
//!
//! Each language has its groups: `en = [["sign in", "log in"], ["invoice", "bill"]]`.

use std::collections::BTreeMap;

use crate::search::fold::fold;

/// Groups of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms(Vec<Vec<String>>);

impl Synonyms {
    /// Reads the groups of a language, given as in the names of its folder; none when the file has none for it.
    pub fn parse(text: &str, locale: &str) -> Result<Self, toml::de::Error> {
        let mut groups: BTreeMap<String, Vec<Vec<String>>> = toml::from_str(text)?;
        Ok(Self(groups.remove(locale).unwrap_or_default()))
    }

    /// As queries are compared with them; without groups that say nothing.
    pub(super) fn folded(&self) -> Vec<Vec<String>> {
        let group = |words: &Vec<String>| {
            let mut folded = Vec::new();
            for word in words {
                let mut form = String::new();
                fold(word.trim(), |part| form.push(part.character));
                if !form.is_empty() && !folded.contains(&form) {
                    folded.push(form);
                }
            }
            folded
        };
        self.0
            .iter()
            .map(group)
            .filter(|group| group.len() > 1)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_groups_of_a_language() {
        let text = r#"
            en = [["Sign in", "log in", "log in "], ["alone"]]
            ja = [["ログイン", "サインイン"]]
        "#;
        let folded = |locale| Synonyms::parse(text, locale).unwrap().folded();
        assert_eq!(folded("en"), [["sign in", "log in"]]);
        assert_eq!(folded("ja"), [["ろぐいん", "さいんいん"]]);
        assert!(folded("zh-Hant").is_empty());
        assert!(Synonyms::parse("en = 3", "en").is_err());
    }
}
