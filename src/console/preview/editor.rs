//! Where the file is written, pasted, chosen or dropped.

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use super::Desk;
use crate::components::{Button, Icon, unique_id, use_toasts};
use crate::language::use_language;

/// In bytes; the same as the knowledge base takes.
const LARGEST: f64 = 1_048_576.0;

#[component]
pub fn Editor(desk: Desk) -> impl IntoView {
    let id = unique_id("editor");
    let is_over = RwSignal::new(false);
    let take = use_take(desk);
    let over = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take.run(file);
        }
    };
    let begin = Callback::new(move |()| desk.text.set(template()));
    let is_empty = Signal::derive(move || desk.text.with(String::is_empty));
    view! {
        <div
            class="editor"
            class:editor--over=move || is_over.get()
            on:dragover=over
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            <div class="editor__head">
                <label class="field__label" for=id.clone()>{t!(console.markdown)}</label>
                <ChooseFile take/>
                <Show when=move || is_empty.get()>
                    <Button label=t!(console.template) on_press=begin/>
                </Show>
            </div>
            <textarea
                class="field__input editor__text"
                id=id
                spellcheck="true"
                lang=move || desk.path.locale().tag()
                placeholder=t!(console.drop_here)
                node_ref=desk.area
                prop:value=desk.text
                on:input=move |event| desk.text.set(event_target_value(&event))
            ></textarea>
        </div>
    }
}

#[component]
fn ChooseFile(take: Callback<File>) -> impl IntoView {
    let choose = move |event: ev::Event| {
        let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take.run(file);
        }
        // The same file may be chosen again after it was changed.
        input.set_value("");
    };
    view! {
        <label class="button editor__choose">
            <Icon name=Icon::Plus/>
            <span>{t!(console.choose_file)}</span>
            <input class="visually-hidden" type="file" accept=".md,text/markdown" on:change=choose/>
        </label>
    }
}

/// Reads a file into the editor.
fn use_take(desk: Desk) -> Callback<File> {
    let language = use_language();
    let toasts = use_toasts();
    Callback::new(move |file: File| {
        let locale = language.get_untracked();
        if file.size() > LARGEST {
            toasts.say(say!(locale, console.file_too_large));
            return;
        }
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok();
            match text.and_then(|text| text.as_string()) {
                Some(text) => {
                    desk.path.set_file_name(&file.name());
                    let _ = desk.text.try_set(text);
                }
                None => toasts.say(say!(locale, console.file_unreadable)),
            }
        });
    })
}

/// The least that an article needs.
fn template() -> String {
    let today = String::from(js_sys::Date::new_0().to_iso_string());
    let today = today.get(..10).unwrap_or_default();
    format!("---\ntitle: \nsummary: \nupdated: {today}\ntags: []\n---\n\n")
}
