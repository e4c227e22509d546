//! Making a challenge of a template: days and goal, within the bounds that the rules set.

use contract::{ChallengeTemplateView, Challenges, CreateChallenge};
use leptos::prelude::*;

use crate::api::{self, Read, use_client, use_key, use_write};
use crate::components::{Button, Form, Look, TextField, unique_id, use_toasts};
use crate::language::use_language;
use crate::words::problem::{self, of_field};
use crate::words::rules;

#[component]
pub fn Begin(all: Read<Challenges>, is_open: RwSignal<bool>) -> impl IntoView {
    // What is being typed must not be drawn anew when the list is asked for again.
    let found = untrack(move || all.ready());
    let templates = found.map_or_else(Vec::new, |found| found.templates);
    if templates.is_empty() {
        return view! { <p class="muted">{t!(play.no_templates)}</p> }.into_any();
    }
    view! { <Fields templates all is_open/> }.into_any()
}

#[component]
fn Fields(
    templates: Vec<ChallengeTemplateView>,
    all: Read<Challenges>,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let key = use_key::<CreateChallenge>();
    let first = templates.first().map(|one| one.id.clone());
    let template = RwSignal::new(first.unwrap_or_default());
    let starts_on =
        RwSignal::new(untrack(move || all.ready()).map_or_else(String::new, |found| found.today));
    let ends_on = RwSignal::new(String::new());
    let goal = RwSignal::new(String::new());
    let templates = StoredValue::new(templates);
    let submit = Callback::new(move |()| {
        let number = goal.get_untracked().trim().parse::<i64>();
        let refusal = problem::refuse(&[
            ("/starts_on", problem::required(&starts_on.get_untracked())),
            ("/ends_on", problem::required(&ends_on.get_untracked())),
            ("/goal", goal_problem(&goal.get_untracked())),
        ]);
        let (Ok(number), None) = (number, &refusal) else {
            if let Some(refusal) = refusal {
                write.refuse(refusal);
            }
            return;
        };
        let wanted = CreateChallenge {
            template: template.get_untracked(),
            starts_on: starts_on.get_untracked(),
            ends_on: ends_on.get_untracked(),
            goal: number,
        };
        write.run(async move {
            let locale = language.get_untracked();
            let key = key.run(wanted.clone());
            let made = api::create_challenge(client, &wanted, locale, &key).await?;
            toasts.say(say!(locale, play.begun, name = made.name));
            let _ = is_open.try_set(false);
            all.refetch();
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| is_open.set(false));
    let wrong = move |pointer| of_field(write.problem(), pointer);
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(play.begin_submit) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <TemplateField templates template error=wrong("/template")/>
            <TextField kind="date" label=t!(play.starts_on) value=starts_on error=wrong("/starts_on")/>
            <TextField kind="date" label=t!(play.ends_on) value=ends_on error=wrong("/ends_on")/>
            <TextField label=t!(play.goal) value=goal hint=t!(play.goal_hint) error=wrong("/goal")/>
        </Form>
    }
}

fn goal_problem(text: &str) -> Option<&'static str> {
    let number = text.trim().parse::<i64>();
    problem::required(text).or_else(|| number.is_err().then_some("malformed"))
}

/// The templates by name, and what the rules say of the one that is chosen.
#[component]
fn TemplateField(
    templates: StoredValue<Vec<ChallengeTemplateView>>,
    template: RwSignal<String>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let id = unique_id("field");
    let note = format!("{id}-note");
    let options = templates.with_value(|all| {
        all.iter()
            .map(|one| {
                let (value, name) = (one.id.clone(), one.terms.name.clone());
                view! { <option value=value>{name}</option> }
            })
            .collect_view()
    });
    let terms = move || {
        let locale = language.get();
        templates.with_value(|all| {
            let chosen = all.iter().find(|one| one.id == template.get())?;
            let left = i32::try_from(chosen.left_this_year).unwrap_or(i32::MAX);
            Some(format!(
                "{} {} {}",
                chosen.terms.text,
                rules::challenge(locale, &chosen.terms),
                say!(locale, play.left_this_year, count = left, n = left)
            ))
        })
    };
    let text = move || error.get().or_else(terms);
    let class = move || {
        if error.with(Option::is_some) {
            "field__note field__note--wrong"
        } else {
            "field__note"
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{t!(play.template)}</label>
            <select
                class="field__input field__select"
                id=id
                aria-describedby=note.clone()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=template
                on:change=move |event| template.set(event_target_value(&event))
            >
                {options}
            </select>
            <p class=class id=note>{text}</p>
        </div>
    }
}
