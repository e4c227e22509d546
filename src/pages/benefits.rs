//! `/benefits`: what a person has beside the tier's benefits: thank-yous, what was agreed with the company, partners' offers.

use contract::{AgreedBenefit, GiftView, Locale, MyBenefits, Offer};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{GiftLine, Icon, Load, PageHeading, Skeleton};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::route::Route;
use crate::words::days;

#[component]
pub fn Benefits() -> impl IntoView {
    let language = use_language();
    let mine = use_read::<MyBenefits>(move || api::benefits_path(language.get()));
    view! {
        <header class="page-head">
            <PageHeading title=t!(benefits.title)/>
            <p class="page-head__lead muted">
                {t!(benefits.lead)} " " <a href=Route::Programme.href()>{t!(benefits.tiers_hint)}</a>
            </p>
        </header>
        <Load read=mine shape=Skeleton::Cards(3) let:mine>
            <div class="given-grid">
                <Offers offers=mine.offers/>
                <div class="given-grid__side">
                    <Gifts gifts=mine.gifts/>
                    <Agreed agreed=mine.agreed/>
                </div>
            </div>
        </Load>
    }
}

#[component]
fn Gifts(gifts: Vec<GiftView>) -> impl IntoView {
    let content = if gifts.is_empty() {
        view! { <p class="muted">{t!(benefits.gifts_none)}</p> }.into_any()
    } else {
        let gifts = gifts
            .into_iter()
            .map(|gift| view! { <GiftLine gift/> })
            .collect_view();
        view! { <ul class="entries">{gifts}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="gifts">
            <header class="card__head"><h2 id="gifts">{t!(benefits.gifts)}</h2></header>
            {content}
        </section>
    }
}

#[component]
fn Agreed(agreed: Vec<AgreedBenefit>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let content = if agreed.is_empty() {
        view! { <p class="muted">{t!(benefits.agreed_none)}</p> }.into_any()
    } else {
        let lines = agreed
            .into_iter()
            .map(|benefit| {
                let days = days::span(locale, &benefit.from, benefit.until.as_deref());
                view! {
                    <li class="benefits__line">
                        <Icon name=Icon::Check/>
                        <span>{benefit.text} <span class="log__detail small muted">{days}</span></span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="benefits">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="agreed">
            <header class="card__head"><h2 id="agreed">{t!(benefits.agreed)}</h2></header>
            {content}
        </section>
    }
}

#[component]
fn Offers(offers: Vec<Offer>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let content = if offers.is_empty() {
        view! { <p class="muted">{t!(benefits.offers_none)}</p> }.into_any()
    } else {
        let offers = offers
            .into_iter()
            .map(|offer| line_of_offer(locale, offer))
            .collect_view();
        view! { <ul class="entries">{offers}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="offers">
            <header class="card__head"><h2 id="offers">{t!(benefits.offers)}</h2></header>
            {content}
        </section>
    }
}

fn line_of_offer(locale: Locale, offer: Offer) -> impl IntoView {
    let until = offer.until.map(|until| {
        let date = format::date(locale, &until, Style::Short);
        view! { <p class="small muted">{say!(locale, benefits.until, date = date)}</p> }
    });
    let code = offer.code.map(|code| {
        view! { <p class="small">{t!(benefits.code)} " " <code class="offer__code">{code}</code></p> }
    });
    let spoken = say!(locale, benefits.open_named, title = offer.title.clone());
    let link = offer.link.map(|link| {
        view! {
            <p class="offer__action">
                <a class="button" href=link rel="external noopener noreferrer" target="_blank" aria-label=spoken>
                    <span>{t!(benefits.open)}</span>
                </a>
            </p>
        }
    });
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <strong>{offer.title}</strong>
                {until}
            </div>
            <p class="entries__text">{offer.text}</p>
            {code}
            {link}
        </li>
    }
}
