//! Patterns for kinds of events: one kind such as `lesson.finished`, or all that begin alike, such as `lesson.*`.

use std::fmt;

use serde::Serialize;

const LONGEST: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub struct KindPattern {
    /// Without the star.
    stem: String,
    is_prefix: bool,
}

impl KindPattern {
    /// Words of a-z, 0-9 and `_`, at least two, with dots between; the last may be a star.
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split('.').collect();
        let is_prefix = words.last() == Some(&"*");
        let named = words.len() - usize::from(is_prefix);
        let is_word = |word: &&str| {
            word.starts_with(|first: char| first.is_ascii_lowercase())
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        let is_well_formed =
            words.len() >= 2 && text.len() <= LONGEST && words[..named].iter().all(is_word);
        is_well_formed.then(|| Self {
            stem: text.trim_end_matches('*').to_owned(),
            is_prefix,
        })
    }

    pub fn matches(&self, kind: &str) -> bool {
        if self.is_prefix {
            kind.starts_with(&self.stem)
        } else {
            kind == self.stem
        }
    }

    /// Whether the kinds are purchases, as far as their names tell.
    pub fn is_of_purchases(&self) -> bool {
        self.stem.starts_with("purchase.")
    }
}

impl fmt::Display for KindPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stem)?;
        f.write_str(if self.is_prefix { "*" } else { "" })
    }
}

impl From<KindPattern> for String {
    fn from(pattern: KindPattern) -> Self {
        pattern.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_one_kind_or_a_family() {
        let matches = |pattern: &str, kind: &str| {
            KindPattern::parse(pattern)
                .expect("is a pattern")
                .matches(kind)
        };
        assert!(matches("lesson.finished", "lesson.finished"));
        assert!(!matches("lesson.finished", "lesson.finished.late"));
        assert!(matches("lesson.*", "lesson.finished") && !matches("lesson.*", "lessons.x"));
        for wrong in [
            "",
            "*",
            "lesson",
            "lesson.",
            ".x",
            "Lesson.done",
            "a.*.b",
            "a.**",
            "a b.c",
            "1.a",
        ] {
            assert_eq!(KindPattern::parse(wrong), None, "{wrong}");
        }
    }
}
