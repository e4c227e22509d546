//! `/sign-in`

use leptos::prelude::*;

use crate::components::{PageHeading, SignInForm};
use crate::route::Route;
use crate::session::{SessionState, use_session};

#[component]
pub fn SignIn() -> impl IntoView {
    let session = use_session();
    // Where to go on is decided by the address, once someone is signed in.
    let signed_in = Callback::new(move |me| session.set(SessionState::SignedIn(me)));
    view! {
        <PageHeading title=t!(sign_in.title)/>
        <p class="muted">{t!(sign_in.lead)}</p>
        <SignInForm
            on_signed_in=signed_in
            aside=|| view! { <a href=Route::ForgotPassword.href()>{t!(sign_in.forgot)}</a> }
        />
        <p class="gate__note">{t!(sign_in.invited)}</p>
    }
}
