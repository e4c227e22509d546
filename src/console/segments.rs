//! A choice among few, all in view: a row of radio buttons.

use leptos::prelude::*;

use crate::components::unique_id;

#[component]
pub fn Segments<T>(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<T>,
    choices: Vec<(T, Signal<String>)>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let name = unique_id("segments");
    let options = choices
        .into_iter()
        .map(|(choice, label)| {
            view! {
                <label class="segments__choice">
                    <input
                        type="radio"
                        name=name.clone()
                        prop:checked=move || value.get() == choice
                        on:change=move |_| value.set(choice)
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">{label}</legend>
            <div class="segments__choices">{options}</div>
        </fieldset>
    }
}
