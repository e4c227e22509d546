//! `/console/outbox`: the mails that the portal wrote, and what became of them.

use contract::{Locale, MailState, OutboxMail};
use leptos::prelude::*;

use crate::api::{self, use_pages};
use crate::components::{Chip, Empty, Icon, LoadPages, PageHeading, Skeleton, Tone};
use crate::format;
use crate::language::use_language;

#[component]
pub fn Outbox() -> impl IntoView {
    let pages = use_pages::<OutboxMail>(api::outbox_path);
    view! {
        <header class="page-head">
            <PageHeading title=t!(console.outbox)/>
            <p class="page-head__lead muted">{t!(console.outbox_lead)}</p>
        </header>
        <section class="card">
            <LoadPages pages shape=Skeleton::Rows(6) empty=none let:mails>
                <Mails mails/>
            </LoadPages>
        </section>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Mail title=t!(console.outbox_none) hint=t!(console.outbox_none_hint)/> }.into_any()
}

#[component]
fn Mails(mails: Vec<OutboxMail>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let lines = mails
        .into_iter()
        .map(|mail| line(locale, mail))
        .collect_view();
    view! { <ul class="entries">{lines}</ul> }
}

fn line(locale: Locale, mail: OutboxMail) -> impl IntoView {
    let (state, tone) = match mail.state {
        MailState::Waiting => (say!(locale, console.mail_waiting), Tone::Plain),
        MailState::Sent => (say!(locale, console.mail_sent), Tone::Good),
        MailState::Failed => (say!(locale, console.mail_failed), Tone::Warn),
    };
    let error = mail
        .last_error
        .map(|error| view! { <p class="entries__wrong small">{error}</p> });
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <strong>{mail.subject}</strong>
                <Chip label=Signal::stored(state) tone/>
            </div>
            <p class="small muted">{mail.to} " · " {format::date_time(locale, &mail.created_at)}</p>
            {error}
            <details class="entries__more">
                <summary>{say!(locale, console.mail_show)}</summary>
                <pre class="entries__mail" tabindex="0">{mail.body}</pre>
            </details>
        </li>
    }
}
