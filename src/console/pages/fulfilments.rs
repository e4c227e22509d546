//! `/console/rewards`: what customers were granted and wait for.

use contract::{FulfilmentView, Locale, RedemptionNote};
use leptos::prelude::*;

use crate::api::{self, Pages, use_client, use_key, use_pages, use_write};
use crate::components::{
    Avatar, Button, Dialog, Empty, Form, Icon, LoadPages, Look, PageHeading, Skeleton, TextArea,
    use_toasts,
};
use crate::console::route::ConsoleRoute;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::problem::{self, of_field};
use crate::words::tier;

/// What is about to be done.
#[derive(Clone, Debug, PartialEq)]
enum Intent {
    Fulfil(FulfilmentView),
    TakeBack(FulfilmentView),
}

#[derive(Clone, Copy)]
struct Desk {
    fulfilments: Pages<FulfilmentView>,
    intent: RwSignal<Option<Intent>>,
}

#[component]
pub fn Fulfilments() -> impl IntoView {
    let route: Memo<ConsoleRoute> = expect_context();
    let language = use_language();
    let is_done = Memo::new(move |_| route.get() == ConsoleRoute::Fulfilments { is_done: true });
    let desk = Desk {
        fulfilments: use_pages(move || api::fulfilments_path(language.get(), is_done.get())),
        intent: RwSignal::new(None),
    };
    view! {
        <header class="page-head">
            <PageHeading title=t!(console.fulfilments)/>
            <p class="page-head__lead muted">{t!(console.fulfilments_lead)}</p>
        </header>
        <nav class="switch" aria-label=t!(console.fulfilments_which)>
            <Tab is_done=false chosen=is_done/>
            <Tab is_done=true chosen=is_done/>
        </nav>
        <section class="card">
            {move || {
                let empty = if is_done.get() { none_done } else { none };
                view! {
                    <LoadPages pages=desk.fulfilments shape=Skeleton::Rows(6) empty let:fulfilments>
                        <List fulfilments desk/>
                    </LoadPages>
                }
            }}
        </section>
        <Question desk/>
    }
}

#[component]
fn Tab(is_done: bool, chosen: Memo<bool>) -> impl IntoView {
    let label = if is_done {
        t!(console.fulfilments_done)
    } else {
        t!(console.fulfilments_open)
    };
    let current = move || (chosen.get() == is_done).then_some("page");
    view! {
        <a class="switch__tab" href=ConsoleRoute::Fulfilments { is_done }.href() aria-current=current>{label}</a>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Check title=t!(console.fulfilments_none) hint=t!(console.fulfilments_none_hint)/> }
        .into_any()
}

fn none_done() -> AnyView {
    view! { <Empty icon=Icon::Gift title=t!(console.fulfilments_done_none)/> }.into_any()
}

#[component]
fn List(fulfilments: Vec<FulfilmentView>, desk: Desk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let lines = fulfilments
        .into_iter()
        .map(|fulfilment| line(locale, fulfilment, desk))
        .collect_view();
    view! { <ul class="entries">{lines}</ul> }
}

fn line(locale: Locale, fulfilment: FulfilmentView, desk: Desk) -> impl IntoView {
    let mail = format!("mailto:{}", fulfilment.asked_by_email);
    let who = format!("{} · {}", fulfilment.asked_by, fulfilment.account_name);
    let about = about(locale, &fulfilment);
    let notes = [
        (Some(fulfilment.asked_by.clone()), &fulfilment.note),
        (fulfilment.decided_by.clone(), &fulfilment.decision_note),
        (fulfilment.fulfilled_by.clone(), &fulfilment.fulfilment_note),
    ];
    let notes: Vec<_> = notes
        .into_iter()
        .filter_map(|(who, note)| Some((who?, note.clone()?)))
        .map(|(who, note)| view! { <p class="entries__text"><strong>{who}": "</strong>{note}</p> })
        .collect();
    let actions = fulfilment.fulfilled_at.is_none().then(|| {
        let press = |intent: Intent| Callback::new(move |()| desk.intent.set(Some(intent.clone())));
        view! {
            <div class="row">
                <Button
                    label=t!(console.fulfil)
                    look=Look::Main
                    on_press=press(Intent::Fulfil(fulfilment.clone()))
                />
                <Button label=t!(console.take_back) on_press=press(Intent::TakeBack(fulfilment.clone()))/>
            </div>
        }
    });
    view! {
        <li class="entries__entry">
            <div class="entries__head"><strong>{fulfilment.reward_name}</strong></div>
            <div class="entries__who">
                <Avatar name=Signal::stored(fulfilment.asked_by)/>
                <p>
                    {who}
                    <br/>
                    <a class="small" href=mail rel="external">{fulfilment.asked_by_email}</a>
                </p>
            </div>
            {notes}
            <p class="small muted">{about}</p>
            {actions}
        </li>
    }
}

