//! `/console/audit`: who did what, in every company and among the staff.

use contract::AuditEntry;
use leptos::prelude::*;

use crate::api::{self, use_pages};
use crate::components::{AuditLog, Empty, Icon, LoadPages, PageHeading, Skeleton};

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
                <AuditLog entries of_everyone=true/>
            </LoadPages>
        </section>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::List title=t!(history.none)/> }.into_any()
}
