//! `/console/keys`: keys with which other programs report to the portal, for operators.

use contract::{ApiKeyScope, ApiKeyView, CreateApiKey, Locale};
use leptos::prelude::*;

use crate::api::{self, Pages, use_client, use_pages, use_write};
use crate::components::{
    Button, Chip, Dialog, Empty, Form, Icon, LoadPages, Look, PageHeading, Skeleton, TextField,
    Tone, use_toasts,
};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::problem::{self, of_field};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Desk {
    pages: Pages<ApiKeyView>,
    is_making: RwSignal<bool>,
    /// The key that is about to be ended.
    ending: RwSignal<Option<ApiKeyView>>,
}

#[component]
pub fn Keys() -> impl IntoView {
    let desk = Desk {
        pages: use_pages::<ApiKeyView>(api::api_keys_path),
        is_making: RwSignal::new(false),
        ending: RwSignal::new(None),
    };
    let make = Callback::new(move |()| desk.is_making.set(true));
    view! {
        <header class="page-head page-head--split">
            <div>
                <PageHeading title=t!(care.keys)/>
                <p class="page-head__lead muted">{t!(care.keys_lead)}</p>
            </div>
            <Button label=t!(care.key_new) look=Look::Main icon=Icon::Plus on_press=make/>
        </header>
        <section class="card">
            <LoadPages pages=desk.pages shape=Skeleton::Rows(3) empty=none let:keys>
                <List keys desk/>
            </LoadPages>
        </section>
        <Dialog is_open=desk.is_making title=t!(care.key_new)>
            <Make desk/>
        </Dialog>
        <EndDialog desk/>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Key title=t!(care.keys_none) hint=t!(care.keys_none_hint)/> }
        .into_any()
}

#[component]
fn List(keys: Vec<ApiKeyView>, desk: Desk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let lines = keys
        .into_iter()
        .map(|key| line(locale, key, desk))
        .collect_view();
    view! { <ul class="entries">{lines}</ul> }
}

fn line(locale: Locale, key: ApiKeyView, desk: Desk) -> impl IntoView {
    let date = |at: &String| format::date(locale, at, Style::Short);
    let (name, made) = (key.created_by.clone(), date(&key.created_at));
    let made = say!(locale, care.key_made_by, name = name, date = made);
    let used = match &key.last_used_at {
        Some(at) => say!(locale, care.key_used, when = format::relative(locale, at)),
        None => say!(locale, care.key_unused),
    };
    let spoken = say!(locale, care.key_end_named, name = key.name.clone());
    let state = if let Some(at) = &key.revoked_at {
        let ended = say!(locale, care.key_ended_on, date = date(at));
        view! { <Chip label=Signal::stored(ended) tone=Tone::Off/> }.into_any()
    } else {
        let key = key.clone();
        let end = Callback::new(move |()| desk.ending.set(Some(key.clone())));
        view! { <Button label=t!(care.end) look=Look::Quiet spoken=Signal::stored(spoken) on_press=end/> }
            .into_any()
    };
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <strong>{key.name}</strong>
                {state}
            </div>
            <p class="small muted">{made} " · " {used}</p>
        </li>
    }
}

/// Asks for the name, then shows the secret this once.
#[component]
fn Make(desk: Desk) -> impl IntoView {
    let client = use_client();
    let name = RwSignal::new(String::new());
    let secret = RwSignal::new(None::<String>);
    let write = use_write();
    let submit = Callback::new(move |()| {
        let typed = name.get_untracked().trim().to_owned();
        if let Some(refusal) = problem::refuse(&[("/name", problem::required(&typed))]) {
            write.refuse(refusal);
            return;
        }
        write.run(async move {
            let asked = CreateApiKey {
                name: typed,
                scopes: vec![ApiKeyScope::Events],
            };
            let made = api::create_api_key(client, &asked).await?;
            let _ = secret.try_set(Some(made.secret));
            desk.pages.refetch();
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| desk.is_making.set(false));
    move || {
        match secret.get() {
        Some(secret) => {
            view! {
                <div class="form">
                    <p>{t!(care.key_once)}</p>
                    <TextField label=t!(care.key_secret) value=RwSignal::new(secret) is_readonly=true/>
                    <div class="form__actions">
                        <Button label=t!(care.key_done) look=Look::Main on_press=cancel/>
                    </div>
                </div>
            }
            .into_any()
        }
        None => view! {
            <Form
                on_submit=submit
                problem=write.problem()
                actions=move || {
                    view! {
                        <Button label=t!(care.key_make) look=Look::Main submits=true is_busy=write.is_pending()/>
                        <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                    }
                }
            >
                <TextField label=t!(care.key_name) value=name hint=t!(care.key_name_hint) error=of_field(write.problem(), "/name")/>
            </Form>
        }
        .into_any(),
    }
    }
}

#[component]
fn EndDialog(desk: Desk) -> impl IntoView {
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(desk.ending.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && desk.ending.with_untracked(Option::is_some) {
            desk.ending.set(None);
        }
    });
    view! {
        <Dialog is_open title=t!(care.key_end)>
            {move || desk.ending.get().map(|key| view! { <End key_view=key desk/> })}
        </Dialog>
    }
}

#[component]
fn End(key_view: ApiKeyView, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let (id, name) = (key_view.id, key_view.name);
    let submit = Callback::new(move |()| {
        let id = id.clone();
        write.run(async move {
            api::end_api_key(client, &id).await?;
            toasts.say(say!(language.get_untracked(), care.key_ended));
            let _ = desk.ending.try_set(None);
            desk.pages.refetch();
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| desk.ending.set(None));
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(care.key_end) look=Look::Danger submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <p>{t!(care.key_end_text, name = name.clone())}</p>
        </Form>
    }
}
