//! Chooses a language by its own name.

use std::str::FromStr;

use contract::Locale;
use leptos::prelude::*;

use super::SelectField;

#[component]
pub fn LanguageField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Locale>,
    #[prop(into)] on_choose: Callback<Locale>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
) -> impl IntoView {
    let choices = Locale::ALL
        .into_iter()
        .map(|locale| (locale.tag(), Signal::stored(locale.own_name().to_owned())))
        .collect();
    let choose = Callback::new(move |tag: String| {
        if let Ok(locale) = Locale::from_str(&tag) {
            on_choose.run(locale);
        }
    });
    let value = Signal::derive(move || value.get().tag());
    // An absent hint is one that never says anything.
    let hint = hint.unwrap_or_default();
    view! { <SelectField label value choices hint on_choose=choose/> }
}
