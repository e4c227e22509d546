//! Texts in several languages, as they are kept and as one reader gets them.

use contract::{LocalText, Locale};

use crate::{Error, Result};

pub(super) fn kept(text: &LocalText) -> Result<String> {
    serde_json::to_string(text).map_err(|error| Error::Unreadable(error.to_string()))
}

pub(super) fn read(kept: &str) -> Result<LocalText> {
    serde_json::from_str(kept).map_err(|error| Error::Unreadable(error.to_string()))
}

/// In the reader's language, else in English, else in whichever there is.
pub(super) fn chosen(text: LocalText, locale: Locale) -> String {
    let LocalText { en, ja, zh_hant } = text;
    let own = match locale {
        Locale::En => en.clone(),
        Locale::Ja => ja.clone(),
        Locale::ZhHant => zh_hant.clone(),
    };
    own.or(en).or(ja).or(zh_hant).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_lacks_a_language_reads_another() {
        let text = LocalText {
            en: None,
            ja: Some("専用窓口".to_owned()),
            zh_hant: Some("專屬窗口".to_owned()),
        };
        assert_eq!(chosen(text.clone(), Locale::ZhHant), "專屬窗口");
        assert_eq!(chosen(text.clone(), Locale::En), "専用窓口");
        assert_eq!(read(&kept(&text).unwrap()).unwrap(), text);
    }
}
