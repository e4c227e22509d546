//! The texts of the app that stand on an article's page, read from the same files as the app's own.

use std::sync::LazyLock;

use contract::Locale;
use serde_json::Value;

/// The texts of one language.
pub struct Words(Value);

static ALL: LazyLock<[Words; 3]> = LazyLock::new(|| {
    [
        include_str!("../../../../locales/en.json"),
        include_str!("../../../../locales/ja.json"),
        include_str!("../../../../locales/zh-Hant.json"),
    ]
    .map(|text| Words(serde_json::from_str(text).unwrap_or_default()))
});

impl Words {
    pub fn of(locale: Locale) -> &'static Self {
        let [en, ja, zh] = &*ALL;
        match locale {
            Locale::En => en,
            Locale::Ja => ja,
            Locale::ZhHant => zh,
        }
    }

    /// The text at `group.key`.
    pub fn get(&self, group: &str, key: &str) -> &str {
        self.0[group][key].as_str().unwrap_or_default()
    }

    /// The text for a number: `[[one, 1], [others]]`, or a plain text where the language makes no difference.
    pub fn count(&self, group: &str, key: &str, n: u32) -> String {
        let forms = &self.0[group][key];
        let form = forms.as_array().and_then(|forms| {
            let fitting = forms.iter().find(|form| form[1] == n);
            fitting.or_else(|| forms.iter().find(|form| form[1].is_null()))
        });
        let text = form
            .map_or(forms, |form| &form[0])
            .as_str()
            .unwrap_or_default();
        fill(text, &[("n", &n.to_string())])
    }

    /// The text with its gaps, `{{ name }}`, filled.
    pub fn with(&self, group: &str, key: &str, gaps: &[(&str, &str)]) -> String {
        fill(self.get(group, key), gaps)
    }
}

fn fill(text: &str, gaps: &[(&str, &str)]) -> String {
    gaps.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{{ {name} }}}}"), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_page_exists_in_every_language() {
        let shell = [
            "skip",
            "main_menu",
            "tools",
            "home",
            "knowledge",
            "company",
            "profile",
            "sign_out",
            "help",
        ];
        let kb = [
            "title",
            "you_are_here",
            "updated",
            "also_in",
            "fallback",
            "chosen",
            "in_mine",
            "contents",
            "related",
            "neighbours",
            "previous",
            "next",
            "bookmark",
        ];
        let verdict = [
            "title",
            "lead",
            "yes",
            "no",
            "you_wrote",
            "add_reason",
            "change_reason",
        ];
        for locale in Locale::ALL {
            let words = Words::of(locale);
            let search = ["open"];
            for (group, keys) in [
                ("shell", &shell[..]),
                ("kb", &kb[..]),
                ("search", &search[..]),
                ("verdict", &verdict[..]),
            ] {
                for key in keys {
                    assert_ne!(words.get(group, key), "", "{locale} {group}.{key}");
                }
            }
            for n in [1, 2] {
                assert!(
                    words
                        .count("kb", "minutes_read", n)
                        .contains(&n.to_string()),
                    "{locale}"
                );
                assert!(
                    words
                        .count("shell", "open_invitations", n)
                        .contains(&n.to_string()),
                    "{locale}"
                );
            }
        }
    }
}
