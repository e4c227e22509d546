//! `/movements/ID`: where one entry of a statement came from.

use contract::{
    AwardDetail, EventDetail, Locale, Movement as Line, MovementDetail, RoundingView, TakenPoints,
    Wallet,
};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{Icon, Load, PageHeading, Skeleton};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::pages::movements::MovementLine;
use crate::route::Route;
use crate::words::{movement, rules, tier, tier::points};

#[component]
pub fn Movement() -> impl IntoView {
    let language = use_language();
    let route: Memo<Route> = expect_context();
    let id = Memo::new(move |before: Option<&String>| match route.get() {
        Route::Movement { id } => id,
        // On the way to another page the entry stays what it was.
        _ => before.cloned().unwrap_or_default(),
    });
    let read = use_read::<MovementDetail>(move || api::movement_path(language.get(), &id.get()));
    view! {
        <Load read shape=Skeleton::Rows(6) is_page=true let:detail>
            <Detail detail/>
        </Load>
    }
}

#[component]
fn Detail(detail: MovementDetail) -> impl IntoView {
    let locale = use_language().get_untracked();
    let line = detail.movement.clone();
    let name = movement::name(locale, movement::kind(&line.event_type));
    let signed = format::signed(locale, line.points);
    let wallet = line.wallet;
    let subject = line.subject.clone();
    let event = detail.event.clone();
    let award = detail.award.clone();
    let has_counted = award.is_some() || detail.recounted_from.is_some();
    view! {
        <header class="page-head">
            <p><a class="small back" href=Route::statement(wallet).href()><Icon name=Icon::Back/> {t!(why.back)}</a></p>
            <PageHeading title=Signal::stored(format!("{name}: {signed}")) tab=Signal::stored(name)/>
            <p class="page-head__lead muted">{subject}</p>
        </header>
        <Facts detail=detail.clone() locale/>
        <div class="home-grid home-grid--even">
            {event.map(|event| view! { <Event event locale/> })}
            {has_counted.then(|| view! { <Counted award recounted_from=detail.recounted_from locale/> })}
        </div>
        <Taken taken=detail.taken locale/>
        <Related related=detail.related locale/>
    }
}

#[component]
fn Facts(detail: MovementDetail, locale: Locale) -> impl IntoView {
    let line = &detail.movement;
    let whose = match line.wallet {
        Wallet::Company => say!(locale, home.company_points),
        Wallet::Mine => say!(locale, home.my_points),
    };
    let left = detail.left.map(|left| match (left, &detail.last_day) {
        (0, _) => say!(locale, why.left_none),
        (left, Some(day)) => say!(
            locale,
            why.left,
            points = points(locale, left),
            date = format::date(locale, day, Style::Full)
        ),
        (left, None) => say!(locale, why.left_ever, points = points(locale, left)),
    });
    view! {
        <section class="card">
            <dl class="facts">
                <div><dt>{t!(why.wallet)}</dt><dd>{whose}</dd></div>
                <div><dt>{t!(why.happened)}</dt><dd>{format::date_time(locale, &line.occurred_at)}</dd></div>
                <div><dt>{t!(why.booked)}</dt><dd>{format::date_time(locale, &line.booked_at)}</dd></div>
                <div><dt>{t!(why.after)}</dt><dd>{points(locale, line.balance)}</dd></div>
                <div><dt>{t!(why.place)}</dt><dd>{format::number(locale, detail.position)}</dd></div>
            </dl>
            {left.map(|left| view! { <p class="facts__note muted">{left}</p> })}
            {detail.note.map(|note| view! {
                <div class="facts__note"><p class="small muted">{t!(why.note)}</p><p>{note}</p></div>
            })}
        </section>
    }
}

#[component]
fn Event(event: EventDetail, locale: Locale) -> impl IntoView {
    let name = movement::name(locale, movement::kind(&event.kind));
    let reported = say!(locale, why.reported, source = event.source, id = event.id);
    let learnt = say!(
        locale,
        why.learnt,
        date = format::date_time(locale, &event.received_at)
    );
    let amount = event.amount.map(|amount| {
        let amount = format::money(locale, amount.amount, &amount.currency);
        view! { <p>{t!(why.amount)} ": " <strong>{amount}</strong></p> }
    });
    view! {
        <section class="card why" aria-labelledby="event">
            <header class="card__head">
                <h2 id="event">{t!(why.event)}</h2>
                <time class="small muted" datetime=event.occurred_at.clone()>{format::date_time(locale, &event.occurred_at)}</time>
            </header>
            <p><strong>{name}</strong> " " {event.subject}</p>
            {amount}
            <p class="small muted">{reported} " " {learnt}</p>
        </section>
    }
}

