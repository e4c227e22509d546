//! `/`: the standing of the company, what waits for this person, and what is new.

pub(super) mod numbers;
pub(super) mod programme;
mod waiting;

use contract::HomeView;
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::app::lazy::{self, Lazy};
use crate::browser;
use crate::components::{ArticleList, Load, PageHeading, Skeleton};
use crate::format::calendar::{self, DayPart};
use crate::format::name::for_greeting;
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;

use numbers::{MonthsCard, Stats};
use programme::ProgrammeCard;
use waiting::WaitingCard;

#[component]
pub fn Home() -> impl IntoView {
    let language = use_language();
    let home = use_read::<HomeView>(move || api::home_path(language.get()));
    let since = Signal::derive(move || home.ready().map(|home| home.customer_since));
    view! {
        <header class="page-head">
            <PageHeading title=greeting() tab=t!(home.title)/>
            <p class="page-head__lead muted">{with_us(since)}</p>
        </header>
        <Load read=home shape=Skeleton::Home let:home>
            <div class="home-grid">
                <ProgrammeCard tier=home.tier.clone() benefits=home.benefits.clone()/>
                <WaitingCard waiting=home.waiting.clone()/>
            </div>
            <Stats home=home.clone()/>
            <div class="home-grid">
                <MonthsCard months=home.months/>
                <section class="card" aria-labelledby="home-articles">
                    <header class="card__head">
                        <h2 id="home-articles">{t!(home.articles)}</h2>
                        <a class="small" href=Route::Knowledge.href()>{t!(home.articles_all)}</a>
                    </header>
                    {if home.newest_articles.is_empty() {
                        view! { <p class="muted">{t!(home.articles_none)}</p> }.into_any()
                    } else {
                        view! { <ArticleList articles=home.newest_articles names_category=true/> }.into_any()
                    }}
                </section>
            </div>
            <Lazy what=lazy::TOGETHER is_last=true/>
        </Load>
    }
}

fn greeting() -> Signal<String> {
    let session = use_session();
    let name = move || {
        session
            .me()
            .map(|me| for_greeting(&me.name).to_owned())
            .unwrap_or_default()
    };
    match calendar::day_part(browser::hour()) {
        DayPart::Morning => t!(home.morning, name = name()),
        DayPart::Afternoon => t!(home.afternoon, name = name()),
        DayPart::Evening => t!(home.evening, name = name()),
    }
}

/// For how long the company has been a customer. The line keeps its place while that loads.
fn with_us(since: Signal<Option<String>>) -> Signal<String> {
    let session = use_session();
    let language = use_language();
    Signal::derive(move || {
        let locale = language.get();
        let company = session
            .me()
            .and_then(|me| me.account)
            .map(|account| account.name)
            .unwrap_or_default();
        let Some(since) = since.get().as_deref().and_then(calendar::parse_day) else {
            return "\u{a0}".to_owned();
        };
        let (years, months) = calendar::span(since, browser::today());
        let in_years = || {
            say!(
                locale,
                home.years,
                count = i32::try_from(years).unwrap_or(i32::MAX),
                n = years
            )
        };
        let in_months = || {
            say!(
                locale,
                home.months,
                count = i32::try_from(months).unwrap_or(i32::MAX),
                n = months
            )
        };
        let span = match (years, months) {
            (0, 0) => return say!(locale, home.with_us_new, company = company),
            (0, _) => in_months(),
            (_, 0) => in_years(),
            _ => say!(
                locale,
                home.years_and_months,
                years = in_years(),
                months = in_months()
            ),
        };
        say!(locale, home.with_us, company = company, span = span)
    })
}
