//! `/company/history`: what account admins did, for themselves and for their auditors.

use contract::{AuditEntry, Locale};
use leptos::prelude::*;

use crate::api::{self, ApiError, use_pages};
use crate::components::{Empty, Failure, Icon, LoadPages, PageHeading, Skeleton};
use crate::format;
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;
use crate::words::audit;

#[component]
pub fn History() -> impl IntoView {
    let content = if use_session().is_admin_untracked() {
        view! { <Lines/> }.into_any()
    } else {
        view! { <Failure error=ApiError::Forbidden on_retry=Callback::new(|()| ())/> }.into_any()
    };
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here)>
            <ol><li><a href=Route::COMPANY.href()>{t!(company.title)}</a></li></ol>
        </nav>
        <header class="page-head">
            <PageHeading title=t!(history.title)/>
            <p class="page-head__lead muted">{t!(history.lead)}</p>
        </header>
        <section class="card">{content}</section>
    }
}

#[component]
fn Lines() -> impl IntoView {
    let pages = use_pages::<AuditEntry>(api::audit_path);
    view! {
        <LoadPages pages shape=Skeleton::Rows(8) empty=none let:entries>
            <Log entries/>
        </LoadPages>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::List title=t!(history.none) hint=t!(history.none_hint)/> }.into_any()
}

#[component]
fn Log(entries: Vec<AuditEntry>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let lines = entries
        .iter()
        .map(|entry| line(locale, entry))
        .collect_view();
    view! {
        <table class="table log">
            <thead>
                <tr>
                    <th scope="col">{t!(history.when)}</th>
                    <th scope="col">{t!(history.what)}</th>
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
    view! {
        <tr>
            <td class="log__when"><time datetime=entry.at.clone()>{format::date_time(locale, &entry.at)}</time></td>
            <td>
                {audit::sentence(locale, entry)}
                {detail.map(|detail| view! { <span class="log__detail small muted">{detail}</span> })}
            </td>
        </tr>
    }
}
