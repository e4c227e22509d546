//! Chooses the language, on pages where nobody is signed in.

use std::str::FromStr;

use contract::Locale;
use leptos::prelude::*;

use super::Icon;
use crate::language::use_language;

#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let language = use_language();
    let choose = move |event| {
        if let Ok(locale) = Locale::from_str(&event_target_value(&event)) {
            language.set(locale);
        }
    };
    let options = Locale::ALL
        .into_iter()
        .map(|locale| {
            view! {
                <option value=locale.tag() lang=locale.tag() selected=move || language.get() == locale>
                    {locale.own_name()}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="language-switch">
            <Icon name=Icon::Globe/>
            <span class="visually-hidden">{t!(shell.language)}</span>
            <select prop:value=move || language.get().tag() on:change=choose>{options}</select>
        </label>
    }
}
