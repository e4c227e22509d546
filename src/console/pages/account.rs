//! `/console/companies/ID`: the programme's state of one company, and what is done for it beside the rules.

mod adjust;
mod agree;
mod cards;
mod gift;
mod give_tier;
mod manager;

use contract::{AccountProgramme, Locale, Tier};
use leptos::prelude::*;

use super::super::route::ConsoleRoute;
use crate::api::{self, Read, use_read};
use crate::components::{Button, Icon, Load, Look, PageHeading, Skeleton, TierChip, TierHistory};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::tier;

use adjust::AdjustDialog;
use agree::AgreeDialog;
use cards::{Adjustments, Agreed, Gifts, GivenTiers, Latest, People};
use gift::GiftDialog;
use give_tier::TierDialog;
use manager::Manager;

pub use agree::text_in;
pub use cards::in_language;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Desk {
    read: Read<AccountProgramme>,
    /// Which dialog is open.
    is_adjusting: RwSignal<bool>,
    is_giving: RwSignal<bool>,
    is_agreeing: RwSignal<bool>,
    is_lifting: RwSignal<bool>,
}

impl Desk {
    /// What was asked for is done. The page may have been left meanwhile.
    pub fn done(self) {
        let dialogs = [
            self.is_adjusting,
            self.is_giving,
            self.is_agreeing,
            self.is_lifting,
        ];
        for dialog in dialogs {
            let _ = dialog.try_set(false);
        }
        self.read.refetch();
    }
}

#[component]
pub fn Account(id: String) -> impl IntoView {
    let language = use_language();
    let read = use_read::<AccountProgramme>(move || api::account_programme_path(&id));
    let desk = Desk {
        read,
        is_adjusting: RwSignal::new(false),
        is_giving: RwSignal::new(false),
        is_agreeing: RwSignal::new(false),
        is_lifting: RwSignal::new(false),
    };
    let name = Signal::derive(move || match read.ready() {
        Some(found) => found.name,
        None => say!(language.get(), console.company),
    });
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here)>
            <ol><li><a href=ConsoleRoute::Companies.href()>{t!(console.companies)}</a></li></ol>
        </nav>
        <header class="page-head page-head--split">
            <PageHeading title=name/>
            <Tools desk/>
        </header>
        <Load read shape=Skeleton::Facts let:found>
            <State found desk/>
        </Load>
    }
}

/// Only once it is known whom they are for.
#[component]
fn Tools(desk: Desk) -> impl IntoView {
    let is_known = Memo::new(move |_| desk.read.ready().is_some());
    let open = |dialog: RwSignal<bool>| Callback::new(move |()| dialog.set(true));
    view! {
        <Show when=move || is_known.get()>
            <div class="row console-tools">
                <Button label=t!(care.gift) icon=Icon::Gift on_press=open(desk.is_giving)/>
                <Button label=t!(care.agree) icon=Icon::Check on_press=open(desk.is_agreeing)/>
                <Button label=t!(care.tier_give) icon=Icon::Star on_press=open(desk.is_lifting)/>
                <Button label=t!(care.adjust) look=Look::Main icon=Icon::Coin on_press=open(desk.is_adjusting)/>
            </div>
        </Show>
    }
}

#[component]
fn State(found: AccountProgramme, desk: Desk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let history = found.history.clone();
    view! {
        <Facts found=found.clone()/>
        <div class="given-grid">
            <div class="given-grid__side">
                <Latest entries=found.entries.clone()/>
                <Adjustments adjustments=found.adjustments.clone()/>
                <People people=found.people.clone()/>
            </div>
            <div class="given-grid__side">
                <Manager account=found.id.clone()/>
                <section class="card" aria-labelledby="tiers">
                    <header class="card__head"><h2 id="tiers">{say!(locale, company_programme.history)}</h2></header>
                    <TierHistory history/>
                    <GivenTiers given=found.given_tiers.clone() desk/>
                </section>
                <Gifts gifts=found.gifts.clone()/>
                <Agreed agreed=found.agreed.clone() desk/>
            </div>
        </div>
        <AdjustDialog account=found.clone() desk/>
        <GiftDialog account=found.clone() desk/>
        <TierDialog account=found.id.clone() desk/>
        <AgreeDialog account=found.id desk/>
    }
}

#[component]
fn Facts(found: AccountProgramme) -> impl IntoView {
    let locale = use_language().get_untracked();
    let number = |points: i64| format::number(locale, points);
    let next = next(locale, &found);
    let since = format::date(locale, &found.customer_since, Style::Full);
    view! {
        <p class="muted">{say!(locale, care.company_lead, date = since)}</p>
        <dl class="card facts">
            <div><dt>{t!(company.tier)}</dt><dd><TierChip tier=found.tier/></dd></div>
            <div><dt>{t!(care.period_points)}</dt><dd>{number(found.period_points)}</dd></div>
            <div><dt>{t!(care.next)}</dt><dd>{next}</dd></div>
            <div><dt>{t!(care.company_points)}</dt><dd>{number(found.company_points)}</dd></div>
            <div><dt>{t!(care.expiring)}</dt><dd>{number(found.expiring_points)}</dd></div>
        </dl>
    }
}

fn next(locale: Locale, found: &AccountProgramme) -> String {
    let Some(next) = &found.next else {
        return match found.tier {
            Tier::Gold => say!(locale, care.highest),
            _ => say!(locale, care.no_next),
        };
    };
    let name = tier::name(locale, next.tier);
    let Some(missing) = next.missing_points else {
        return name;
    };
    let points = tier::points(locale, missing);
    if let Some(by) = &next.by {
        let date = format::date(locale, by, Style::Short);
        say!(
            locale,
            care.next_points,
            points = points,
            tier = name,
            date = date
        )
    } else {
        say!(locale, care.next_open, points = points, tier = name)
    }
}
