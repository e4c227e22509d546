//! Changing a person's role, persona and team.

use contract::{MemberView, Persona, Role, UpdateMember};
use leptos::prelude::*;

use super::{Desk, Intent};
use crate::api::{self, use_client, use_write};
use crate::components::{Button, Dialog, Form, Look, SelectField, TextField, use_toasts};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::of_field;

#[component]
pub fn EditDialog(desk: Desk) -> impl IntoView {
    let member = Signal::derive(move || match desk.intent.get() {
        Some(Intent::Edit(member)) => Some(member),
        _ => None,
    });
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(member.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && member.with_untracked(Option::is_some) {
            desk.intent.set(None);
        }
    });
    let title = t!(
        company.edit_title,
        name = member.get().map(|member| member.name).unwrap_or_default()
    );
    view! {
        <Dialog is_open title>
            {move || member.get().map(|member| view! { <Change member desk/> })}
        </Dialog>
    }
}

#[component]
fn Change(member: MemberView, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let role = RwSignal::new(member.role);
    let persona = RwSignal::new(member.persona.unwrap_or(Persona::Practitioner));
    let before = member.team.clone().unwrap_or_default();
    let team = RwSignal::new(before.clone());
    use_navigation().guard(Signal::derive(move || team.with(|team| *team != before)));
    let write = use_write();
    let submit = Callback::new(move |()| {
        let change = UpdateMember {
            role: Some(role.get_untracked()).filter(|role| *role != member.role),
            persona: Some(persona.get_untracked())
                .filter(|persona| Some(*persona) != member.persona),
            team: Some(team.get_untracked().trim().to_owned()),
        };
        let id = member.id.clone();
        write.run(async move {
            let member = api::update_member(client, &id, &change).await?;
            toasts.say(say!(
                language.get_untracked(),
                company.edit_done,
                name = member.name
            ));
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
                    <Button label=t!(shell.save) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <RoleField role error=of_field(write.problem(), "/role")/>
            <PersonaField persona error=of_field(write.problem(), "/persona")/>
            <TextField label=t!(company.team_optional) value=team error=of_field(write.problem(), "/team")/>
        </Form>
    }
}

#[component]
pub fn RoleField(role: RwSignal<Role>, error: Signal<Option<String>>) -> impl IntoView {
    let name = |role| {
        if role == Role::AccountAdmin {
            "account_admin"
        } else {
            "member"
        }
    };
    let choices = vec![
        ("member", t!(role.member)),
        ("account_admin", t!(role.account_admin)),
    ];
    let member = t!(role.member_hint);
    let admin = t!(role.account_admin_hint);
    let hint = Signal::derive(move || {
        if role.get() == Role::AccountAdmin {
            admin.get()
        } else {
            member.get()
        }
    });
    let choose = Callback::new(move |chosen: String| {
        role.set(if chosen == "account_admin" {
            Role::AccountAdmin
        } else {
            Role::Member
        });
    });
    view! { <SelectField label=t!(company.role) value=Signal::derive(move || name(role.get())) choices hint error on_choose=choose/> }
}

#[component]
pub fn PersonaField(persona: RwSignal<Persona>, error: Signal<Option<String>>) -> impl IntoView {
    const NAMES: [(Persona, &str); 3] = [
        (Persona::Practitioner, "practitioner"),
        (Persona::Lead, "lead"),
        (Persona::Executive, "executive"),
    ];
    let name = move || {
        NAMES
            .iter()
            .find(|(known, _)| *known == persona.get())
            .map_or("practitioner", |(_, name)| name)
    };
    let choices = vec![
        ("practitioner", t!(persona.practitioner)),
        ("lead", t!(persona.lead)),
        ("executive", t!(persona.executive)),
    ];
    let hints = [
        t!(persona.practitioner_hint),
        t!(persona.lead_hint),
        t!(persona.executive_hint),
    ];
    let hint = Signal::derive(move || match persona.get() {
        Persona::Practitioner => hints[0].get(),
        Persona::Lead => hints[1].get(),
        Persona::Executive => hints[2].get(),
    });
    let choose = Callback::new(move |chosen: String| {
        if let Some((found, _)) = NAMES.iter().find(|(_, name)| *name == chosen) {
            persona.set(*found);
        }
    });
    view! { <SelectField label=t!(company.persona) value=Signal::derive(name) choices hint error on_choose=choose/> }
}
