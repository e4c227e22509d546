//! A field for a new password, with the rules under it ticked off as one types.

use leptos::prelude::*;

use super::{Icon, TextField};
use crate::words::problem::new_password;

#[component]
pub fn NewPassword(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let has_length = Signal::derive(move || value.with(|text| new_password(text).is_none()));
    let is_varied =
        Signal::derive(move || value.with(|text| !text.is_empty() && !is_repetition(text)));
    view! {
        <TextField label value kind="password" autocomplete="new-password" error/>
        <ul class="rules" aria-label=t!(password.rules)>
            <Rule label=t!(password.rule_length) is_met=has_length/>
            <Rule label=t!(password.rule_common) is_met=Signal::derive(move || has_length.get() && is_varied.get())/>
        </ul>
    }
}

#[component]
fn Rule(label: Signal<String>, is_met: Signal<bool>) -> impl IntoView {
    let met = t!(password.rule_met);
    let open = t!(password.rule_open);
    let state = move || if is_met.get() { met.get() } else { open.get() };
    let icon = move || {
        if is_met.get() {
            Icon::Check
        } else {
            Icon::Circle
        }
    };
    view! {
        <li class="rules__rule" class:rules__rule--met=move || is_met.get()>
            {move || view! { <Icon name=icon()/> }}
            <span>{label} <span class="visually-hidden">": " {state}</span></span>
        </li>
    }
}

/// Whether it is few characters again and again; whether it is a common one only the server knows.
fn is_repetition(text: &str) -> bool {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_characters_again_and_again_are_no_password() {
        assert!(is_repetition("aaaaaaaaaaaa"));
        assert!(is_repetition("abababababab"));
        assert!(!is_repetition("kizuna-demo-2026"));
    }
}
