//! What the vendor's own staff find where a customer finds the company.

use leptos::prelude::*;

use crate::components::{Icon, PageHeading};
use crate::route::Route;

#[component]
pub fn Staff() -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty__sign"><Icon name=Icon::Building/></span>
            <PageHeading title=t!(home.staff_lead)/>
            <p class="empty__hint">{t!(home.staff_text)}</p>
            <p class="row">
                <a class="button button--main" href="/console" rel="external">{t!(home.staff_console)}</a>
                <a class="button" href=Route::Knowledge.href()>{t!(home.staff_knowledge)}</a>
            </p>
        </div>
    }
}
