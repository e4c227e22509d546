//! `/reset-password#TOKEN`: chooses a new password by a mailed link, and signs in.

use contract::{LinkView, RedeemLink};
use leptos::prelude::*;

use super::welcome::link::{Expired, Link, use_redeem};
use crate::api::use_write;
use crate::components::{Button, Form, Look, NewPassword, PageHeading};
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
    let password = RwSignal::new(String::new());
    let write = use_write();
    let redeem = use_redeem(write);
    let submit = Callback::new(move |()| {
        let password = password.get_untracked();
        match problem::refuse(&[("/password", problem::new_password(&password))]) {
            Some(refusal) => write.refuse(refusal),
            None => redeem.run(RedeemLink {
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
