//! A form: Enter sends it, what went wrong stands above its button, and the focus goes to the first wrong field.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Icon;
use crate::api::ApiError;
use crate::language::use_language;
use crate::words;

#[component]
pub fn Form(
    #[prop(into)] on_submit: Callback<()>,
    #[prop(into)] problem: Signal<Option<ApiError>>,
    /// What stands below: the buttons.
    #[prop(into)]
    actions: ViewFnOnce,
    children: Children,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    Effect::new(move || {
        if problem.with(Option::is_some)
            && let Some(form) = form.get_untracked()
        {
            // The fields are marked after this effect.
            request_animation_frame(move || focus_first_wrong(&form));
        }
    });
    view! {
        <form class="form" novalidate node_ref=form on:submit=submit>
            {children()}
            <Problem problem/>
            <div class="form__actions">{actions.run()}</div>
        </form>
    }
}

/// What went wrong with the whole; a complaint about a single field stands under the field instead.
#[component]
fn Problem(problem: Signal<Option<ApiError>>) -> impl IntoView {
    let language = use_language();
    let text = move || {
        problem.with(|problem| {
            problem
                .as_ref()
                .map(|problem| words::problem::sentence(language.get(), problem))
        })
    };
    let message = move || {
        text().map(|text| {
            view! {
                <p class="form__problem">
                    <Icon name=Icon::Alert/>
                    <span>{text}</span>
                </p>
            }
        })
    };
    view! { <div class="form__alert" role="alert">{message}</div> }
}

fn focus_first_wrong(form: &HtmlElement) {
    if let Ok(Some(field)) = form.query_selector("[aria-invalid=true]")
        && let Ok(field) = field.dyn_into::<HtmlElement>()
    {
        let _ = field.focus();
    }
}
