//! A native dialog: the browser keeps the focus inside, closes it by Escape and puts the focus back.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::{Icon, unique_id};

#[component]
pub fn Dialog(
    /// Whether it is open; closing it writes here.
    is_open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// Whether it can be closed without choosing.
    #[prop(default = true)]
    is_dismissible: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let heading = unique_id("dialog");
    let children = StoredValue::new(children);
    view! {
        <Modal is_open class="dialog" labelled_by=heading.clone() is_dismissible>
            <div class="dialog__body">
                <header class="dialog__head">
                    <h2 id=heading.clone()>{title}</h2>
                    {is_dismissible
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="icon-button"
                                    aria-label=t!(shell.close)
                                    on:click=move |_| is_open.set(false)
                                >
                                    <Icon name=Icon::Close/>
                                </button>
                            }
                        })}
                </header>
                {move || children.with_value(|children| children())}
            </div>
        </Modal>
    }
}

/// The frame of everything that stands over the page: a native dialog, empty while it is closed.
#[component]
pub fn Modal(
    /// Whether it is open; closing it writes here.
    is_open: RwSignal<bool>,
    class: &'static str,
    /// What it is called, where no heading says it.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    /// The id of the heading that says what it is called.
    #[prop(optional, into)]
    labelled_by: Option<String>,
    /// Whether it can be closed without choosing.
    #[prop(default = true)]
    is_dismissible: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let is_open = is_open.get();
        if let Some(dialog) = element.get() {
            show(&dialog, is_open);
        }
    });
    let cancel = move |event: ev::Event| {
        if !is_dismissible {
            event.prevent_default();
        }
    };
    // A press on the dialog element itself is one on the backdrop: its box is filled by the body.
    let press = move |event: ev::MouseEvent| {
        let is_backdrop = event
            .target()
            .is_some_and(|target| target.is_instance_of::<HtmlDialogElement>());
        if is_dismissible && is_backdrop {
            is_open.set(false);
        }
    };
    view! {
        <dialog
            class=class
            aria-label=label
            aria-labelledby=labelled_by
            node_ref=element
            on:cancel=cancel
            on:close=move |_| is_open.set(false)
            on:mousedown=press
        >
            // The content lives as long as the dialog is open, so that each opening starts afresh.
            <Show when=move || is_open.get()>{children()}</Show>
        </dialog>
    }
}

/// The browser would focus the button that closes it. The content is drawn after the dialog has opened.
fn focus_first_field(dialog: HtmlDialogElement) {
    request_animation_frame(move || {
        let field = dialog
            .query_selector(".field__input, .palette__input")
            .ok()
            .flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}

fn show(dialog: &HtmlDialogElement, is_open: bool) {
    if is_open && !dialog.open() {
        // It fails only for an element outside the page, which then needs no dialog.
        let _ = dialog.show_modal();
        focus_first_field(dialog.clone());
    } else if !is_open && dialog.open() {
        dialog.close();
    }
}
