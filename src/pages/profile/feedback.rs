//! The way to what one said, and to whether one may be asked.

use leptos::prelude::*;

use crate::route::Route;
use crate::session::use_session;

/// Nothing for the vendor's staff, who are not asked.
#[component]
pub fn FeedbackCard() -> impl IntoView {
    let session = use_session();
    let is_customer = Memo::new(move |_| session.me().is_some_and(|me| me.account.is_some()));
    view! {
        <Show when=move || is_customer.get()>
            <section class="card" aria-labelledby="your-feedback">
                <header class="card__head"><h2 id="your-feedback">{t!(feedback.title)}</h2></header>
                <p class="small muted">{t!(feedback.card)}</p>
                <p><a href=Route::Feedback.href()>{t!(feedback.open)}</a></p>
            </section>
        </Show>
    }
}
