//! `/company/programme`: for account admins the tier over time, and who earned what over some days.

mod earners;

use contract::CompanyProgramme as View;
use leptos::prelude::*;

use crate::api::{self, ApiError, use_read};
use crate::components::{Failure, Icon, Load, PageHeading, Skeleton, TierChip, TierHistory};
use crate::route::Route;
use crate::session::use_session;

use earners::{Days, Earners};

#[component]
pub fn CompanyProgramme() -> impl IntoView {
    let content = if use_session().is_admin_untracked() {
        view! { <Content/> }.into_any()
    } else {
        view! {
            <section class="card">
                <Failure error=ApiError::Forbidden on_retry=Callback::new(|()| ())/>
            </section>
        }
        .into_any()
    };
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here)>
            <ol><li><a href=Route::COMPANY.href()>{t!(company.title)}</a></li></ol>
        </nav>
        <header class="page-head">
            <PageHeading title=t!(company_programme.title)/>
            <p class="page-head__lead muted">{t!(company_programme.lead)}</p>
        </header>
        {content}
    }
}

#[component]
fn Content() -> impl IntoView {
    let route: Memo<Route> = expect_context();
    let asked = Memo::new(move |_| match route.get() {
        Route::CompanyProgramme { from, to } => (from, to),
        _ => (String::new(), String::new()),
    });
    let read = use_read::<View>(move || {
        let (from, to) = asked.get();
        api::company_programme_path(&from, &to)
    });
    // The days stay in their fields while others are asked for, and when the answer is a refusal.
    let days = RwSignal::new((String::new(), String::new()));
    Effect::new(move || {
        if let Some(found) = read.ready() {
            days.set((found.from, found.to));
        }
    });
    view! {
        <div class="given-grid">
            <section class="card" aria-labelledby="earners">
                <header class="card__head"><h2 id="earners">{t!(company_programme.earners)}</h2></header>
                <Days days/>
                <Load read shape=Skeleton::Rows(6) let:found>
                    <Earners earners=found.earners/>
                </Load>
            </section>
            <div class="given-grid__side">
                <section class="card" aria-labelledby="tiers">
                    <header class="card__head"><h2 id="tiers">{t!(company_programme.history)}</h2></header>
                    <Load read shape=Skeleton::Rows(2) let:found>
                        <p class="given-grid__now"><TierChip tier=found.tier/></p>
                        <TierHistory history=found.history/>
                    </Load>
                </section>
                <ReportCard/>
            </div>
        </div>
    }
}

#[component]
fn ReportCard() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="month-report">
            <header class="card__head"><h2 id="month-report">{t!(company_programme.report)}</h2></header>
            <p class="muted">{t!(company_programme.report_hint)}</p>
            <p class="given-grid__action">
                <a class="button" href=Route::REPORT.href()>
                    <Icon name=Icon::List/>
                    <span>{t!(company_programme.report)}</span>
                </a>
            </p>
        </section>
    }
}
