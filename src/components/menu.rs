//! A button that opens a short list of things to do. The browser's popover closes it; the arrow keys walk through it.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Icon, unique_id};

/// One thing to do.
#[derive(Clone)]
pub struct MenuItem {
    pub label: String,
    /// Whether it takes something away.
    pub is_danger: bool,
    pub on_choose: Callback<()>,
}

#[component]
pub fn Menu(#[prop(into)] label: Signal<String>, items: Vec<MenuItem>) -> impl IntoView {
    let id = unique_id("menu");
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    // Placed before it is shown, or it would flash where it was last.
    let place = move |_: ev::Event| {
        if let (Some(button), Some(list)) = (button.get_untracked(), list.get_untracked()) {
            place_below(&button, &list);
        }
    };
    let opened = move |_: ev::Event| {
        if let Some(list) = list.get_untracked()
            && list.matches(":popover-open").unwrap_or(false)
        {
            focus_item(&list, 0);
        }
    };
    let walk = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(list) = list.get_untracked() {
            focus_item(&list, focused_item(&list) + step);
        }
    };
    let close = move || {
        if let Some(list) = list.get_untracked() {
            let _ = list.hide_popover();
        }
    };
    let entries = items
        .into_iter()
        .map(|item| {
            let choose = move |_| {
                close();
                item.on_choose.run(());
            };
            let class = if item.is_danger { "menu__item menu__item--danger" } else { "menu__item" };
            view! { <button type="button" role="menuitem" class=class on:click=choose>{item.label}</button> }
        })
        .collect_view();
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            aria-haspopup="menu"
            popovertarget=id.clone()
            node_ref=button
        >
            <Icon name=Icon::More/>
        </button>
        <div
            id=id
            class="menu"
            role="menu"
            popover="auto"
            node_ref=list
            on:toggle=opened
            on:keydown=walk
            on:beforetoggle=place
        >
            {entries}
        </div>
    }
}

fn place_below(button: &Element, list: &HtmlElement) {
    let Some(root) = document().document_element() else {
        return;
    };
    let (width, height) = (
        f64::from(root.client_width()),
        f64::from(root.client_height()),
    );
    let around = button.get_bounding_client_rect();
    let scrolled = window().scroll_y().unwrap_or_default();
    let style = list.style();
    let set = |name: &str, value: String| {
        // Well-formed lengths cannot be refused.
        let _ = style.set_property(name, &value);
    };
    set("right", format!("{}px", (width - around.right()).max(8.0)));
    // In the lower part of the window it opens upwards.
    if around.bottom() > height * 0.6 {
        set("top", format!("{}px", scrolled + around.top() - 4.0));
        set("translate", "0 -100%".to_owned());
    } else {
        set("top", format!("{}px", scrolled + around.bottom() + 4.0));
        set("translate", "none".to_owned());
    }
}

fn items(list: &HtmlElement) -> Vec<HtmlElement> {
    let children = list.children();
    (0..children.length())
        .filter_map(|index| children.item(index)?.dyn_into().ok())
        .collect()
}

fn focused_item(list: &HtmlElement) -> i32 {
    let focused = document().active_element();
    items(list)
        .iter()
        .position(|item| focused.as_ref() == Some(item))
        .and_then(|position| i32::try_from(position).ok())
        .unwrap_or(-1)
}

fn focus_item(list: &HtmlElement, index: i32) {
    let items = items(list);
    let Ok(count) = i32::try_from(items.len()) else {
        return;
    };
    if count > 0
        && let Ok(index) = usize::try_from(index.rem_euclid(count))
    {
        let _ = items[index].focus();
    }
}
