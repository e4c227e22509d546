//! The private address at which a feed reader finds what is new: made, copied, replaced and ended here.

use contract::MyFeed;
use leptos::{prelude::*, task::spawn_local};

use crate::api::{self, Read, Write, use_client, use_read, use_write};
use crate::browser;
use crate::components::{Button, Load, Look, Skeleton, TextField, use_toasts};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::problem;

/// What the buttons share.
#[derive(Clone, Copy)]
struct Desk {
    mine: Read<MyFeed>,
    /// The address, from when it is made until the page is left.
    address: RwSignal<Option<String>>,
    making: Write,
    ending: Write,
}

#[component]
pub fn Feed() -> impl IntoView {
    let language = use_language();
    let desk = Desk {
        mine: use_read::<MyFeed>(api::feed_path),
        address: RwSignal::new(None),
        making: use_write(),
        ending: use_write(),
    };
    let problem = move || {
        let making = desk.making.problem().get();
        let error = making.or_else(|| desk.ending.problem().get());
        error.map(|error| problem::sentence(language.get(), &error))
    };
    // The address stands outside of what is read anew, or it would be drawn twice when it is made.
    let content = move || {
        match desk.address.get() {
        Some(address) => view! {
            <Address address/>
            <div class="row"><End desk/></div>
        }
        .into_any(),
        None => view! {
            <Load read=desk.mine shape=Skeleton::Rows(1) let:feed>
                {match feed.made_at {
                    None => view! { <Make desk label=t!(changes.feed_make) look=Look::Main/> }.into_any(),
                    Some(made_at) => view! { <Made made_at desk/> }.into_any(),
                }}
            </Load>
        }
        .into_any(),
    }
    };
    view! {
        <section class="card feed" aria-labelledby="feed">
            <h2 id="feed">{t!(changes.feed_title)}</h2>
            <p class="muted">{t!(changes.feed_lead)}</p>
            <p class="feed__private">{t!(changes.feed_private)}</p>
            {content}
            <p class="field__note field__note--wrong" role="alert">{problem}</p>
        </section>
    }
}

/// There is a feed, whose address is no longer known here.
#[component]
fn Made(made_at: String, desk: Desk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let date = format::date(locale, &made_at, Style::Full);
    view! {
        <p>{t!(changes.feed_made, date = date.clone())}</p>
        <div class="row">
            <Make desk label=t!(changes.feed_again) look=Look::Plain/>
            <End desk/>
        </div>
    }
}

#[component]
fn Address(address: String) -> impl IntoView {
    let toasts = use_toasts();
    let language = use_language();
    let shown = RwSignal::new(address);
    let copy = Callback::new(move |()| {
        let address = shown.get_untracked();
        let locale = language.get_untracked();
        spawn_local(async move {
            toasts.say(if browser::copy(&address).await {
                say!(locale, changes.feed_copied)
            } else {
                say!(locale, kb.copy_failed)
            });
        });
    });
    view! {
        <div class="feed__address">
            <TextField label=t!(changes.feed_address) value=shown hint=t!(changes.feed_once) is_readonly=true/>
            <Button label=t!(changes.feed_copy) look=Look::Main on_press=copy/>
        </div>
    }
}

#[component]
fn Make(desk: Desk, label: Signal<String>, look: Look) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let make = Callback::new(move |()| {
        desk.making.run(async move {
            let feed = api::make_feed(client, language.get_untracked()).await?;
            let _ = desk.address.try_set(Some(feed.url));
            desk.mine.refetch();
            Ok(())
        });
    });
    view! { <Button label look is_busy=desk.making.is_pending() on_press=make/> }
}

#[component]
fn End(desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let end = Callback::new(move |()| {
        desk.ending.run(async move {
            api::end_feed(client).await?;
            toasts.say(say!(language.get_untracked(), changes.feed_ended));
            let _ = desk.address.try_set(None);
            desk.mine.refetch();
            Ok(())
        });
    });
    view! { <Button label=t!(changes.feed_end) look=Look::Quiet is_busy=desk.ending.is_pending() on_press=end/> }
}
