//! Saying thank you with something that no rule asks for.

use contract::{AccountProgramme, GiveGift, MemberId};
use leptos::prelude::*;

use super::Desk;
use super::adjust::{choices_of, whole};
use crate::api::{self, use_client, use_key, use_write};
use crate::components::{Button, Dialog, Form, Look, TextArea, TextField, use_toasts};
use crate::console::fields::ChoiceField;
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};

const LONGEST_GIFT: usize = 200;
const LONGEST_NOTE: usize = 1_000;

#[component]
pub fn GiftDialog(account: AccountProgramme, desk: Desk) -> impl IntoView {
    let account = StoredValue::new(account);
    view! {
        <Dialog is_open=desk.is_giving title=t!(care.gift)>
            <p class="muted">{t!(care.gift_lead)}</p>
            {move || view! { <Give account=account.get_value() desk/> }}
        </Dialog>
    }
}

#[component]
fn Give(account: AccountProgramme, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let [member, text, note, points] = [(); 4].map(|()| RwSignal::new(String::new()));
    use_navigation().guard(Signal::derive(move || {
        !text.with(String::is_empty) || !note.with(String::is_empty)
    }));
    let (write, key) = (use_write(), use_key());
    let id = account.id.clone();
    let submit = Callback::new(move |()| {
        let typed = points.get_untracked();
        let read = if typed.trim().is_empty() {
            Some(0)
        } else {
            whole(&typed)
        };
        let gift = GiveGift {
            member: Some(MemberId(member.get_untracked())).filter(|id| !id.0.is_empty()),
            text: text.get_untracked().trim().to_owned(),
            note: note.get_untracked().trim().to_owned(),
            points: read.unwrap_or(0),
        };
        let refusal = problem::refuse(&[
            ("/text", problem::long_text(&gift.text, LONGEST_GIFT)),
            ("/note", problem::long_text(&gift.note, LONGEST_NOTE)),
            ("/points", read.is_none().then_some("malformed")),
        ]);
        if let Some(refusal) = refusal {
            write.refuse(refusal);
            return;
        }
        let id = id.clone();
        let key = key.run((id.clone(), gift.clone()));
        write.run(async move {
            api::give_gift(client, &id, &gift, &key).await?;
            toasts.say(say!(language.get_untracked(), care.gift_given));
            desk.done();
            Ok(())
        });
    });
    let people = choices_of(&account);
    let cancel = Callback::new(move |()| desk.is_giving.set(false));
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(care.gift_give) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <ChoiceField label=t!(care.gift_for) value=member none=t!(care.the_company) choices=people/>
            <TextField label=t!(care.gift_text) value=text error=of_field(write.problem(), "/text")/>
            <TextArea label=t!(care.gift_note) value=note hint=t!(care.gift_note_hint) error=of_field(write.problem(), "/note")/>
            <TextField label=t!(care.gift_points) value=points error=of_field(write.problem(), "/points")/>
        </Form>
    }
}
