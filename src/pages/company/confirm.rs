//! The question before something is taken away from a person.

use contract::MemberView;
use leptos::prelude::*;

use super::{Desk, Intent};
use crate::api::{self, use_client, use_write};
use crate::components::{Button, Dialog, Form, Look, use_toasts};
use crate::language::use_language;

#[component]
pub fn ConfirmDialog(desk: Desk) -> impl IntoView {
    let asked = Signal::derive(move || {
        desk.intent
            .get()
            .filter(|intent| !matches!(intent, Intent::Edit(_)))
    });
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(asked.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && asked.with_untracked(Option::is_some) {
            desk.intent.set(None);
        }
    });
    let language = use_language();
    let title = Signal::derive(move || match asked.get() {
        Some(Intent::Deactivate(member)) => {
            say!(language.get(), company.deactivate_title, name = member.name)
        }
        Some(Intent::Withdraw(_)) => say!(language.get(), company.withdraw_title),
        _ => String::new(),
    });
    view! {
        <Dialog is_open title>
            {move || asked.get().map(|intent| view! { <Question intent desk/> })}
        </Dialog>
    }
}

#[component]
fn Question(intent: Intent, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let (text, verb, is_me) = match &intent {
        Intent::Deactivate(member) => (
            t!(company.deactivate_text),
            t!(company.deactivate),
            member.is_me,
        ),
        Intent::Withdraw(member) | Intent::Edit(member) => {
            (withdraw_text(member), t!(company.withdraw), false)
        }
    };
    let submit = Callback::new(move |()| {
        let intent = intent.clone();
        let locale = language.get_untracked();
        write.run(async move {
            match intent {
                Intent::Deactivate(member) => {
                    api::deactivate_member(client, &member.id).await?;
                    toasts.say(say!(locale, company.deactivate_done, name = member.name));
                }
                Intent::Withdraw(member) => {
                    api::withdraw_invitation(client, &member.id).await?;
                    toasts.say(say!(locale, company.withdraw_done, email = member.email));
                }
                Intent::Edit(_) => {}
            }
            desk.done();
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| desk.intent.set(None));
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=verb look=Look::Danger submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <p>{text}</p>
            {is_me.then(|| view! { <p><strong>{t!(company.deactivate_me)}</strong></p> })}
        </Form>
    }
}

fn withdraw_text(member: &MemberView) -> Signal<String> {
    let email = member.email.clone();
    t!(company.withdraw_text, email = email.clone())
}
