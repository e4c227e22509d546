//! `/kb/search?q=&in=`: the results of a search on a page of their own, with question and filter in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::components::{Icon, PageHeading};
use crate::navigation::in_place_as_it_stands;
use crate::route::Route;
use crate::search::{Answers, SearchInput, use_asked};

#[component]
pub fn Search() -> impl IntoView {
    let route: Memo<Route> = expect_context();
    let address = Memo::new(move |_| match route.get() {
        Route::Search { question, category } => (question, category),
        _ => Default::default(),
    });
    let question = Signal::derive(move || address.get().0);
    let category = Signal::derive(move || address.get().1);
    let go = use_go();
    let asked = use_asked(
        question,
        category,
        Callback::new(move |text: String| go.run((text, category.get_untracked()))),
        Callback::new(move |slug: String| go.run((question.get_untracked(), slug))),
    );
    view! {
        <header class="page-head">
            <PageHeading title=t!(search.title)/>
        </header>
        <search class="filter">
            <label class="filter__label">
                <Icon name=Icon::Search/>
                <SearchInput asked class="field__input" kind="search"/>
            </label>
        </search>
        <div class="found-page"><Answers asked/></div>
    }
}

/// Writes question and filter into the address, without a step of history for each letter.
fn use_go() -> Callback<(String, String)> {
    let navigate = use_navigate();
    Callback::new(move |(question, category): (String, String)| {
        let route = Route::Search { question, category };
        navigate(&route.href(), in_place_as_it_stands());
    })
}
