//! The contents of an article: at the side with the place marked while one scrolls, folded above the text on phones.

use contract::{ContentsEntry, Locale};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use crate::language::use_language;

#[component]
pub fn Contents(entries: Vec<ContentsEntry>, lang: Locale) -> impl IntoView {
    let anchors: Vec<String> = entries.iter().map(|entry| entry.anchor.clone()).collect();
    let here = use_place(anchors);
    let lines = entries
        .into_iter()
        .map(|entry| line(entry, Some(here)))
        .collect_view();
    view! {
        <nav class="contents" aria-labelledby="contents">
            <h2 id="contents">{t!(kb.contents)}</h2>
            <ul lang=lang.tag()>{lines}</ul>
        </nav>
    }
}

#[component]
pub fn Folded(entries: Vec<ContentsEntry>) -> impl IntoView {
    let ui = use_language().get_untracked();
    let lines = entries
        .into_iter()
        .map(|entry| line(entry, None))
        .collect_view();
    view! {
        <details class="contents-folded">
            <summary lang=ui.tag()>{t!(kb.contents)}</summary>
            <ul>{lines}</ul>
        </details>
    }
}

fn line(entry: ContentsEntry, here: Option<RwSignal<String>>) -> impl IntoView {
    let href = format!("#{}", entry.anchor);
    let class = if entry.level > 2 {
        "contents__line contents__line--deep"
    } else {
        "contents__line"
    };
    let current = move || {
        here.is_some_and(|here| here.with(|here| *here == entry.anchor))
            .then_some("location")
    };
    view! { <li class=class><a href=href aria-current=current>{entry.text}</a></li> }
}

/// The anchor of the section being read: the last heading above the upper third of the window.
fn use_place(anchors: Vec<String>) -> RwSignal<String> {
    let place = RwSignal::new(anchors.first().cloned().unwrap_or_default());
    Effect::new(move || {
        let Some(watch) = watch(&anchors, place) else {
            return;
        };
        on_cleanup(move || watch.take().0.disconnect());
    });
    place
}

type Watch = SendWrapper<(IntersectionObserver, Closure<dyn FnMut(js_sys::Array)>)>;

fn watch(anchors: &[String], place: RwSignal<String>) -> Option<Watch> {
    let order = anchors.to_vec();
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        for entry in entries
            .iter()
            .filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok())
        {
            if let Some(anchor) = reached(&order, &entry) {
                let _ = place.try_set(anchor);
            }
        }
    });
    let options = IntersectionObserverInit::new();
    // The band that a heading crosses when its section begins to be read.
    options.set_root_margin("0px 0px -66% 0px");
    let observer =
        IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options).ok()?;
    for anchor in anchors {
        if let Some(heading) = document().get_element_by_id(anchor) {
            observer.observe(&heading);
        }
    }
    Some(SendWrapper::new((observer, seen)))
}

/// A heading that comes into the band is being read; one that leaves it downwards gives the place back to the one before.
fn reached(order: &[String], entry: &IntersectionObserverEntry) -> Option<String> {
    let id = entry.target().id();
    if entry.is_intersecting() {
        return Some(id);
    }
    let is_below = entry.bounding_client_rect().top() > 0.0;
    let before = order
        .iter()
        .position(|anchor| *anchor == id)?
        .checked_sub(1)?;
    is_below.then(|| order[before].clone())
}
