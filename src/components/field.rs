//! Fields of forms: a label above, a hint or what is wrong below, tied together for screen readers.

use leptos::{html, prelude::*};

use super::{Icon, unique_id};

#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    /// The type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] is_readonly: bool,
) -> impl IntoView {
    let id = unique_id("field");
    let note = format!("{id}-note");
    let is_password = kind == "password";
    let is_shown = RwSignal::new(false);
    let input_kind = move || {
        if is_password && is_shown.get() {
            "text"
        } else {
            kind
        }
    };
    let reveal = is_password.then(|| view! { <Reveal is_shown/> });
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <div class="field__box">
                <input
                    class="field__input"
                    id=id
                    type=input_kind
                    autocomplete=autocomplete
                    readonly=is_readonly
                    aria-describedby=note.clone()
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                {reveal}
            </div>
            <Note id=note hint error/>
        </div>
    }
}

/// Shows what is typed into a password field.
#[component]
fn Reveal(is_shown: RwSignal<bool>) -> impl IntoView {
    let show = t!(sign_in.show_password);
    let hide = t!(sign_in.hide_password);
    let label = move || {
        if is_shown.get() {
            hide.get()
        } else {
            show.get()
        }
    };
    let icon = move || {
        if is_shown.get() {
            Icon::EyeOff
        } else {
            Icon::Eye
        }
    };
    view! {
        <button type="button" class="field__reveal" aria-label=label on:click=move |_| is_shown.update(|shown| *shown = !*shown)>
            {move || view! { <Icon name=icon()/> }}
        </button>
    }
}

/// What is wrong, else the hint.
#[component]
fn Note(id: String, hint: Option<Signal<String>>, error: Signal<Option<String>>) -> impl IntoView {
    let text = move || error.get().or_else(|| hint.map(|hint| hint.get()));
    let class = move || {
        if error.with(Option::is_some) {
            "field__note field__note--wrong"
        } else {
            "field__note"
        }
    };
    view! { <p class=class id=id>{text}</p> }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Whether one begins to write as soon as it appears.
    #[prop(optional)]
    takes_focus: bool,
) -> impl IntoView {
    let id = unique_id("field");
    let note = format!("{id}-note");
    let area = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        if let Some(area) = area.get().filter(|_| takes_focus) {
            let _ = area.focus();
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <textarea
                class="field__input field__area"
                id=id
                rows="4"
                node_ref=area
                aria-describedby=note.clone()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            <Note id=note hint error/>
        </div>
    }
}

/// One choice of a select: the value, and what it is called.
pub type Choice = (&'static str, Signal<String>);

#[component]
pub fn SelectField(
    #[prop(into)] label: Signal<String>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<&'static str>,
    choices: Vec<Choice>,
    #[prop(into)] on_choose: Callback<String>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("field");
    let note = format!("{id}-note");
    let options = choices
        .into_iter()
        .map(|(name, label)| view! { <option value=name selected=move || value.get() == name>{label}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <select
                class="field__input field__select"
                id=id
                aria-describedby=note.clone()
                prop:value=value
                on:change=move |event| on_choose.run(event_target_value(&event))
            >
                {options}
            </select>
            <Note id=note hint error/>
        </div>
    }
}
