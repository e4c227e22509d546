//! `/reset-password#TOKEN`: chooses a new password by a mailed link, and signs in.

use contract::{LinkView, RedeemLink};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::welcome::link::{Expired, Link};
use crate::api::{self, use_client, use_write};
use crate::components::{Button, Form, Look, NewPassword, PageHeading};
use crate::route::Route;
use crate::session::{SessionState, use_session};
use crate::words::problem::{self, of_field};

#[component]
pub fn ResetPassword() -> impl IntoView {
    view! {
        <Link
            expired=|| view! { <Expired hint=t!(link.expired_reset) is_reset=true/> }.into_any()
            open=|token, link| view! { <Choose token link/> }.into_any()
        />
    }
}

#[component]
fn Choose(token: String, link: LinkView) -> impl IntoView {
    let client = use_client();
    let session = use_session();
    let navigate = use_navigate();
    let password = RwSignal::new(String::new());
    let write = use_write(
        move |redemption: RedeemLink| async move { api::redeem_link(client, &redemption).await },
        move |me| {
            navigate(
                &Route::Home.href(),
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
            session.set(SessionState::SignedIn(me));
        },
    );
    let submit = Callback::new(move |()| {
        let password = password.get_untracked();
        match problem::refuse(&[("/password", problem::new_password(&password))]) {
            Some(refusal) => write.set_problem(Some(refusal)),
            None => write.run(RedeemLink {
                token: token.clone(),
                password,
                name: None,
                locale: None,
            }),
        }
    });
    // A password manager files the new password under this name.
    let email = link.email.clone();
    view! {
        <PageHeading title=t!(link.reset_title)/>
        <p class="muted">{t!(link.reset_for, email = link.email.clone())}</p>
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || view! { <Button label=t!(link.reset_submit) look=Look::Main submits=true is_busy=write.is_pending()/> }
        >
            <input class="visually-hidden" type="email" autocomplete="username" readonly tabindex="-1" aria-hidden="true" value=email/>
            <NewPassword label=t!(profile.new) value=password error=of_field(write.problem(), "/password")/>
        </Form>
    }
}
