//! The balances, and what the months brought.

use contract::{HomeView, Locale, MonthPoints, Wallet};
use leptos::prelude::*;

use crate::components::{Bar, Chart, Empty, Icon};
use crate::format::{self, Style, calendar};
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;
use crate::words::tier::points;

#[component]
pub fn Stats(home: HomeView) -> impl IntoView {
    let locale = use_language().get_untracked();
    let company = say!(locale, home.company_points);
    let mine = say!(locale, home.my_points);
    let of_month = say!(locale, home.this_month);
    let of_week = say!(locale, home.this_week);
    let earned = say!(locale, home.earned_this_month);
    let this_month = home.months.last().map_or(0, |month| month.earned);
    let before = home.months.iter().rev().nth(1).map(|month| {
        let name = format::month(locale, &month.month, Style::MonthLong);
        say!(
            locale,
            home.month_before,
            n = format::number(locale, month.earned),
            month = name
        )
    });
    view! {
        <div class="home-stats">
            {stat(company, format::number(locale, home.company_points), Wallet::Company, change(locale, home.company_points_this_month, of_month))}
            {stat(mine, format::number(locale, home.my_points), Wallet::Mine, change(locale, home.my_points_this_week, of_week))}
            {stat(earned, format::number(locale, this_month), Wallet::Company, view! { <span class="muted">{before}</span> }.into_any())}
        </div>
    }
}

/// A number, and the way to where it came from.
fn stat(label: String, number: String, wallet: Wallet, note: AnyView) -> impl IntoView {
    view! {
        <section class="card stat">
            <h2 class="stat__label"><a href=Route::statement(wallet).href()>{label}</a></h2>
            <p class="stat__number">{number}</p>
            <p class="small">{note}</p>
        </section>
    }
}

fn change(locale: Locale, points: i64, within: String) -> AnyView {
    let class = match points.signum() {
        1 => "up",
        -1 => "down",
        _ => "muted",
    };
    view! { <span class=class>{format::signed(locale, points)}</span> " " <span class="muted">{within}</span> }.into_any()
}

#[component]
pub fn MonthsCard(months: Vec<MonthPoints>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let best = months
        .iter()
        .max_by_key(|month| month.earned)
        .filter(|month| month.earned > 0)
        .cloned();
    let content = match best {
        None => view! { <Empty icon=Icon::Coin title=t!(home.chart_none) hint=t!(home.chart_none_hint)/> }.into_any(),
        Some(best) => view! { <Months months best locale/> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="home-months">
            <header class="card__head">
                <h2 id="home-months">{t!(home.chart)}</h2>
                <span class="small muted">{t!(home.chart_note)}</span>
            </header>
            {content}
        </section>
    }
}

#[component]
fn Months(months: Vec<MonthPoints>, best: MonthPoints, locale: Locale) -> impl IntoView {
    let best_name = format::month(locale, &best.month, Style::MonthLong);
    let spoken = say!(
        locale,
        home.chart_summary,
        month = best_name,
        earned = points(locale, best.earned)
    );
    let bars = months.iter().map(|month| bar(locale, month)).collect();
    let rows = months
        .into_iter()
        .rev()
        .map(|month| row(locale, &month))
        .collect_view();
    view! {
        <Chart bars spoken top=format::number(locale, best.earned)/>
        <p class="legend" aria-hidden="true">
            <span class="legend__above">{t!(home.earned)}</span>
            <span class="legend__below">{t!(home.spent)}</span>
        </p>
        <details class="as-table">
            <summary>{t!(home.as_table)}</summary>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(home.month)}</th>
                        <th scope="col" class="number">{t!(home.earned)}</th>
                        <th scope="col" class="number">{t!(home.spent)}</th>
                        <th scope="col" class="number">{t!(programme.expired)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

fn bar(locale: Locale, month: &MonthPoints) -> Bar {
    let name = format::month(locale, &month.month, Style::MonthLong);
    let earned = format!(
        "{} {}",
        say!(locale, home.earned),
        format::number(locale, month.earned)
    );
    let spent = format!(
        "{} {}",
        say!(locale, home.spent),
        format::number(locale, month.spent)
    );
    Bar {
        label: format::month(locale, &month.month, Style::MonthShort),
        story: format!("{name}\n{earned}\n{spent}"),
        above: month.earned,
        below: month.spent,
    }
}

fn row(locale: Locale, month: &MonthPoints) -> impl IntoView + use<> {
    let name = format::month(locale, &month.month, Style::MonthLong);
    view! {
        <tr>
            <th scope="row"><a href=source(&month.month).href()>{name}</a></th>
            <td class="number">{format::number(locale, month.earned)}</td>
            <td class="number">{format::number(locale, month.spent)}</td>
            <td class="number">{format::number(locale, month.expired)}</td>
        </tr>
    }
}

/// Where a month's numbers came from. Account admins see who of the company earned what; others the company's statement, since
/// the points of colleagues are theirs alone.
fn source(month: &str) -> Route {
    let (from, to) = calendar::month_days(month).unwrap_or_default();
    if use_session().is_admin_untracked() {
        return Route::CompanyProgramme { from, to };
    }
    Route::Movements {
        wallet: Wallet::Company,
        kind: None,
        from,
        to,
    }
}
