//! `/company/history`: what account admins did, for themselves and for their auditors.

use contract::AuditEntry;
use leptos::prelude::*;

use crate::api::{self, ApiError, use_pages};
use crate::components::{AuditLog, Empty, Failure, Icon, LoadPages, PageHeading, Skeleton};
use crate::route::Route;
use crate::session::use_session;

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
            <AuditLog entries/>
        </LoadPages>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::List title=t!(history.none) hint=t!(history.none_hint)/> }.into_any()
}
