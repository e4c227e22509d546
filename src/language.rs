//! The language of the interface, and how a text in it reaches the screen.
//!
//! `t!` gives a text that follows the language, as one signal type for every text of the app: a view with a hundred texts
//! then compiles to one kind of text node instead of a hundred. `say!` gives the text once, for messages.

use std::str::FromStr;

use contract::Locale;
use leptos::prelude::*;

use crate::{browser, i18n};

const SAVED: &str = "kizuna-locale";

/// A text of `locales/` as a signal that follows the language. Arguments may read signals.
macro_rules! t {
    ($($key:ident).+) => {
        $crate::language::fixed(|locale| leptos_i18n::td_string!(locale, $($key).+))
    };
    ($($key:tt)*) => {
        $crate::language::text(move |locale| leptos_i18n::td_string!(locale, $($key)*))
    };
}

/// A text of `locales/` in the given language, once.
macro_rules! say {
    ($locale:expr, $($key:ident).+) => {
        leptos_i18n::td_string!($crate::language::texts_of($locale), $($key).+).to_owned()
    };
    ($locale:expr, $($key:tt)*) => {
        leptos_i18n::td_string!($crate::language::texts_of($locale), $($key)*)
    };
}

/// The language in use; copied freely, it is one signal.
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Locale>);

impl Language {
    /// Starts with the language used last on this device, else the first one that the browser asks for and we have.
    pub fn provide() -> Self {
        let saved = browser::load(SAVED).and_then(|tag| Locale::from_str(&tag).ok());
        let language = Self(RwSignal::new(saved.unwrap_or_else(preferred)));
        provide_context(language);
        Effect::new(move || {
            let locale = language.get();
            browser::set_document_language(locale.tag());
            browser::save(SAVED, locale.tag());
        });
        language
    }

    pub fn get(self) -> Locale {
        self.0.get()
    }

    /// For views that are drawn anew when the language changes, as everything inside `Load` is.
    pub fn get_untracked(self) -> Locale {
        self.0.get_untracked()
    }

    pub fn set(self, locale: Locale) {
        if self.get_untracked() != locale {
            self.0.set(locale);
        }
    }
}

pub fn use_language() -> Language {
    expect_context()
}

/// What `t!` expands to for a text without arguments. A plain function instead of a closure for each text: there are
/// hundreds.
pub fn fixed(words: fn(i18n::Locale) -> &'static str) -> Signal<String> {
    text(move |locale| words(locale).to_owned())
}

/// What `t!` expands to for a text with arguments.
pub fn text(words: impl Fn(i18n::Locale) -> String + Send + Sync + 'static) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || words(texts_of(language.get())))
}

pub const fn texts_of(locale: Locale) -> i18n::Locale {
    match locale {
        Locale::En => i18n::Locale::en,
        Locale::Ja => i18n::Locale::ja,
        Locale::ZhHant => i18n::Locale::zh_Hant,
    }
}

fn preferred() -> Locale {
    browser::languages()
        .iter()
        .find_map(|tag| closest(tag))
        .unwrap_or_default()
}

/// The language of the portal that a browser's wish means, if any. All of Chinese is answered in Traditional Chinese, the
/// only one there is.
fn closest(tag: &str) -> Option<Locale> {
    match tag.split('-').next()?.to_ascii_lowercase().as_str() {
        "en" => Some(Locale::En),
        "ja" => Some(Locale::Ja),
        "zh" => Some(Locale::ZhHant),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_wish_finds_the_closest_language() {
        assert_eq!(closest("en-US"), Some(Locale::En));
        assert_eq!(closest("JA"), Some(Locale::Ja));
        assert_eq!(closest("zh-TW"), Some(Locale::ZhHant));
        assert_eq!(closest("zh-Hans-CN"), Some(Locale::ZhHant));
        assert_eq!(closest("de-DE"), None);
        assert_eq!(closest(""), None);
    }
}
