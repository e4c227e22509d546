//! Whether account admins of the company read the own points.

use contract::UpdateMe;
use leptos::prelude::*;

use crate::api::{self, use_client, use_write};
use crate::components::{unique_id, use_toasts};
use crate::language::use_language;
use crate::session::{SessionState, use_session};
use crate::words::problem;

/// Nothing for the vendor's staff, who have no points.
#[component]
pub fn PrivacyCard() -> impl IntoView {
    let session = use_session();
    let has_points = Memo::new(move |_| session.me().is_some_and(|me| me.account.is_some()));
    view! { <Show when=move || has_points.get()><Switch/></Show> }
}

#[component]
fn Switch() -> impl IntoView {
    let client = use_client();
    let session = use_session();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let shows = Memo::new(move |_| session.me().is_some_and(|me| !me.hides_points));
    Effect::new(move || {
        if let Some(error) = write.problem().get() {
            toasts.say(problem::sentence(language.get_untracked(), &error));
        }
    });
    let choose = move |event| {
        let change = UpdateMe {
            hides_points: Some(!event_target_checked(&event)),
            ..UpdateMe::default()
        };
        write.follow(async move {
            let me = api::update_me(client, &change).await?;
            session.set(SessionState::SignedIn(me));
            toasts.say(say!(language.get_untracked(), profile.saved));
            Ok(())
        });
    };
    let hint = unique_id("hint");
    view! {
        <section class="card" aria-labelledby="privacy">
            <header class="card__head"><h2 id="privacy">{t!(profile.privacy)}</h2></header>
            <label class="check">
                <input type="checkbox" role="switch" aria-describedby=hint.clone() prop:checked=shows on:change=choose/>
                <span>{t!(profile.shows_points)}</span>
            </label>
            <p class="small muted check__hint" id=hint>{t!(profile.shows_points_hint)}</p>
        </section>
    }
}
