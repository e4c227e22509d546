//! The question before a request is approved, refused or taken back.

use contract::{RedemptionNote, RedemptionView};
use leptos::prelude::*;

use super::{Desk, Intent};
use crate::api::{self, use_client, use_key, use_write};
use crate::components::{Button, Dialog, Form, Look, TextArea, use_toasts};
use crate::language::use_language;
use crate::words::problem::of_field;
use crate::words::tier;

impl Intent {
    fn redemption(&self) -> &RedemptionView {
        match self {
            Self::Approve(redemption) | Self::Refuse(redemption) | Self::Cancel(redemption) => {
                redemption
            }
        }
    }
}

#[component]
pub fn DecideDialog(desk: Desk) -> impl IntoView {
    let language = use_language();
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(desk.intent.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && desk.intent.with_untracked(Option::is_some) {
            desk.intent.set(None);
        }
    });
    let title = Signal::derive(move || {
        let locale = language.get();
        desk.intent.with(|intent| {
            let Some(intent) = intent else {
                return String::new();
            };
            let reward = intent.redemption().reward_name.clone();
            match intent {
                Intent::Approve(_) => say!(locale, rewards.approve_title, reward = reward),
                Intent::Refuse(_) => say!(locale, rewards.refuse_title, reward = reward),
                Intent::Cancel(_) => say!(locale, rewards.cancel_title, reward = reward),
            }
        })
    });
    view! {
        <Dialog is_open title>
            {move || desk.intent.get().map(|intent| view! { <Question intent desk/> })}
        </Dialog>
    }
}

#[component]
fn Question(intent: Intent, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let locale = language.get_untracked();
    let toasts = use_toasts();
    let write = use_write();
    let note = RwSignal::new(String::new());
    let key = use_key::<RedemptionNote>();
    let redemption = intent.redemption();
    let name = redemption.asked_by.clone();
    let points = tier::points(locale, redemption.cost);
    let (text, verb, look) = match &intent {
        Intent::Approve(_) => (
            say!(
                locale,
                rewards.approve_text,
                name = name.clone(),
                points = points
            ),
            t!(rewards.approve),
            Look::Main,
        ),
        Intent::Refuse(_) => (
            say!(
                locale,
                rewards.refuse_text,
                name = name.clone(),
                points = points
            ),
            t!(rewards.refuse),
            Look::Danger,
        ),
        Intent::Cancel(_) => (
            say!(locale, rewards.cancel_text, points = points),
            t!(rewards.cancel),
            Look::Danger,
        ),
    };
    let hint = t!(rewards.decision_note_hint, name = name.clone());
    // Whoever takes back an own request need not say why.
    let is_own = matches!(intent, Intent::Cancel(_));
    let problem = of_field(write.problem(), "/note");
    let submit = Callback::new(move |()| {
        let intent = intent.clone();
        let text = note.get_untracked().trim().to_owned();
        let sent = RedemptionNote {
            note: Some(text).filter(|text| !text.is_empty()),
        };
        write.run(async move {
            let key = key.run(sent.clone());
            let id = &intent.redemption().id;
            let decided = match &intent {
                Intent::Approve(_) => api::approve_redemption(client, id, &sent, &key).await,
                Intent::Refuse(_) => api::refuse_redemption(client, id, &sent, &key).await,
                Intent::Cancel(_) => api::cancel_redemption(client, id, &sent, &key).await,
            };
            // Decided or not, what stands there is old now.
            desk.redemptions.refetch();
            let name = decided?.asked_by;
            let locale = language.get_untracked();
            toasts.say(match intent {
                Intent::Approve(_) => say!(locale, rewards.approve_done, name = name),
                Intent::Refuse(_) => say!(locale, rewards.refuse_done, name = name),
                Intent::Cancel(_) => say!(locale, rewards.cancel_done),
            });
            let _ = desk.intent.try_set(None);
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| desk.intent.set(None));
    let field = (!is_own)
        .then(|| view! { <TextArea label=t!(rewards.note) value=note hint error=problem/> });
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=verb look submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <p>{text}</p>
            {field}
        </Form>
    }
}
