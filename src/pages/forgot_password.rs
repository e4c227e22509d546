//! `/forgot-password`: asks for a link. The answer is the same for every address, so it says no more than "if".

use contract::RequestReset;
use leptos::prelude::*;

use crate::api::{self, use_client, use_write};
use crate::components::{Button, Form, Icon, Look, PageHeading, TextField};
use crate::route::Route;
use crate::words::problem::{self, of_field};

#[component]
pub fn ForgotPassword() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    view! {
        {move || match sent_to.get() {
            None => view! { <Ask sent_to/> }.into_any(),
            Some(email) => view! { <Sent email/> }.into_any(),
        }}
        <p class="gate__note"><a href=Route::SignIn { next: None }.href()>{t!(forgot.back)}</a></p>
    }
}

#[component]
fn Ask(sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let client = use_client();
    let email = RwSignal::new(String::new());
    let write = use_write();
    let submit = Callback::new(move |()| {
        let email = email.get_untracked().trim().to_owned();
        match problem::refuse(&[("/email", problem::email(&email))]) {
            Some(refusal) => write.refuse(refusal),
            None => write.run(async move {
                api::request_reset(
                    client,
                    &RequestReset {
                        email: email.clone(),
                    },
                )
                .await?;
                // The page may have been left meanwhile.
                let _ = sent_to.try_set(Some(email));
                Ok(())
            }),
        }
    });
    view! {
        <PageHeading title=t!(forgot.title)/>
        <p class="muted">{t!(forgot.lead)}</p>
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || view! { <Button label=t!(forgot.submit) look=Look::Main submits=true is_busy=write.is_pending()/> }
        >
            <TextField label=t!(sign_in.email) value=email kind="email" autocomplete="username" error=of_field(write.problem(), "/email")/>
        </Form>
    }
}

#[component]
fn Sent(email: String) -> impl IntoView {
    view! {
        <span class="empty__sign"><Icon name=Icon::Mail/></span>
        <PageHeading title=t!(forgot.sent_title)/>
        <p role="status">{t!(forgot.sent, email = email.clone())}</p>
        <p class="muted">{t!(forgot.not_arrived)}</p>
    }
}
