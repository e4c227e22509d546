//! Name, and what others decide: address, company, role, team.

use contract::UpdateMe;
use leptos::prelude::*;

use crate::api::{self, use_client, use_write};
use crate::components::{Button, Form, Look, TextField, use_toasts};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::session::{SessionState, use_session};
use crate::words::people;
use crate::words::problem::{self, of_field};

#[component]
pub fn YouCard() -> impl IntoView {
    let client = use_client();
    let session = use_session();
    let language = use_language();
    let toasts = use_toasts();
    let saved = Signal::derive(move || session.me().map(|me| me.name).unwrap_or_default());
    let name = RwSignal::new(saved.get_untracked());
    let is_changed = Signal::derive(move || name.with(|name| name.trim() != saved.get()));
    use_navigation().guard(is_changed);
    let write = use_write();
    let submit = Callback::new(move |()| {
        let typed = name.get_untracked().trim().to_owned();
        match problem::refuse(&[("/name", problem::required(&typed))]) {
            Some(refusal) => write.refuse(refusal),
            None => write.run(async move {
                let change = UpdateMe {
                    name: Some(typed),
                    ..UpdateMe::default()
                };
                let me = api::update_me(client, &change).await?;
                let _ = name.try_set(me.name.clone());
                session.set(SessionState::SignedIn(me));
                toasts.say(say!(language.get_untracked(), profile.saved));
                Ok(())
            }),
        }
    });
    view! {
        <section class="card" aria-labelledby="you">
            <header class="card__head"><h2 id="you">{t!(profile.you)}</h2></header>
            <Form
                on_submit=submit
                problem=write.problem()
                actions=move || view! { <Button label=t!(shell.save) look=Look::Main submits=true is_busy=write.is_pending()/> }
            >
                <TextField label=t!(profile.name) value=name autocomplete="name" error=of_field(write.problem(), "/name")/>
                <Given/>
            </Form>
        </section>
    }
}

/// What only an account admin or the vendor can change.
#[component]
fn Given() -> impl IntoView {
    let session = use_session();
    let language = use_language();
    move || {
        let me = session.me()?;
        let locale = language.get();
        let mut role = people::role(locale, me.role);
        if let Some(persona) = me.persona {
            role = format!("{role} · {}", people::persona(locale, persona));
        }
        Some(view! {
            <dl class="given">
                <div><dt>{t!(profile.email)}</dt><dd>{me.email}</dd></div>
                {me.account.map(|account| view! { <div><dt>{t!(profile.company)}</dt><dd>{account.name}</dd></div> })}
                <div><dt>{t!(company.role)}</dt><dd>{role}</dd></div>
                {me.team.map(|team| view! { <div><dt>{t!(company.team)}</dt><dd>{team}</dd></div> })}
            </dl>
        })
    }
}
