//! `/company/report`: one month of the company for account admins, to read, to print, and as a file.

use contract::{Locale, MonthReport, ReportLine, WalletOwner};
use leptos::prelude::*;

use crate::api::{self, ApiError, use_read};
use crate::browser;
use crate::components::{Button, Empty, Failure, Icon, Load, PageHeading, Skeleton, TierChip};
use crate::format::{self, Style, calendar};
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;
use crate::words::entry;

#[component]
pub fn Report() -> impl IntoView {
    if !use_session().is_admin_untracked() {
        let nothing = Callback::new(|()| ());
        return view! { <Failure error=ApiError::Forbidden on_retry=nothing is_page=true/> }
            .into_any();
    }
    let language = use_language();
    let route: Memo<Route> = expect_context();
    let asked = Memo::new(move |_| match route.get() {
        Route::Report { month } => month,
        _ => String::new(),
    });
    let read = use_read::<MonthReport>(move || api::report_path(&asked.get()));
    let month = Memo::new(move |_| read.ready().map(|report| report.month).unwrap_or_default());
    let title = Signal::derive(move || {
        let locale = language.get();
        month.with(|month| match month.as_str() {
            "" => say!(locale, report.tab),
            month => {
                let month = format::month(locale, month, Style::MonthLong);
                say!(locale, report.title, month = month)
            }
        })
    });
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here)>
            <ol>
                <li><a href=Route::COMPANY.href()>{t!(company.title)}</a></li>
                <li><a href=Route::COMPANY_PROGRAMME.href()>{t!(company_programme.title)}</a></li>
            </ol>
        </nav>
        <header class="page-head page-head--split">
            <PageHeading title tab=t!(report.tab)/>
            <Tools month/>
        </header>
        <Load read shape=Skeleton::Facts let:report>
            <Month report/>
        </Load>
    }
    .into_any()
}

/// The months beside, printing, and the file.
#[component]
fn Tools(month: Memo<String>) -> impl IntoView {
    let print = Callback::new(|()| browser::print());
    let beside = move |by: i32, label: Signal<String>| {
        let href = move || {
            let month = calendar::month_beside(&month.get(), by).unwrap_or_default();
            Route::Report { month }.href()
        };
        view! { <a class="button button--quiet" href=href>{label}</a> }
    };
    view! {
        <div class="row">
            {beside(-1, t!(report.before))}
            {beside(1, t!(report.after))}
            <a class="button" href=move || api::report_file_href(&month.get()) rel="external" download="">
                <span>{t!(report.file)}</span>
            </a>
            <Button label=t!(report.print) on_press=print/>
        </div>
    }
}

#[component]
fn Month(report: MonthReport) -> impl IntoView {
    let locale = use_language().get_untracked();
    let number = |points: i64| format::number(locale, points);
    let company = report.company.clone();
    let lines = if report.lines.is_empty() {
        view! { <Empty icon=Icon::Coin title=t!(report.none) hint=t!(report.none_hint)/> }
            .into_any()
    } else {
        view! { <Lines lines=report.lines/> }.into_any()
    };
    view! {
        <p class="muted">{say!(locale, report.lead, company = company)}</p>
        <dl class="card facts">
            <div><dt>{t!(report.earned)}</dt><dd>{number(report.earned)}</dd></div>
            <div><dt>{t!(report.spent)}</dt><dd>{number(report.spent)}</dd></div>
            <div><dt>{t!(report.expired)}</dt><dd>{number(report.expired)}</dd></div>
            <div><dt>{t!(report.tier)}</dt><dd><TierChip tier=report.tier/></dd></div>
        </dl>
        <section class="card" aria-labelledby="kinds">
            <header class="card__head"><h2 id="kinds">{t!(report.lines)}</h2></header>
            {lines}
        </section>
    }
}

#[component]
fn Lines(lines: Vec<ReportLine>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let rows = lines
        .into_iter()
        .map(|line| row(locale, line))
        .collect_view();
    view! {
        <table class="table sums">
            <thead>
                <tr>
                    <th scope="col">{t!(report.kind)}</th>
                    <th scope="col">{t!(report.wallet)}</th>
                    <th scope="col" class="number">{t!(report.entries)}</th>
                    <th scope="col" class="number">{t!(report.points)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(locale: Locale, line: ReportLine) -> impl IntoView {
    let wallet = match line.wallet {
        WalletOwner::Company => say!(locale, report.company),
        WalletOwner::Member => say!(locale, report.people),
    };
    view! {
        <tr>
            <th scope="row">{entry::name(locale, &line.event_type)}</th>
            <td class="muted">{wallet}</td>
            <td class="number">{format::number(locale, line.entries)}</td>
            <td class="number"><strong>{format::signed(locale, line.points)}</strong></td>
        </tr>
    }
}
