//! The cards of a company's page: what moved, who is there, what was done by hand.

use contract::{
    AdjustmentView, AgreedBenefitView, GiftView, GivenTier, LocalText, Locale, PersonPoints,
    WalletEntry,
};
use leptos::prelude::*;

use super::Desk;
use crate::api::{self, use_client, use_write};
use crate::components::{Button, GiftLine, Look, TierChip, use_toasts};
use crate::console::pages::adjustments::AdjustmentLine;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::{days, entry, problem, tier};

#[component]
pub fn Latest(entries: Vec<WalletEntry>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let content = if entries.is_empty() {
        view! { <p class="muted">{t!(care.latest_none)}</p> }.into_any()
    } else {
        let lines = entries
            .into_iter()
            .map(|line| line_of_entry(locale, line))
            .collect_view();
        view! { <ul class="stretches">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="latest">
            <header class="card__head"><h2 id="latest">{t!(care.latest)}</h2></header>
            {content}
        </section>
    }
}

fn line_of_entry(locale: Locale, line: WalletEntry) -> impl IntoView {
    let date = format::date(locale, &line.occurred_at, Style::Short);
    view! {
        <li class="stretches__line stretches__line--points">
            <span>
                {entry::name(locale, &line.event_type)}
                <span class="log__detail small muted">{line.subject} " · " {date}</span>
            </span>
            <strong class="number">{format::signed(locale, line.points)}</strong>
        </li>
    }
}

#[component]
pub fn Adjustments(adjustments: Vec<AdjustmentView>) -> impl IntoView {
    (!adjustments.is_empty()).then(|| {
        let lines = adjustments
            .into_iter()
            .map(|adjustment| view! { <AdjustmentLine adjustment/> })
            .collect_view();
        view! {
            <section class="card" aria-labelledby="adjustments">
                <header class="card__head"><h2 id="adjustments">{t!(care.adjustments)}</h2></header>
                <ul class="entries">{lines}</ul>
            </section>
        }
    })
}

#[component]
pub fn People(people: Vec<PersonPoints>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let content = if people.is_empty() {
        view! { <p class="muted">{t!(care.people_none)}</p> }.into_any()
    } else {
        let rows = people
            .into_iter()
            .map(|person| {
                view! {
                    <tr>
                        <th scope="row">{person.name}</th>
                        <td class="number">{format::number(locale, person.points)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(care.person)}</th>
                        <th scope="col" class="number">{t!(care.personal_points)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="people">
            <header class="card__head"><h2 id="people">{t!(care.people)}</h2></header>
            {content}
        </section>
    }
}

#[component]
pub fn Gifts(gifts: Vec<GiftView>) -> impl IntoView {
    let content = if gifts.is_empty() {
        view! { <p class="muted">{t!(care.gifts_none)}</p> }.into_any()
    } else {
        let lines = gifts
            .into_iter()
            .map(|gift| view! { <GiftLine gift/> })
            .collect_view();
        view! { <ul class="entries">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="gifts">
            <header class="card__head"><h2 id="gifts">{t!(care.gifts)}</h2></header>
            {content}
        </section>
    }
}

#[component]
pub fn Agreed(agreed: Vec<AgreedBenefitView>, desk: Desk) -> impl IntoView {
    let content = if agreed.is_empty() {
        view! { <p class="muted">{t!(care.agreed_none)}</p> }.into_any()
    } else {
        let lines = agreed
            .into_iter()
            .map(|benefit| view! { <AgreedLine benefit desk/> })
            .collect_view();
        view! { <ul class="entries">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="agreed">
            <header class="card__head"><h2 id="agreed">{t!(care.agreed)}</h2></header>
            {content}
        </section>
    }
}

#[component]
fn AgreedLine(benefit: AgreedBenefitView, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let locale = language.get_untracked();
    let text = in_language(locale, &benefit.text);
    let days = days::span(locale, &benefit.from, benefit.until.as_deref());
    let id = benefit.id.clone();
    let end = Callback::new(move |()| {
        let id = id.clone();
        write.run(async move {
            api::end_benefit(client, &id).await?;
            toasts.say(say!(language.get_untracked(), care.ended));
            desk.done();
            Ok(())
        });
    });
    let problem = move || {
        let error = write.problem().get()?;
        Some(problem::sentence(language.get(), &error))
    };
    let spoken = say!(locale, care.end_named, title = text.clone());
    let state = match &benefit.ended_at {
        Some(at) => {
            let date = format::date(locale, at, Style::Short);
            view! { <span class="small muted">{say!(locale, care.ended_on, date = date)}</span> }
                .into_any()
        }
        None => view! {
            <Button label=t!(care.end) look=Look::Quiet spoken=Signal::stored(spoken) is_busy=write.is_pending() on_press=end/>
        }
        .into_any(),
    };
    view! {
        <li class="entries__entry">
            <p>{text}</p>
            <div class="entries__head">
                <span class="small muted">{days} " · " {benefit.agreed_by}</span>
                {state}
            </div>
            <p class="field__note field__note--wrong" role="alert">{problem}</p>
        </li>
    }
}

/// Tiers that were given for a time; one that holds can be ended.
#[component]
pub fn GivenTiers(given: Vec<GivenTier>, desk: Desk) -> impl IntoView {
    (!given.is_empty()).then(|| {
        let lines = given
            .into_iter()
            .map(|given| view! { <GivenTierLine given desk/> })
            .collect_view();
        view! {
            <h3 class="given-grid__heading">{t!(care.given_tiers)}</h3>
            <ul class="entries">{lines}</ul>
        }
    })
}

#[component]
fn GivenTierLine(given: GivenTier, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let locale = language.get_untracked();
    let name = tier::name(locale, given.tier);
    let days = days::span(locale, &given.from, Some(&given.until));
    let id = given.id.clone();
    let end = Callback::new(move |()| {
        let id = id.clone();
        write.run(async move {
            api::end_tier(client, &id).await?;
            toasts.say(say!(language.get_untracked(), care.ended));
            desk.done();
            Ok(())
        });
    });
    let problem = move || {
        let error = write.problem().get()?;
        Some(problem::sentence(language.get(), &error))
    };
    let spoken = Signal::stored(say!(locale, care.end_named, title = name));
    let button = given.is_in_force.then(|| {
        view! {
            <Button label=t!(care.end) look=Look::Quiet spoken is_busy=write.is_pending() on_press=end/>
        }
    });
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <TierChip tier=given.tier/>
                {button}
            </div>
            <p>{given.reason}</p>
            <p class="small muted">{days} " · " {given.given_by}</p>
            <p class="field__note field__note--wrong" role="alert">{problem}</p>
        </li>
    }
}

/// For staff: the own language, else the first that there is.
pub fn in_language(locale: Locale, text: &LocalText) -> String {
    let own = match locale {
        Locale::En => &text.en,
        Locale::Ja => &text.ja,
        Locale::ZhHant => &text.zh_hant,
    };
    let all = [own, &text.en, &text.ja, &text.zh_hant];
    all.into_iter()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default()
}
