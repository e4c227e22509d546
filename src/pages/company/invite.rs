//! Inviting a colleague.

use contract::{InviteMember, Persona, Role};
use leptos::prelude::*;

use super::Desk;
use super::edit::{PersonaField, RoleField};
use crate::api::{self, use_client, use_key, use_write};
use crate::components::{Button, Dialog, Form, LanguageField, Look, TextField, use_toasts};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};

#[component]
pub fn InviteDialog(is_open: RwSignal<bool>, desk: Desk) -> impl IntoView {
    view! {
        <Dialog is_open title=t!(company.invite_title)>
            <p class="muted">{t!(company.invite_lead)}</p>
            <Invitation is_open desk/>
        </Dialog>
    }
}

#[component]
fn Invitation(is_open: RwSignal<bool>, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let email = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let team = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Member);
    let persona = RwSignal::new(Persona::Practitioner);
    let locale = RwSignal::new(language.get_untracked());
    use_navigation().guard(Signal::derive(move || {
        email.with(|email| !email.is_empty()) || name.with(|name| !name.is_empty())
    }));
    let key = use_key::<InviteMember>();
    let write = use_write();
    let submit = Callback::new(move |()| {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let invitation = InviteMember {
            email: text(email),
            name: text(name),
            role: role.get_untracked(),
            persona: persona.get_untracked(),
            team: Some(text(team)).filter(|team| !team.is_empty()),
            locale: locale.get_untracked(),
        };
        let refusal = problem::refuse(&[
            ("/email", problem::email(&invitation.email)),
            ("/name", problem::required(&invitation.name)),
        ]);
        match refusal {
            Some(refusal) => write.refuse(refusal),
            None => write.run(async move {
                let key = key.run(invitation.clone());
                let member = api::invite_member(client, &invitation, &key).await?;
                toasts.say(say!(
                    language.get_untracked(),
                    company.invite_done,
                    email = member.email
                ));
                desk.done();
                let _ = is_open.try_set(false);
                Ok(())
            }),
        }
    });
    let write_in = Callback::new(move |chosen| locale.set(chosen));
    let cancel = Callback::new(move |()| is_open.set(false));
    let wrong = move |pointer| of_field(write.problem(), pointer);
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(company.invite_submit) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <TextField label=t!(company.email) value=email kind="email" error=wrong("/email")/>
            <TextField label=t!(company.name) value=name error=wrong("/name")/>
            <RoleField role error=wrong("/role")/>
            <PersonaField persona error=wrong("/persona")/>
            <TextField label=t!(company.team_optional) value=team error=wrong("/team")/>
            <LanguageField label=t!(company.mail_language) value=locale on_choose=write_in/>
        </Form>
    }
}
