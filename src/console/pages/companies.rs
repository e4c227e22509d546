//! `/console/companies`: every customer company and how it stands.

use contract::{AccountSummary, Locale, Role};
use leptos::prelude::*;

use crate::api::{self, use_pages};
use crate::components::{Empty, Icon, LoadPages, PageHeading, Skeleton, TierChip};
use crate::console::route::ConsoleRoute;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::session::use_session;

#[component]
pub fn Companies() -> impl IntoView {
    let pages = use_pages::<AccountSummary>(api::accounts_path);
    view! {
        <header class="page-head">
            <PageHeading title=t!(console.companies)/>
            <p class="page-head__lead muted">{t!(console.companies_lead)}</p>
        </header>
        <section class="card">
            <LoadPages pages shape=Skeleton::Rows(6) empty=none let:companies>
                <Table companies/>
            </LoadPages>
        </section>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Building title=t!(console.companies_none) hint=t!(console.companies_none_hint)/> }
        .into_any()
}

#[component]
fn Table(companies: Vec<AccountSummary>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let role = use_session().me().map_or(Role::Writer, |me| me.role);
    let rows = companies
        .into_iter()
        .map(|company| row(locale, role, company))
        .collect_view();
    view! {
        <table class="table stack">
            <thead>
                <tr>
                    <th scope="col">{t!(console.company)}</th>
                    <th scope="col">{t!(company.tier)}</th>
                    <th scope="col" class="number">{t!(console.period_points)}</th>
                    <th scope="col" class="number">{t!(company.people)}</th>
                    <th scope="col">{t!(company.last_seen)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(locale: Locale, role: Role, company: AccountSummary) -> impl IntoView {
    let since = say!(
        locale,
        console.customer_since,
        date = format::date(locale, &company.customer_since, Style::Short),
        language = company.locale.own_name()
    );
    let seen = match &company.last_seen_at {
        Some(at) => format::relative(locale, at),
        None => say!(locale, company.never),
    };
    let invited = (company.open_invitations > 0).then(|| {
        let count = i32::try_from(company.open_invitations).unwrap_or(i32::MAX);
        let text = say!(
            locale,
            shell.open_invitations,
            count = count,
            n = company.open_invitations
        );
        view! { <span class="log__detail small muted">{text}</span> }
    });
    let route = ConsoleRoute::Account {
        id: company.id.to_string(),
    };
    let name = if route.is_for(role) {
        view! { <a class="article-name" href=route.href()>{company.name}</a> }.into_any()
    } else {
        view! { <strong>{company.name}</strong> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">
                {name}
                <span class="log__detail small muted">{since}</span>
            </th>
            <td data-label=say!(locale, company.tier)><TierChip tier=company.tier/></td>
            <td class="number" data-label=say!(locale, console.period_points)>{format::number(locale, company.period_points)}</td>
            <td class="number" data-label=say!(locale, company.people)>
                {format::number(locale, i64::from(company.active_members))} {invited}
            </td>
            <td class="muted" data-label=say!(locale, company.last_seen)>{seen}</td>
        </tr>
    }
}
