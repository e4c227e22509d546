//! What rules say to people, in every language of the portal.

use contract::Locale;
use serde::Serialize;

/// One text in all languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Texts {
    pub(crate) en: String,
    pub(crate) ja: String,
    #[serde(rename = "zh-Hant")]
    pub(crate) zh_hant: String,
}

impl Texts {
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Ja => &self.ja,
            Locale::ZhHant => &self.zh_hant,
        }
    }
}
