//! `/console/audit`: who did what, in every company and among the staff.

use contract::{AuditEntry, Locale};
use leptos::prelude::*;

use crate::api::{self, use_pages};
use crate::components::{Empty, Icon, LoadPages, PageHeading, Skeleton};
use crate::format;
use crate::language::use_language;
use crate::words::audit;

#[component]
pub fn Audit() -> impl IntoView {
    let pages = use_pages::<AuditEntry>(api::audit_path);
    view! {
        <header class="page-head">
            <PageHeading title=t!(console.audit)/>
            <p class="page-head__lead muted">{t!(console.audit_lead)}</p>
        </header>
        <section class="card">
            <LoadPages pages shape=Skeleton::Rows(8) empty=none let:entries>
                <Log entries/>
            </LoadPages>
        </section>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::List title=t!(history.none)/> }.into_any()
}

#[component]
fn Log(entries: Vec<AuditEntry>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let lines = entries
        .iter()
        .map(|entry| line(locale, entry))
        .collect_view();
    view! {
        <table class="table stack">
            <thead>
                <tr>
                    <th scope="col">{t!(history.when)}</th>
                    <th scope="col">{t!(history.what)}</th>
                    <th scope="col">{t!(console.company)}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

fn line(locale: Locale, entry: &AuditEntry) -> impl IntoView + use<> {
    let detail = entry
        .detail
        .as_ref()
        .map(|detail| audit::detail(locale, detail));
    let company = entry
        .account_name
        .clone()
        .unwrap_or_else(|| say!(locale, console.our_staff));
    view! {
        <tr>
            <td class="log__when"><time datetime=entry.at.clone()>{format::date_time(locale, &entry.at)}</time></td>
            <td>
                {audit::sentence(locale, entry)}
                {detail.map(|detail| view! { <span class="log__detail small muted">{detail}</span> })}
            </td>
            <td class="muted">{company}</td>
        </tr>
    }
}
