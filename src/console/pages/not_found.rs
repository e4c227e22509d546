//! What stands at addresses that are none.

use leptos::prelude::*;

use crate::components::{Icon, PageHeading};
use crate::console::route::ConsoleRoute;

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty__sign"><Icon name=Icon::Search/></span>
            <PageHeading title=t!(missing.title)/>
            <p class="empty__hint">{t!(missing.text)}</p>
            <p class="row">
                <a class="button button--main" href=ConsoleRoute::ARTICLES.href()>{t!(console.to_articles)}</a>
            </p>
        </div>
    }
}
