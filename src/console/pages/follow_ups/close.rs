//! Closing with what came of it, and telling others what was heard and done.

use contract::{CloseFollowUp, FollowUpView, HeardReach, Locale, PublishHeard, RootCause};
use leptos::prelude::*;

use super::Desk;
use crate::api::{self, use_client, use_key, use_write};
use crate::components::{Button, Form, Look, SelectField, TextArea, use_toasts};
use crate::console::fields::{LocalFields, LocalTextFields};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};

const LONGEST: usize = 1_000;
const CAUSES: [(&str, RootCause); 6] = [
    ("product", RootCause::Product),
    ("service", RootCause::Service),
    ("delivery", RootCause::Delivery),
    ("price", RootCause::Price),
    ("knowledge", RootCause::Knowledge),
    ("elsewhere", RootCause::Elsewhere),
];
const REACHES: [(&str, HeardReach); 3] = [
    ("account", HeardReach::Account),
    ("persona", HeardReach::Persona),
    ("all", HeardReach::All),
];

#[component]
pub fn Close(follow_up: FollowUpView, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let outcome = RwSignal::new(String::new());
    let (cause, reach) = (RwSignal::new(CAUSES[0].0), RwSignal::new("none"));
    let (said, done) = (LocalFields::new(), LocalFields::new());
    use_navigation().guard(Signal::derive(move || !outcome.with(String::is_empty)));
    let (write, key) = (use_write(), use_key());
    let id = follow_up.id;
    let submit = Callback::new(move |()| {
        let told = outcome.get_untracked().trim().to_owned();
        let wrong = problem::long_text(&told, LONGEST);
        if let Some(refusal) = problem::refuse(&[("/outcome", wrong)]) {
            write.refuse(refusal);
            return;
        }
        let publish = of(&REACHES, reach.get_untracked()).map(|reach| PublishHeard {
            said: said.text(),
            done: done.text(),
            reach,
        });
        let closing = CloseFollowUp {
            outcome: told,
            root_cause: of(&CAUSES, cause.get_untracked()).unwrap_or(RootCause::Elsewhere),
            publish,
        };
        let id = id.clone();
        let key = key.run((id.clone(), closing.clone()));
        write.run(async move {
            api::close_follow_up(client, &id, &closing, &key).await?;
            toasts.say(say!(language.get_untracked(), follow_up.closed_now));
            desk.done();
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| desk.intent.set(None));
    let causes = vec![
        ("product", t!(follow_up.cause_product)),
        ("service", t!(follow_up.cause_service)),
        ("delivery", t!(follow_up.cause_delivery)),
        ("price", t!(follow_up.cause_price)),
        ("knowledge", t!(follow_up.cause_knowledge)),
        ("elsewhere", t!(follow_up.cause_elsewhere)),
    ];
    let reaches = vec![
        ("none", t!(follow_up.publish_none)),
        ("account", t!(follow_up.publish_account)),
        ("persona", t!(follow_up.publish_persona)),
        ("all", t!(follow_up.publish_all)),
    ];
    let choose_cause = Callback::new(move |word: String| choose(cause, &CAUSES, &word));
    let choose_reach = Callback::new(move |word: String| {
        if word == "none" {
            reach.set("none");
        } else {
            choose(reach, &REACHES, &word);
        }
    });
    let is_published = Memo::new(move |_| reach.get() != "none");
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(follow_up.close) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <TextArea label=t!(follow_up.outcome) value=outcome hint=t!(follow_up.outcome_hint) error=of_field(write.problem(), "/outcome")/>
            <SelectField label=t!(follow_up.cause) value=cause choices=causes on_choose=choose_cause/>
            <SelectField
                label=t!(follow_up.publish)
                value=reach
                choices=reaches
                on_choose=choose_reach
                hint=t!(follow_up.publish_hint)
                error=of_field(write.problem(), "/publish/reach")
            />
            <Show when=move || is_published.get()>
                <LocalTextFields
                    fields=said
                    problem=write.problem()
                    pointers=["/publish/said/en", "/publish/said/ja", "/publish/said/zh-Hant"]
                    label=said_in
                    is_long=true
                />
                <LocalTextFields
                    fields=done
                    problem=write.problem()
                    pointers=["/publish/done/en", "/publish/done/ja", "/publish/done/zh-Hant"]
                    label=done_in
                    is_long=true
                />
            </Show>
        </Form>
    }
}

fn said_in(locale: Locale) -> Signal<String> {
    t!(follow_up.said_in, language = locale.own_name())
}

fn done_in(locale: Locale) -> Signal<String> {
    t!(follow_up.done_in, language = locale.own_name())
}

fn of<T: Copy>(words: &[(&'static str, T)], word: &str) -> Option<T> {
    let found = words.iter().find(|(known, _)| *known == word);
    found.map(|(_, value)| *value)
}

fn choose<T>(chosen: RwSignal<&'static str>, words: &[(&'static str, T)], word: &str) {
    if let Some((known, _)) = words.iter().find(|(known, _)| *known == word) {
        chosen.set(known);
    }
}
