//! Email and password: on the sign-in page, and in the dialog over a page whose session ended.

use std::time::Duration;

use contract::{Me, SignIn};
use leptos::prelude::*;

use super::{Button, Form, Look, TextField};
use crate::api::{self, ApiError, use_client, use_write};
use crate::words::problem::{self, of_field};

#[component]
pub fn SignInForm(
    /// The address to begin with.
    #[prop(optional)]
    email: String,
    #[prop(into)] on_signed_in: Callback<Me>,
    /// Another way out, beside the button.
    #[prop(optional, into)]
    aside: ViewFnOnce,
) -> impl IntoView {
    let client = use_client();
    let email = RwSignal::new(email);
    let password = RwSignal::new(String::new());
    let write = use_write();
    let problem = write.problem();
    let wait = use_countdown(Signal::derive(move || match problem.get() {
        Some(ApiError::TooMany(seconds)) => Some(seconds),
        _ => None,
    }));
    let submit = Callback::new(move |()| {
        let who = SignIn {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        let refusal = problem::refuse(&[
            ("/email", problem::email(&who.email)),
            ("/password", problem::required(&who.password)),
        ]);
        match refusal {
            Some(refusal) => write.refuse(refusal),
            None => write.run(async move {
                on_signed_in.run(api::sign_in(client, &who).await?);
                Ok(())
            }),
        }
    });
    // The countdown says it better than the sentence.
    let shown_problem = Signal::derive(move || {
        problem
            .get()
            .filter(|problem| !matches!(problem, ApiError::TooMany(_)))
    });
    let is_waiting = Signal::derive(move || wait.get() > 0);
    view! {
        <Form
            on_submit=submit
            problem=shown_problem
            actions=move || {
                view! {
                    <Button label=t!(sign_in.submit) look=Look::Main submits=true is_busy=write.is_pending() is_disabled=is_waiting/>
                    {aside.run()}
                }
            }
        >
            <TextField label=t!(sign_in.email) value=email kind="email" autocomplete="username" error=of_field(problem, "/email")/>
            <TextField
                label=t!(sign_in.password)
                value=password
                kind="password"
                autocomplete="current-password"
                error=of_field(problem, "/password")
            />
            <Wait seconds=wait/>
        </Form>
    }
}

/// How long to wait still. It is announced when it begins and not at every second.
#[component]
fn Wait(seconds: RwSignal<u32>) -> impl IntoView {
    let is_waiting = Memo::new(move |_| seconds.get() > 0);
    let text = t!(
        sign_in.wait,
        count = i32::try_from(seconds.get()).unwrap_or(i32::MAX),
        n = seconds.get()
    );
    view! {
        <Show when=move || is_waiting.get()>
            <p class="form__wait" role="timer">{text}</p>
        </Show>
    }
}

/// Counts down from each new number of seconds to zero.
fn use_countdown(from: Signal<Option<u32>>) -> RwSignal<u32> {
    let left = RwSignal::new(0);
    Effect::new(move || {
        let Some(seconds) = from.get() else {
            left.set(0);
            return;
        };
        left.set(seconds);
        let tick = move || {
            let _ = left.try_update(|left| *left = left.saturating_sub(1));
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    left
}
