//! Signing in again over the page, when the session ended while someone was at work.

use contract::Me;
use leptos::prelude::*;

use crate::components::{Button, Dialog, Look, SignInForm};
use crate::session::use_session;

#[component]
pub fn SessionDialog() -> impl IntoView {
    let session = use_session();
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(session.has_ended()));
    let signed_in = Callback::new(move |me: Me| {
        // Another person must not go on with the page and the half-typed texts of the one before.
        if session
            .me_untracked()
            .is_some_and(|before| before.id != me.id)
        {
            let _ = window().location().reload();
        } else {
            session.resume(me);
        }
    });
    view! {
        <Dialog is_open title=t!(sign_in.again_title) is_dismissible=false>
            <p class="muted">{t!(sign_in.again_lead)}</p>
            <SignInForm
                email=session.me_untracked().map(|me| me.email).unwrap_or_default()
                on_signed_in=signed_in
                aside=move || {
                    let leave = Callback::new(move |()| session.leave());
                    view! { <Button label=t!(sign_in.again_leave) look=Look::Quiet on_press=leave/> }
                }
            />
        </Dialog>
    }
}
