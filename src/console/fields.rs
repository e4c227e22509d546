//! Fields that only the console needs: one of many, several of some, a text in three languages.

use contract::{LocalText, Locale};
use leptos::prelude::*;

use crate::api::ApiError;
use crate::components::{TextArea, TextField, unique_id};
use crate::words::problem::of_field;

/// One of a list that is known only at run time; the empty value stands for the first, which is no choice.
#[component]
pub fn ChoiceField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    /// What it is called when nothing is chosen.
    #[prop(into)]
    none: Signal<String>,
    /// Values with their names.
    choices: Vec<(String, String)>,
) -> impl IntoView {
    let id = unique_id("field");
    let options = choices
        .into_iter()
        .map(|(value, name)| view! { <option value=value>{name}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <select
                class="field__input field__select"
                id=id
                prop:value=value
                on:change=move |event| value.set(event_target_value(&event))
            >
                <option value="">{none}</option>
                {options}
            </select>
        </div>
    }
}

/// Several of some; none chosen means all.
#[component]
pub fn SeveralField<T>(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<Vec<T>>,
    choices: Vec<(T, Signal<String>)>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let boxes = choices
        .into_iter()
        .map(|(choice, name)| {
            let known = choice.clone();
            let is_chosen = move || value.with(|value| value.contains(&known));
            let choose = move |event| {
                let is_wanted = event_target_checked(&event);
                value.update(|value| {
                    value.retain(|other| *other != choice);
                    if is_wanted {
                        value.push(choice.clone());
                    }
                });
            };
            view! {
                <label class="check check--plain">
                    <input type="checkbox" prop:checked=is_chosen on:change=choose/>
                    <span>{name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="several">
            <legend class="field__label">{label} " " <span class="small muted several__hint">{t!(care.none_is_all)}</span></legend>
            <div class="several__boxes">{boxes}</div>
        </fieldset>
    }
}

/// A text while it is written in up to three languages.
#[derive(Clone, Copy)]
pub struct LocalFields([RwSignal<String>; 3]);

impl LocalFields {
    pub fn new() -> Self {
        Self([(); 3].map(|()| RwSignal::new(String::new())))
    }

    pub fn text(self) -> LocalText {
        let [en, ja, zh_hant] = self.0.map(|text| {
            let text = text.get_untracked().trim().to_owned();
            Some(text).filter(|text| !text.is_empty())
        });
        LocalText { en, ja, zh_hant }
    }

    pub fn is_touched(self) -> bool {
        self.0.iter().any(|text| text.with(|text| !text.is_empty()))
    }
}

/// A field for each language, one below the other.
#[component]
pub fn LocalTextFields(
    fields: LocalFields,
    problem: Signal<Option<ApiError>>,
    /// The pointers of the three, as the server names them.
    pointers: [&'static str; 3],
    /// What one is called; the language stands in it.
    label: fn(Locale) -> Signal<String>,
    /// Whether it is more than a line.
    #[prop(optional)]
    is_long: bool,
) -> impl IntoView {
    let LocalFields(values) = fields;
    Locale::ALL
        .into_iter()
        .zip(values)
        .zip(pointers)
        .map(|((locale, value), pointer)| {
            let (label, error) = (label(locale), of_field(problem, pointer));
            if is_long {
                view! { <TextArea label value error/> }.into_any()
            } else {
                view! { <TextField label value error/> }.into_any()
            }
        })
        .collect_view()
}