#[component]
fn Counted(
    award: Option<AwardDetail>,
    recounted_from: Option<i64>,
    locale: Locale,
) -> impl IntoView {
    let recounted = recounted_from.map(|given| {
        let words = say!(locale, why.recounted, points = points(locale, given));
        view! { <p>{words}</p> }
    });
    view! {
        <section class="card why" aria-labelledby="rule">
            <header class="card__head"><h2 id="rule">{t!(why.rule)}</h2></header>
            {recounted}
            {award.map(|award| view! { <Rule award locale/> })}
        </section>
    }
}

#[component]
fn Rule(award: AwardDetail, locale: Locale) -> impl IntoView {
    let formula = formula(locale, &award);
    let cap = award.cap.as_ref().map(|applied| {
        let words = say!(
            locale,
            why.cap,
            limit = rules::cap(locale, applied.cap),
            counted = points(locale, applied.counted),
            left_out = points(locale, applied.left_out)
        );
        let before = points(locale, award.before_caps);
        view! {
            <p>{t!(why.before_caps)} ": " {before}</p>
            <p class="tier-warns">{words}</p>
        }
    });
    let href = Route::Rules {
        version: award.version,
    }
    .href();
    view! {
        <p><strong>{award.rule}</strong></p>
        {award.text.map(|text| view! { <p class="muted">{text}</p> })}
        <p class="why__formula">{formula}</p>
        {cap}
        <p>{t!(why.result)} ": " <strong>{format::number(locale, award.points)}</strong></p>
        <p><a class="small" href=href>{t!(why.version)}</a></p>
    }
}

/// How the points were counted, before any cap, as one line.
fn formula(locale: Locale, award: &AwardDetail) -> String {
    let mut words = Vec::new();
    if let Some(fixed) = award.fixed {
        words.push(say!(locale, why.fixed, points = points(locale, fixed)));
    }
    if let (Some(money), Some(rate)) = (&award.money, &award.rate) {
        words.push(say!(
            locale,
            why.formula,
            amount = format::money(locale, money.amount, &money.currency),
            unit = format::money(locale, rate.minor_units, &rate.currency),
            points = points(locale, rate.points)
        ));
    }
    if let Some(multiplier) = &award.multiplier {
        words.push(say!(
            locale,
            why.multiplied,
            by = multiplier.by.clone(),
            tier = tier::name(locale, multiplier.tier)
        ));
    }
    let is_exact = award.rate.is_none() && award.multiplier.is_none();
    if !is_exact {
        words.push(match award.rounding {
            RoundingView::Floor => say!(locale, why.floor),
            RoundingView::HalfEven => say!(locale, why.half_even),
            RoundingView::Ceil => say!(locale, why.ceil),
        });
    }
    words.join(", ")
}

#[component]
fn Taken(taken: Vec<TakenPoints>, locale: Locale) -> impl IntoView {
    let has_any = !taken.is_empty();
    let lines = taken
        .into_iter()
        .map(|taken| {
            let took = points(locale, taken.points);
            view! {
                <li class="lines__line"><MovementLine movement=taken.movement locale>{took}</MovementLine></li>
            }
        })
        .collect_view();
    has_any.then(|| {
        view! {
            <section class="card" aria-labelledby="taken">
                <header class="card__head">
                    <h2 id="taken">{t!(why.taken)}</h2>
                    <span class="small muted">{t!(why.taken_hint)}</span>
                </header>
                <ul class="lines">{lines}</ul>
            </section>
        }
    })
}

#[component]
fn Related(related: Vec<Line>, locale: Locale) -> impl IntoView {
    let has_any = !related.is_empty();
    let lines = related
        .into_iter()
        .map(|line| {
            let balance = say!(
                locale,
                movements.balance,
                n = format::number(locale, line.balance)
            );
            view! { <li class="lines__line"><MovementLine movement=line locale>{balance}</MovementLine></li> }
        })
        .collect_view();
    has_any.then(|| {
        view! {
            <section class="card" aria-labelledby="related">
                <header class="card__head"><h2 id="related">{t!(why.related)}</h2></header>
                <ul class="lines">{lines}</ul>
            </section>
        }
    })
}
