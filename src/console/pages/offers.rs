//! `/console/offers`: what partners of the vendor offer its clients.

mod create;

use contract::{Locale, OfferView};
use leptos::prelude::*;

use super::account::in_language;
use crate::api::{self, Pages, use_client, use_pages, use_write};
use crate::components::use_toasts;
use crate::components::{Button, Chip, Empty, Icon, LoadPages, Look, PageHeading, Skeleton, Tone};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::{days, people, problem, tier};

use create::CreateDialog;

#[component]
pub fn Offers() -> impl IntoView {
    let pages = use_pages::<OfferView>(api::offers_path);
    let is_making = RwSignal::new(false);
    let make = Callback::new(move |()| is_making.set(true));
    view! {
        <header class="page-head page-head--split">
            <div>
                <PageHeading title=t!(care.offers)/>
                <p class="page-head__lead muted">{t!(care.offers_lead)}</p>
            </div>
            <Button label=t!(care.offer_new) look=Look::Main icon=Icon::Plus on_press=make/>
        </header>
        <section class="card">
            <LoadPages pages shape=Skeleton::Rows(4) empty=none let:offers>
                <List offers pages/>
            </LoadPages>
        </section>
        <CreateDialog is_open=is_making pages/>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Spark title=t!(care.offers_none) hint=t!(care.offers_none_hint)/> }
        .into_any()
}

#[component]
fn List(offers: Vec<OfferView>, pages: Pages<OfferView>) -> impl IntoView {
    let lines = offers
        .into_iter()
        .map(|offer| view! { <Line offer pages/> })
        .collect_view();
    view! { <ul class="entries">{lines}</ul> }
}

/// For whom the offer is, in words.
fn audience(locale: Locale, offer: &OfferView) -> String {
    let tiers = offer.tiers.iter().map(|one| tier::name(locale, *one));
    let personas = offer
        .personas
        .iter()
        .map(|one| people::persona(locale, *one));
    let all: Vec<String> = tiers
        .chain(personas)
        .chain(offer.accounts.iter().cloned())
        .collect();
    if all.is_empty() {
        say!(locale, care.for_all)
    } else {
        all.join(", ")
    }
}

#[component]
fn Line(offer: OfferView, pages: Pages<OfferView>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let locale = language.get_untracked();
    let (title, text) = (
        in_language(locale, &offer.title),
        in_language(locale, &offer.text),
    );
    let days = days::span(locale, &offer.from, offer.until.as_deref());
    let audience = audience(locale, &offer);
    let id = offer.id.clone();
    let end = Callback::new(move |()| {
        let id = id.clone();
        write.run(async move {
            api::end_offer(client, &id).await?;
            toasts.say(say!(language.get_untracked(), care.ended));
            pages.refetch();
            Ok(())
        });
    });
    let problem = move || {
        let error = write.problem().get()?;
        Some(problem::sentence(language.get(), &error))
    };
    let spoken = say!(locale, care.end_named, title = title.clone());
    let state = match &offer.ended_at {
        Some(at) => {
            let date = format::date(locale, at, Style::Short);
            let ended = say!(locale, care.ended_on, date = date);
            view! { <Chip label=Signal::stored(ended) tone=Tone::Off/> }.into_any()
        }
        None => view! {
            <Button label=t!(care.end) look=Look::Quiet spoken=Signal::stored(spoken) is_busy=write.is_pending() on_press=end/>
        }
        .into_any(),
    };
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <strong>{title}</strong>
                {state}
            </div>
            <p class="entries__text">{text}</p>
            <p class="small muted">{audience} " · " {days} " · " {offer.created_by}</p>
            <p class="field__note field__note--wrong" role="alert">{problem}</p>
        </li>
    }
}
