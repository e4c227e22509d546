//! What stands before the console: the sign-in, and the way back for those whom it is not for.

use leptos::prelude::*;

use crate::api::{self, use_client, use_write};
use crate::app::Gate;
use crate::components::{Button, PageHeading, SignInForm};
use crate::route::Route;
use crate::session::{SessionState, use_session};

/// It has no address of its own: whoever signs in goes on where they came to.
#[component]
pub fn SignIn() -> impl IntoView {
    let session = use_session();
    let signed_in = Callback::new(move |me| session.set(SessionState::SignedIn(me)));
    view! {
        <Gate>
            <PageHeading title=t!(console.sign_in)/>
            <p class="muted">{t!(console.sign_in_lead)}</p>
            <SignInForm
                on_signed_in=signed_in
                aside=|| {
                    view! { <a href=Route::ForgotPassword.href() rel="external">{t!(sign_in.forgot)}</a> }
                }
            />
            <p class="gate__note">
                {t!(console.customers)} " " <a href=Route::Home.href() rel="external">{t!(console.to_portal)}</a>
            </p>
        </Gate>
    }
}

#[component]
pub fn NotForCustomers() -> impl IntoView {
    let sign_out = use_sign_out();
    view! {
        <Gate>
            <PageHeading title=t!(console.staff_only)/>
            <p class="muted">{t!(console.staff_only_text)}</p>
            <p class="row">
                <a class="button button--main" href=Route::Home.href() rel="external">{t!(console.to_portal)}</a>
                <Button label=t!(shell.sign_out) on_press=sign_out/>
            </p>
        </Gate>
    }
}

/// Ends this session; the sign-in then takes the place of the page.
pub fn use_sign_out() -> Callback<()> {
    let client = use_client();
    let session = use_session();
    let write = use_write();
    Callback::new(move |()| {
        write.run(async move {
            api::sign_out(client).await?;
            session.set(SessionState::SignedOut);
            Ok(())
        });
    })
}
