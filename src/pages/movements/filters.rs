//! Which lines: a kind, and the days between which it happened. Both live in the address.

use contract::MovementKind;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::api::{self, Lines as Wanted};
use crate::components::Icon;
use crate::language::use_language;
use crate::navigation::in_place_as_it_stands;
use crate::route::Route;

const KINDS: [Option<MovementKind>; 5] = [
    None,
    Some(MovementKind::Earned),
    Some(MovementKind::Spent),
    Some(MovementKind::Expired),
    Some(MovementKind::Changed),
];

#[component]
pub fn Filters(wanted: Memo<Wanted>) -> impl IntoView {
    let language = use_language();
    let kinds = KINDS
        .into_iter()
        .map(|kind| view! { <KindLink kind wanted/> })
        .collect_view();
    let csv = move || api::csv_address(language.get(), &wanted.get());
    let clear = move || {
        wanted.get().is_filtered().then(|| {
            let href = Route::statement(wanted.get().wallet).href();
            view! { <a class="small" href=href>{t!(movements.clear)}</a> }
        })
    };
    view! {
        <div class="filters" role="group" aria-label=t!(movements.filters)>
            <ul class="filters__kinds">{kinds}</ul>
            <div class="filters__days">
                <Day label=t!(movements.from) value=Signal::derive(move || wanted.get().from) wanted is_first=true/>
                <Day label=t!(movements.to) value=Signal::derive(move || wanted.get().to) wanted is_first=false/>
            </div>
            <div class="filters__end">
                {clear}
                <a class="button" href=csv download="" rel="external">
                    <Icon name=Icon::Download/> <span>{t!(movements.csv)}</span>
                </a>
            </div>
        </div>
    }
}

fn route(wanted: Wanted) -> Route {
    Route::Movements {
        wallet: wanted.wallet,
        kind: wanted.kind,
        from: wanted.from,
        to: wanted.to,
    }
}

#[component]
fn KindLink(kind: Option<MovementKind>, wanted: Memo<Wanted>) -> impl IntoView {
    let label = match kind {
        None => t!(movements.all),
        Some(MovementKind::Earned) => t!(movements.earned),
        Some(MovementKind::Spent) => t!(movements.spent),
        Some(MovementKind::Expired) => t!(movements.expired_only),
        Some(MovementKind::Changed) => t!(movements.changed),
    };
    let href = move || {
        route(Wanted {
            kind,
            ..wanted.get()
        })
        .href()
    };
    let current = move || (wanted.get().kind == kind).then_some("true");
    view! { <li><a class="filters__kind" href=href aria-current=current>{label}</a></li> }
}

/// A day of the calendar, or none.
#[component]
fn Day(
    label: Signal<String>,
    value: Signal<String>,
    wanted: Memo<Wanted>,
    is_first: bool,
) -> impl IntoView {
    let navigate = use_navigate();
    let change = move |event| {
        let day = event_target_value(&event);
        let mut wanted = wanted.get_untracked();
        if is_first {
            wanted.from = day;
        } else {
            wanted.to = day;
        }
        navigate(&route(wanted).href(), in_place_as_it_stands());
    };
    view! {
        <label class="filters__day">
            <span class="small muted">{label}</span>
            <input class="field__input" type="date" prop:value=value on:change=change/>
        </label>
    }
}
