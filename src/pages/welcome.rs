//! `/welcome#TOKEN`: an invitation. The person checks the name, chooses language and password, and is signed in.

use contract::{LinkView, RedeemLink};
use leptos::prelude::*;

use crate::api::use_write;
use crate::components::{Button, Form, LanguageField, Look, NewPassword, PageHeading, TextField};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::problem::{self, of_field};

use link::{Expired, Link, use_redeem};

pub mod link;

#[component]
pub fn Welcome() -> impl IntoView {
    let language = use_language();
    view! {
        <Link
            expired=|| view! { <Expired hint=t!(link.expired_invitation) is_reset=false/> }.into_any()
            open=move |token, link: LinkView| {
                // The page greets in the language of the invitation; the person may change it right here.
                language.set(link.locale);
                view! { <Choose token link/> }.into_any()
            }
        />
    }
}

#[component]
fn Choose(token: String, link: LinkView) -> impl IntoView {
    let language = use_language();
    let name = RwSignal::new(link.name.clone());
    let password = RwSignal::new(String::new());
    let write = use_write();
    let redeem = use_redeem(write);
    let submit = Callback::new(move |()| {
        let redemption = RedeemLink {
            token: token.clone(),
            password: password.get_untracked(),
            name: Some(name.get_untracked().trim().to_owned()),
            locale: Some(language.get_untracked()),
        };
        let refusal = problem::refuse(&[
            ("/name", problem::required(&name.get_untracked())),
            ("/password", problem::new_password(&redemption.password)),
        ]);
        match refusal {
            Some(refusal) => write.refuse(refusal),
            None => redeem.run(redemption),
        }
    });
    let choose = Callback::new(move |locale| language.set(locale));
    let expires_at = link.expires_at.clone();
    let email = RwSignal::new(link.email.clone());
    view! {
        <PageHeading title=t!(link.welcome_title)/>
        <p>{inviter(&link)}</p>
        <p class="muted small">{t!(link.until, date = format::date(language.get(), &expires_at, Style::Full))}</p>
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || view! { <Button label=t!(link.start) look=Look::Main submits=true is_busy=write.is_pending()/> }
        >
            <TextField label=t!(sign_in.email) value=email kind="email" autocomplete="username" is_readonly=true/>
            <TextField label=t!(link.name) value=name autocomplete="name" error=of_field(write.problem(), "/name")/>
            <LanguageField label=t!(shell.language) value=Signal::derive(move || language.get()) on_choose=choose/>
            <NewPassword label=t!(link.password) value=password error=of_field(write.problem(), "/password")/>
        </Form>
    }
}

/// Who invites into which company.
fn inviter(link: &LinkView) -> Signal<String> {
    match (link.invited_by.clone(), link.account_name.clone()) {
        (Some(person), Some(company)) => t!(
            link.invited_by,
            person = person.clone(),
            company = company.clone()
        ),
        (None, Some(company)) => t!(link.invited, company = company.clone()),
        (_, None) => t!(link.invited_staff),
    }
}
