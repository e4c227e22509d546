//! The frame of pages for people who are not signed in: the mark, one card, the language.

use leptos::prelude::*;

use crate::components::LanguageSwitch;
use crate::navigation::use_navigation;

#[component]
pub fn Gate(children: Children) -> impl IntoView {
    view! {
        <div class="gate">
            <header class="gate__head">
                <span class="brand"><i class="brand__mark" aria-hidden="true">"絆"</i> "Kizuna"</span>
                <LanguageSwitch/>
            </header>
            <main class="gate__card">{children()}</main>
        </div>
        <div class="visually-hidden" aria-live="polite">{use_navigation().announcement()}</div>
    }
}
