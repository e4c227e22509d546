//! Who earned what over some days, which live in the address.

use contract::{Earner, EarnerKind, Locale};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::components::{Empty, Icon, unique_id};
use crate::format;
use crate::language::use_language;
use crate::navigation::in_place_as_it_stands;
use crate::route::Route;
use crate::words::entry;

/// Choosing a day asks anew.
#[component]
pub fn Days(
    /// The first and the last.
    days: RwSignal<(String, String)>,
) -> impl IntoView {
    let navigate = use_navigate();
    let go = Callback::new(move |(from, to): (String, String)| {
        // What is half typed is no day yet, and the order is mended where one day passes the other.
        if from.len() == 10 && to.len() == 10 {
            let (from, to) = if from <= to { (from, to) } else { (to, from) };
            days.set((from.clone(), to.clone()));
            let route = Route::CompanyProgramme { from, to };
            navigate(&route.href(), in_place_as_it_stands());
        }
    });
    let first = Signal::derive(move || days.with(|(from, _)| from.clone()));
    let last = Signal::derive(move || days.with(|(_, to)| to.clone()));
    let begin = Callback::new(move |from| go.run((from, last.get_untracked())));
    let end = Callback::new(move |to| go.run((first.get_untracked(), to)));
    view! {
        <div class="days">
            <Day label=t!(company_programme.from) value=first on_change=begin/>
            <Day label=t!(company_programme.to) value=last on_change=end/>
        </div>
    }
}

#[component]
fn Day(
    #[prop(into)] label: Signal<String>,
    value: Signal<String>,
    on_change: Callback<String>,
) -> impl IntoView {
    let id = unique_id("day");
    let change = move |event| on_change.run(event_target_value(&event));
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <input class="field__input" type="date" id=id prop:value=value on:change=change/>
        </div>
    }
}

#[component]
pub fn Earners(earners: Vec<Earner>) -> impl IntoView {
    let locale = use_language().get_untracked();
    if earners.is_empty() {
        return view! {
            <Empty icon=Icon::Coin title=t!(company_programme.none) hint=t!(company_programme.none_hint)/>
        }
        .into_any();
    }
    let rows = earners
        .into_iter()
        .map(|earner| row(locale, earner))
        .collect_view();
    view! {
        <table class="table sums">
            <thead>
                <tr>
                    <th scope="col">{t!(company_programme.who)}</th>
                    <th scope="col">{t!(company_programme.what)}</th>
                    <th scope="col" class="number">{t!(company_programme.points)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(locale: Locale, earner: Earner) -> impl IntoView {
    let who = match (earner.kind, earner.name) {
        (EarnerKind::Person, Some(name)) => name,
        (EarnerKind::Hidden, _) => say!(locale, company_programme.hidden),
        _ => say!(locale, company_programme.company),
    };
    let hint = (earner.kind == EarnerKind::Hidden)
        .then(|| view! { <span class="log__detail small muted">{t!(company_programme.hidden_hint)}</span> });
    let kinds: Vec<String> = earner
        .by_type
        .iter()
        .map(|one| {
            let points = format::signed(locale, one.points);
            format!("{} {points}", entry::name(locale, &one.event_type))
        })
        .collect();
    view! {
        <tr>
            <th scope="row"><strong>{who}</strong> {hint}</th>
            <td class="muted">{kinds.join(" · ")}</td>
            <td class="number"><strong>{format::number(locale, earner.points)}</strong></td>
        </tr>
    }
}
