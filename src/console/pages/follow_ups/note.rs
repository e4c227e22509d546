//! Writing something down for colleagues.

use contract::{AddNote, FollowUpView};
use leptos::prelude::*;

use super::Desk;
use crate::api::{self, use_client, use_key, use_write};
use crate::components::{Button, Form, Look, TextArea, use_toasts};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};

const LONGEST: usize = 2_000;

#[component]
pub fn Note(follow_up: FollowUpView, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let text = RwSignal::new(String::new());
    use_navigation().guard(Signal::derive(move || !text.with(String::is_empty)));
    let (write, key) = (use_write(), use_key());
    let id = follow_up.id;
    let submit = Callback::new(move |()| {
        let note = AddNote {
            text: text.get_untracked().trim().to_owned(),
        };
        let wrong = problem::long_text(&note.text, LONGEST);
        if let Some(refusal) = problem::refuse(&[("/text", wrong)]) {
            write.refuse(refusal);
            return;
        }
        let id = id.clone();
        let key = key.run((id.clone(), note.clone()));
        write.run(async move {
            api::add_note(client, &id, &note, &key).await?;
            toasts.say(say!(language.get_untracked(), follow_up.noted));
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
            <TextArea label=t!(follow_up.note_label) value=text hint=t!(follow_up.note_hint) error=of_field(write.problem(), "/text")/>
        </Form>
    }
}
