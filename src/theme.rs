//! Light, dark, or as the device is set. The stylesheet does the rest by `color-scheme`.

use contract::Theme;
use leptos::prelude::*;

use crate::browser;

const SAVED: &str = "kizuna-theme";

#[derive(Clone, Copy)]
pub struct ThemeChoice(RwSignal<Theme>);

impl ThemeChoice {
    /// Starts with the choice saved on this device; the boot script has painted it already.
    pub fn provide() -> Self {
        let saved = browser::load(SAVED).as_deref().and_then(parse);
        let choice = Self(RwSignal::new(saved.unwrap_or_default()));
        provide_context(choice);
        Effect::new(move || {
            let name = choice.get().name();
            browser::set_document_attribute("data-theme", name);
            browser::save(SAVED, name);
        });
        choice
    }

    pub fn get(self) -> Theme {
        self.0.get()
    }

    pub fn set(self, theme: Theme) {
        if self.0.get_untracked() != theme {
            self.0.set(theme);
        }
    }
}

pub fn use_theme() -> ThemeChoice {
    expect_context()
}

pub fn parse(name: &str) -> Option<Theme> {
    [Theme::Light, Theme::Dark, Theme::System]
        .into_iter()
        .find(|theme| theme.name() == name)
}
