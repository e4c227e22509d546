//! The heading of a page: it names the tab, takes the focus after a change of page, and is announced.

use leptos::{html, prelude::*};

use crate::navigation::use_navigation;

#[component]
pub fn PageHeading(
    #[prop(into)] title: Signal<String>,
    /// For the tab, where the heading says something else, as a greeting does.
    #[prop(optional, into)]
    tab: Option<Signal<String>>,
    /// The language of the heading where it is not the interface's.
    #[prop(optional, into)]
    lang: Option<&'static str>,
) -> impl IntoView {
    let navigation = use_navigation();
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move || {
        let name = tab.unwrap_or(title).get();
        if let Some(heading) = heading.get() {
            navigation.arrive(&name, Some(&heading));
        }
    });
    view! { <h1 tabindex="-1" class="page-title" lang=lang node_ref=heading>{title}</h1> }
}
