//! The text of an article. The server sends it as clean HTML; here its headings get a link to copy and its code a button.

use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser;
use crate::components::use_toasts;
use crate::language::use_language;

#[component]
pub fn Body(html: String, anchors: Vec<String>) -> impl IntoView {
    let body = NodeRef::<html::Div>::new();
    let language = use_language();
    let toasts = use_toasts();
    Effect::new(move || {
        let locale = language.get();
        if let Some(body) = body.get() {
            for heading in anchors
                .iter()
                .filter_map(|anchor| document().get_element_by_id(anchor))
            {
                let label = say!(locale, kb.copy_link, heading = own_text(&heading));
                set_button(&heading, "prose__link", "#", &label);
            }
            let label = say!(locale, kb.copy_code);
            for block in frames(&body) {
                set_button(&block, "button prose__copy", &label, &label);
            }
            show_fragment();
        }
    });
    // One listener for all buttons: the text is the server's, and its elements come and go with it.
    let press = move |event: ev::MouseEvent| {
        let Some(button) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        else {
            return;
        };
        let locale = language.get_untracked();
        let classes = button.class_list();
        let (text, done) = if classes.contains("prose__link") {
            (
                button
                    .parent_element()
                    .map(|heading| address_of(&heading.id())),
                say!(locale, kb.link_copied),
            )
        } else if classes.contains("prose__copy") {
            (code_beside(&button), say!(locale, kb.code_copied))
        } else {
            return;
        };
        let Some(text) = text else { return };
        spawn_local(async move {
            let is_copied = browser::copy(&text).await;
            toasts.say(if is_copied {
                done
            } else {
                say!(locale, kb.copy_failed)
            });
        });
    };
    view! { <div class="prose" node_ref=body inner_html=html on:click=press></div> }
}

/// The address may name a section; it can be shown only now that it is there.
fn show_fragment() {
    let fragment = browser::fragment();
    let fragment = percent_encoding::percent_decode_str(&fragment).decode_utf8_lossy();
    if let Some(section) = document()
        .get_element_by_id(&fragment)
        .filter(|_| !fragment.is_empty())
    {
        request_animation_frame(move || section.scroll_into_view());
    }
}

/// Blocks of code, each in a frame that stays put while the code scrolls sideways.
fn frames(body: &Element) -> Vec<Element> {
    let Ok(blocks) = body.query_selector_all("pre") else {
        return Vec::new();
    };
    (0..blocks.length())
        .filter_map(|index| {
            let block: Element = blocks.item(index)?.dyn_into().ok()?;
            let parent = block.parent_element()?;
            if parent.class_list().contains("prose__code") {
                return Some(parent);
            }
            let frame = document().create_element("div").ok()?;
            frame.set_class_name("prose__code");
            block.replace_with_with_node_1(&frame).ok()?;
            frame.append_child(&block).ok()?;
            Some(frame)
        })
        .collect()
}

/// Puts a button at the end of an element, or renames the one that is there.
fn set_button(parent: &Element, class: &str, text: &str, label: &str) {
    let existing = parent
        .last_element_child()
        .filter(|last| last.tag_name() == "BUTTON");
    let button = existing.or_else(|| {
        let button = document().create_element("button").ok()?;
        button.set_class_name(class);
        button.set_attribute("type", "button").ok()?;
        parent.append_child(&button).ok()?;
        Some(button)
    });
    if let Some(button) = button {
        button.set_text_content(Some(text));
        // A constant, well-formed name cannot be refused.
        let _ = button.set_attribute("aria-label", label);
    }
}

/// The text of a heading without that of its button.
fn own_text(heading: &Element) -> String {
    let text = heading.text_content().unwrap_or_default();
    text.strip_suffix('#').unwrap_or(&text).trim().to_owned()
}

fn code_beside(button: &Element) -> Option<String> {
    let block: HtmlElement = button.previous_element_sibling()?.dyn_into().ok()?;
    Some(block.inner_text())
}

fn address_of(anchor: &str) -> String {
    let page = window().location().href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    format!("{page}#{anchor}")
}
