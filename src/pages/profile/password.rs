//! Changing the password. Every other session ends with it.

use contract::ChangePassword;
use leptos::prelude::*;

use crate::api::{self, use_client, use_write};
use crate::components::{Button, Form, Look, NewPassword, TextField, use_toasts};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::session::use_session;
use crate::words::problem::{self, of_field};

#[component]
pub fn PasswordCard() -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    use_navigation().guard(Signal::derive(move || {
        current.with(|text| !text.is_empty()) || new.with(|text| !text.is_empty())
    }));
    let write = use_write();
    let submit = Callback::new(move |()| {
        let change = ChangePassword {
            current: current.get_untracked(),
            new: new.get_untracked(),
        };
        let refusal = problem::refuse(&[
            ("/current", problem::required(&change.current)),
            ("/new", problem::new_password(&change.new)),
        ]);
        match refusal {
            Some(refusal) => write.refuse(refusal),
            None => write.run(async move {
                api::change_password(client, &change).await?;
                let _ = current.try_set(String::new());
                let _ = new.try_set(String::new());
                toasts.say(say!(language.get_untracked(), profile.changed));
                Ok(())
            }),
        }
    });
    // A password manager files the new password under this name.
    let email = use_session().me_untracked().map(|me| me.email);
    view! {
        <section class="card" aria-labelledby="password">
            <header class="card__head"><h2 id="password">{t!(profile.password)}</h2></header>
            <Form
                on_submit=submit
                problem=write.problem()
                actions=move || view! { <Button label=t!(profile.change) submits=true look=Look::Main is_busy=write.is_pending()/> }
            >
                <input class="visually-hidden" type="email" autocomplete="username" readonly tabindex="-1" aria-hidden="true" value=email/>
                <TextField
                    label=t!(profile.current)
                    value=current
                    kind="password"
                    autocomplete="current-password"
                    error=of_field(write.problem(), "/current")
                />
                <NewPassword label=t!(profile.new) value=new error=of_field(write.problem(), "/new")/>
            </Form>
        </section>
    }
}
