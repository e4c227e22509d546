//! What the wallets hold, and what of it runs out.

use contract::{ExpiringPoints, Locale, MovementKind, ProgrammeView, Wallet, WalletState};
use leptos::prelude::*;

use crate::components::{Empty, Icon};
use crate::format::{self, Style};
use crate::route::Route;
use crate::words::tier::points;

#[component]
pub fn Balances(programme: ProgrammeView, locale: Locale) -> impl IntoView {
    let soon: i64 = programme.expiring.iter().map(|one| one.points).sum();
    let first = match programme.expiring.first() {
        None => say!(locale, programme.expiring_none),
        Some(first) => say!(
            locale,
            programme.expiring_first,
            points = points(locale, first.points),
            date = format::date(locale, &first.last_day, Style::Day)
        ),
    };
    let expired = Route::Movements {
        wallet: programme
            .expiring
            .first()
            .map_or(Wallet::Company, |first| first.wallet),
        kind: Some(MovementKind::Expired),
        from: String::new(),
        to: String::new(),
    };
    let company = Route::statement(Wallet::Company);
    let mine = Route::statement(Wallet::Mine);
    view! {
        <div class="home-stats">
            {stat(say!(locale, home.company_points), &company, programme.company.balance, held(locale, programme.company), locale)}
            {stat(say!(locale, home.my_points), &mine, programme.mine.balance, held(locale, programme.mine), locale)}
            {stat(say!(locale, programme.expiring), &expired, soon, first, locale)}
        </div>
    }
}

fn held(locale: Locale, wallet: WalletState) -> String {
    if wallet.held == 0 {
        say!(locale, programme.held_none)
    } else {
        say!(locale, programme.held, points = points(locale, wallet.held))
    }
}

/// A number, and the way to where it came from.
fn stat(
    label: String,
    to: &Route,
    number: i64,
    note: String,
    locale: Locale,
) -> impl IntoView + use<> {
    view! {
        <section class="card stat">
            <h2 class="stat__label"><a href=to.href()>{label}</a></h2>
            <p class="stat__number">{format::number(locale, number)}</p>
            <p class="small muted">{note}</p>
        </section>
    }
}

#[component]
pub fn Expiring(expiring: Vec<ExpiringPoints>, locale: Locale) -> impl IntoView {
    let content = if expiring.is_empty() {
        view! { <Empty icon=Icon::Clock title=t!(programme.expiring_none)/> }.into_any()
    } else {
        let rows = expiring
            .into_iter()
            .map(|one| row(locale, &one))
            .collect_view();
        view! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(programme.last_day)}</th>
                        <th scope="col">{t!(programme.of)}</th>
                        <th scope="col" class="number">{t!(programme.points)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="expiring">
            <header class="card__head"><h2 id="expiring">{t!(programme.expiring_list)}</h2></header>
            {content}
        </section>
    }
}

fn row(locale: Locale, one: &ExpiringPoints) -> impl IntoView + use<> {
    let whose = match one.wallet {
        Wallet::Company => say!(locale, programme.company),
        Wallet::Mine => say!(locale, programme.mine),
    };
    view! {
        <tr>
            <th scope="row">{format::date(locale, &one.last_day, Style::Full)}</th>
            <td>{whose}</td>
            <td class="number">{format::number(locale, one.points)}</td>
        </tr>
    }
}
