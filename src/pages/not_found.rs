//! Any other address.

use leptos::prelude::*;

use crate::components::{Icon, PageHeading};
use crate::route::Route;

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty__sign"><Icon name=Icon::Search/></span>
            <PageHeading title=t!(missing.title)/>
            <p class="empty__hint">{t!(missing.text)}</p>
            <p class="row">
                <a class="button button--main" href=Route::Home.href()>{t!(missing.home)}</a>
                <a class="button" href=Route::Knowledge.href()>{t!(missing.knowledge)}</a>
            </p>
        </div>
    }
}
