//! Addresses of headings: readable, unique in their article, and the same as long as the heading's words are.

use std::collections::BTreeSet;

#[derive(Debug, Default)]
pub(crate) struct Anchors(BTreeSet<String>);

impl Anchors {
    /// Letters and digits of every script stay, in lower case; the space between words becomes one hyphen.
    pub fn add(&mut self, heading: &str) -> String {
        let base = slug(heading);
        let mut anchor = base.clone();
        let mut count = 1;
        while !self.0.insert(anchor.clone()) {
            count += 1;
            anchor = format!("{base}-{count}");
        }
        anchor
    }

    pub fn into_set(self) -> BTreeSet<String> {
        self.0
    }
}

fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for character in heading.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() || character == '_' {
            slug.push(character);
        } else if (character.is_whitespace() || character == '-')
            && !slug.ends_with('-')
            && !slug.is_empty()
        {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "section".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_script_and_stays_unique() {
        let mut anchors = Anchors::default();
        for (heading, expected) in [
            ("What you can do today", "what-you-can-do-today"),
            ("招待の手順", "招待の手順"),
            ("記録について（管理者）", "記録について管理者"),
            ("招待の手順", "招待の手順-2"),
            ("  If — it's   stuck? ", "if-its-stuck"),
            ("!?", "section"),
            ("Über snake_case", "über-snake_case"),
            ("section", "section-2"),
            ("section 2", "section-2-2"),
        ] {
            assert_eq!(anchors.add(heading), expected);
        }
    }
}