fn about(locale: Locale, fulfilment: &FulfilmentView) -> String {
    let date = |at: &str| format::date(locale, at, Style::Short);
    let asked = say!(locale, console.asked_at, date = date(&fulfilment.asked_at));
    let by =
        |name: &Option<String>, at: &Option<String>| Some((name.clone()?, date(at.as_deref()?)));
    let approved = by(&fulfilment.decided_by, &fulfilment.decided_at)
        .map(|(name, date)| say!(locale, console.approved_by, name = name, date = date));
    let done = by(&fulfilment.fulfilled_by, &fulfilment.fulfilled_at)
        .map(|(name, date)| say!(locale, console.done_by, name = name, date = date));
    let points = tier::points(locale, fulfilment.cost);
    let parts: Vec<String> = [Some(points), Some(asked), approved, done]
        .into_iter()
        .flatten()
        .collect();
    parts.join(" · ")
}

#[component]
fn Question(desk: Desk) -> impl IntoView {
    let language = use_language();
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(desk.intent.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && desk.intent.with_untracked(Option::is_some) {
            desk.intent.set(None);
        }
    });
    let title = Signal::derive(move || match desk.intent.get() {
        Some(Intent::Fulfil(it)) => {
            say!(
                language.get(),
                console.fulfil_title,
                reward = it.reward_name
            )
        }
        Some(Intent::TakeBack(it)) => {
            say!(
                language.get(),
                console.take_back_title,
                reward = it.reward_name
            )
        }
        None => String::new(),
    });
    view! {
        <Dialog is_open title>
            {move || desk.intent.get().map(|intent| view! { <Answer intent desk/> })}
        </Dialog>
    }
}

#[component]
fn Answer(intent: Intent, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let locale = language.get_untracked();
    let toasts = use_toasts();
    let write = use_write();
    let note = RwSignal::new(String::new());
    let key = use_key::<RedemptionNote>();
    let (text, label, verb, look) = match &intent {
        Intent::Fulfil(it) => (
            say!(
                locale,
                console.fulfil_text,
                name = it.asked_by.clone(),
                company = it.account_name.clone()
            ),
            t!(console.fulfil_note),
            t!(console.fulfil),
            Look::Main,
        ),
        Intent::TakeBack(it) => (
            say!(
                locale,
                console.take_back_text,
                points = tier::points(locale, it.cost),
                company = it.account_name.clone(),
                name = it.asked_by.clone()
            ),
            t!(console.take_back_reason),
            t!(console.take_back),
            Look::Danger,
        ),
    };
    let submit = Callback::new(move |()| {
        let intent = intent.clone();
        let text = note.get_untracked().trim().to_owned();
        let needs_reason = matches!(intent, Intent::TakeBack(_));
        let missing = problem::required(&text).filter(|_| needs_reason);
        if let Some(refusal) = problem::refuse(&[("/note", missing)]) {
            write.refuse(refusal);
            return;
        }
        let sent = RedemptionNote {
            note: Some(text).filter(|text| !text.is_empty()),
        };
        write.run(async move {
            let key = key.run(sent.clone());
            let done = match &intent {
                Intent::Fulfil(it) => api::fulfil_redemption(client, &it.id, &sent, &key).await,
                Intent::TakeBack(it) => api::withdraw_redemption(client, &it.id, &sent, &key).await,
            };
            desk.fulfilments.refetch();
            done?;
            let locale = language.get_untracked();
            toasts.say(match intent {
                Intent::Fulfil(it) => say!(locale, console.fulfil_done, name = it.asked_by),
                Intent::TakeBack(_) => say!(locale, console.take_back_done),
            });
            let _ = desk.intent.try_set(None);
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
                    <Button label=verb look submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <p>{text}</p>
            <TextArea label value=note error=of_field(write.problem(), "/note")/>
        </Form>
    }
}
