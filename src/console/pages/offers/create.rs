//! Publishing an offer of a partner.

use contract::{AccountId, AccountSummary, CreateOffer, Locale, OfferView, Page, Persona, Tier};
use leptos::prelude::*;

use super::super::account::text_in;
use crate::api::{self, Pages, use_client, use_key, use_read, use_write};
use crate::components::{Button, Dialog, Form, Look, TextField, use_toasts};
use crate::console::fields::{LocalFields, LocalTextFields, SeveralField};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};
use crate::words::{people, tier};

#[component]
pub fn CreateDialog(is_open: RwSignal<bool>, pages: Pages<OfferView>) -> impl IntoView {
    view! {
        <Dialog is_open title=t!(care.offer_new)>
            <Create is_open pages/>
        </Dialog>
    }
}

#[component]
fn Create(is_open: RwSignal<bool>, pages: Pages<OfferView>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let (title, text) = (LocalFields::new(), LocalFields::new());
    let [from, until, link, code] = [(); 4].map(|()| RwSignal::new(String::new()));
    let (tiers, personas) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
    let accounts = RwSignal::new(Vec::<AccountId>::new());
    use_navigation().guard(Signal::derive(move || {
        title.is_touched() || text.is_touched()
    }));
    let (write, key) = (use_write(), use_key());
    let submit = Callback::new(move |()| {
        let first = from.get_untracked();
        if let Some(refusal) = problem::refuse(&[("/from", problem::required(&first))]) {
            write.refuse(refusal);
            return;
        }
        let given = |text: RwSignal<String>| {
            let text = text.get_untracked().trim().to_owned();
            Some(text).filter(|text| !text.is_empty())
        };
        let offer = CreateOffer {
            title: title.text(),
            text: text.text(),
            link: given(link),
            code: given(code),
            tiers: tiers.get_untracked(),
            personas: personas.get_untracked(),
            accounts: accounts.get_untracked(),
            from: first,
            until: given(until),
        };
        let key = key.run(offer.clone());
        write.run(async move {
            api::create_offer(client, &offer, &key).await?;
            toasts.say(say!(language.get_untracked(), care.offer_made));
            let _ = is_open.try_set(false);
            pages.refetch();
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| is_open.set(false));
    let problem = write.problem();
    view! {
        <Form
            on_submit=submit
            problem
            actions=move || {
                view! {
                    <Button label=t!(care.offer_make) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <LocalTextFields fields=title problem pointers=["/title/en", "/title/ja", "/title/zh-Hant"] label=title_in/>
            <LocalTextFields fields=text problem pointers=["/text/en", "/text/ja", "/text/zh-Hant"] label=text_in is_long=true/>
            <div class="days">
                <TextField kind="date" label=t!(care.from) value=from error=of_field(problem, "/from")/>
                <TextField kind="date" label=t!(care.until) value=until error=of_field(problem, "/until")/>
            </div>
            <TextField kind="url" label=t!(care.link) value=link hint=t!(care.link_hint) error=of_field(problem, "/link")/>
            <TextField label=t!(care.code) value=code error=of_field(problem, "/code")/>
            <SeveralField label=t!(care.tiers) value=tiers choices=tier_choices()/>
            <SeveralField label=t!(care.personas) value=personas choices=persona_choices()/>
            <Companies value=accounts/>
        </Form>
    }
}

/// The companies of the first page of the list; a vendor with more names them over the API.
#[component]
fn Companies(value: RwSignal<Vec<AccountId>>) -> impl IntoView {
    let read = use_read::<Page<AccountSummary>>(|| "/accounts?limit=200".to_owned());
    move || {
        let companies = read.ready()?.items;
        let choices = companies
            .into_iter()
            .map(|company| (company.id, Signal::stored(company.name)))
            .collect();
        Some(view! { <SeveralField label=t!(care.companies) value choices/> })
    }
}

fn title_in(locale: Locale) -> Signal<String> {
    t!(care.title_in, language = locale.own_name())
}

fn tier_choices() -> Vec<(Tier, Signal<String>)> {
    let language = use_language();
    let named = |one| (one, Signal::derive(move || tier::name(language.get(), one)));
    [Tier::Bronze, Tier::Silver, Tier::Gold].map(named).into()
}

fn persona_choices() -> Vec<(Persona, Signal<String>)> {
    let language = use_language();
    let named = |one| {
        (
            one,
            Signal::derive(move || people::persona(language.get(), one)),
        )
    };
    [Persona::Practitioner, Persona::Lead, Persona::Executive]
        .map(named)
        .into()
}
