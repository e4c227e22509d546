//! `/programme/rules`: a version of the programme in plain words, generated from its file.

mod play;
mod terms;
mod versions;

use contract::{Locale, RuleView, RulesView, VersionState, Wallet};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{Chip, Load, PageHeading, Skeleton};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::route::Route;
use crate::words::{rules, tier, tier::points};

use play::Play;
use terms::{Rewards, Terms, Tiers};
use versions::{Changes, Versions};

#[component]
pub fn Rules() -> impl IntoView {
    let language = use_language();
    let route: Memo<Route> = expect_context();
    let version = Memo::new(move |before: Option<&String>| match route.get() {
        Route::Rules { version } => version,
        // On the way to another page the version stays what it was.
        _ => before.cloned().unwrap_or_default(),
    });
    let read = use_read::<RulesView>(move || api::rules_path(language.get(), &version.get()));
    let lead = move || {
        let locale = language.get();
        read.ready()
            .map_or_else(|| "\u{a0}".to_owned(), |rules| since(locale, &rules))
    };
    view! {
        <header class="page-head">
            <PageHeading title=t!(rules.title)/>
            <p class="page-head__lead muted">{lead}</p>
        </header>
        <Load read shape=Skeleton::Rows(12) let:rules>
            <Content rules/>
        </Load>
    }
}

/// The programme's name, and when the version counts.
fn since(locale: Locale, view: &RulesView) -> String {
    let date = format::date(locale, &view.valid_from, Style::Full);
    let when = match (view.state, &view.valid_to) {
        (VersionState::Coming, _) => say!(locale, rules.coming, date = date),
        (_, Some(until)) => say!(
            locale,
            rules.in_force_until,
            date = date,
            until = format::date(locale, until, Style::Full)
        ),
        (_, None) => say!(locale, rules.in_force, date = date),
    };
    format!("{} · {when}", view.title)
}

#[component]
fn Content(rules: RulesView) -> impl IntoView {
    let locale = use_language().get_untracked();
    let ends = rules.ends.clone().map(|ends| {
        let words = say!(
            locale,
            rules.ends,
            earning = format::date(locale, &ends.earning_until, Style::Full),
            redeeming = format::date(locale, &ends.redeeming_until, Style::Full)
        );
        view! { <aside class="notice"><p><strong>{words}</strong></p></aside> }
    });
    let has_before = rules
        .versions
        .first()
        .is_some_and(|first| first.version != rules.version);
    // What comes is what one wants to know of a version that has not begun.
    let is_coming = rules.state == VersionState::Coming;
    let changes = rules.changes.clone();
    let first =
        (has_before && is_coming).then(|| view! { <Changes changes=changes.clone() locale/> });
    let last = (has_before && !is_coming).then(|| view! { <Changes changes locale/> });
    view! {
        {ends}
        <Versions rules=rules.clone() locale/>
        {first}
        <Earning rules=rules.clone() locale/>
        <Tiers tiers=rules.tiers.clone() locale/>
        <Terms rules=rules.clone() locale/>
        <Play rules=rules.clone() locale/>
        <Rewards rewards=rules.rewards locale/>
        {last}
    }
}

#[component]
fn Earning(rules: RulesView, locale: Locale) -> impl IntoView {
    let days = rules.late_days;
    let late = say!(locale, rules.late, count = i32::from(days), n = days);
    let lines = rules
        .rules
        .into_iter()
        .map(|rule| view! { <Rule rule locale/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="earn">
            <header class="card__head"><h2 id="earn">{t!(rules.earn)}</h2></header>
            <ul class="terms">{lines}</ul>
            <p class="small muted terms__note">{late}</p>
        </section>
    }
}

/// What earns, how much, and its bounds; all but the text are read from the numbers that count.
#[component]
fn Rule(rule: RuleView, locale: Locale) -> impl IntoView {
    let whose = match rule.wallet {
        Wallet::Company => t!(rules.to_company),
        Wallet::Mine => t!(rules.to_mine),
    };
    let mut bounds: Vec<String> = Vec::new();
    bounds.extend(
        rule.fixed
            .map(|fixed| say!(locale, why.fixed, points = points(locale, fixed))),
    );
    bounds.extend(rule.rates.iter().map(|rate| {
        let amount = format::money(locale, rate.minor_units, &rate.currency);
        say!(
            locale,
            why.rate,
            points = points(locale, rate.points),
            amount = amount
        )
    }));
    bounds.extend(rule.multipliers.iter().map(|multiplier| {
        let of = tier::name(locale, multiplier.tier);
        say!(
            locale,
            rules.multiplier,
            tier = of,
            by = multiplier.by.clone()
        )
    }));
    bounds.extend(rule.caps.iter().map(|cap| rules::cap(locale, *cap)));
    let bounds = bounds
        .into_iter()
        .map(|bound| view! { <li>{bound}</li> })
        .collect_view();
    view! {
        <li class="terms__term">
            <div class="terms__head"><h3>{rule.name}</h3> <Chip label=whose/></div>
            <p>{rule.text}</p>
            <ul class="terms__bounds small muted">{bounds}</ul>
        </li>
    }
}
