//! Lines of the audit log, for those who read their own company's and for those who read everyone's.

use contract::{AuditEntry, Locale};
use leptos::prelude::*;

use crate::format;
use crate::language::use_language;
use crate::words::audit;

/// With `of_everyone` each line also says which company it concerns.
#[component]
pub fn AuditLog(entries: Vec<AuditEntry>, #[prop(optional)] of_everyone: bool) -> impl IntoView {
    let locale = use_language().get_untracked();
    let class = if of_everyone {
        "table stack"
    } else {
        "table log"
    };
    let company = of_everyone.then(|| view! { <th scope="col">{t!(console.company)}</th> });
    let lines = entries
        .iter()
        .map(|entry| line(locale, entry, of_everyone))
        .collect_view();
    view! {
        <table class=class>
            <thead>
                <tr>
                    <th scope="col">{t!(history.when)}</th>
                    <th scope="col">{t!(history.what)}</th>
                    {company}
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

fn line(locale: Locale, entry: &AuditEntry, of_everyone: bool) -> impl IntoView + use<> {
    let detail = entry
        .detail
        .as_ref()
        .map(|detail| audit::detail(locale, detail))
        .map(|detail| view! { <span class="log__detail small muted">{detail}</span> });
    let company = of_everyone.then(|| {
        let name = entry.account_name.clone();
        let name = name.unwrap_or_else(|| say!(locale, console.our_staff));
        view! { <td class="muted">{name}</td> }
    });
    view! {
        <tr>
            <td class="log__when"><time datetime=entry.at.clone()>{format::date_time(locale, &entry.at)}</time></td>
            <td>{audit::sentence(locale, entry)} {detail}</td>
            {company}
        </tr>
    }
}
