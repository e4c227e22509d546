//! A person as a circle with initials. The name stands beside it, so it is not spoken.

use leptos::prelude::*;

use crate::format;

#[component]
pub fn Avatar(#[prop(into)] name: Signal<String>) -> impl IntoView {
    view! { <span class="avatar" aria-hidden="true">{move || format::name::initials(&name.get())}</span> }
}
