//! `/rewards`: what points are good for, now, soon, and why not.

mod redeem;

use contract::{Locale, RewardCatalogue, RewardFulfilment, RewardReach, RewardView, Wallet};
use leptos::prelude::*;

use crate::api::{self, Read, use_read};
use crate::components::{Button, Chip, Empty, Icon, Load, Look, PageHeading, Skeleton, Tone};
use crate::format;
use crate::language::use_language;
use crate::route::Route;
use crate::words::{reward, tier};

use redeem::RedeemDialog;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Desk {
    catalogue: Read<RewardCatalogue>,
    /// What the person is about to redeem.
    wanted: RwSignal<Option<RewardView>>,
}

#[component]
pub fn Rewards() -> impl IntoView {
    let language = use_language();
    let desk = Desk {
        catalogue: use_read(move || api::rewards_path(language.get())),
        wanted: RwSignal::new(None),
    };
    view! {
        <header class="page-head page-head--split">
            <div>
                <PageHeading title=t!(rewards.title)/>
                <p class="page-head__lead muted">{t!(rewards.lead)}</p>
            </div>
            <a class="button" href=Route::Redemptions { is_company: false }.href()>
                <Icon name=Icon::List/> <span>{t!(rewards.requests)}</span>
            </a>
        </header>
        <Load read=desk.catalogue shape=Skeleton::Cards(6) let:catalogue>
            <Catalogue catalogue desk/>
        </Load>
        <RedeemDialog desk/>
    }
}

#[component]
fn Catalogue(catalogue: RewardCatalogue, desk: Desk) -> AnyView {
    let locale = use_language().get_untracked();
    if catalogue.items.is_empty() {
        return view! {
            <section class="card"><Empty icon=Icon::Gift title=t!(rewards.none) hint=t!(rewards.none_hint)/></section>
        }
        .into_any();
    }
    let groups = [
        (RewardReach::Now, "rewards-now", t!(rewards.now)),
        (RewardReach::Soon, "rewards-soon", t!(rewards.soon)),
        (RewardReach::No, "rewards-no", t!(rewards.no)),
    ];
    let sections = groups
        .into_iter()
        .filter_map(|(reach, id, title)| {
            let rewards = catalogue.items.iter().filter(|item| item.reach == reach);
            let cards: Vec<_> = rewards
                .map(|item| card(locale, item.clone(), &catalogue, desk))
                .collect();
            let heading = view! { <h2 id=id>{title}</h2> };
            (!cards.is_empty()).then(|| {
                view! {
                    <section class="rewards" aria-labelledby=id>
                        {heading}
                        <ul class="rewards__grid">{cards}</ul>
                    </section>
                }
            })
        })
        .collect_view();
    view! {
        <dl class="card facts">
            <div><dt>{t!(home.company_points)}</dt><dd>{format::number(locale, catalogue.company_points)}</dd></div>
            <div><dt>{t!(home.my_points)}</dt><dd>{format::number(locale, catalogue.my_points)}</dd></div>
        </dl>
        {sections}
    }
    .into_any()
}

fn card(locale: Locale, item: RewardView, catalogue: &RewardCatalogue, desk: Desk) -> AnyView {
    let left = item.left.map(|left| {
        let count = i32::try_from(left).unwrap_or(i32::MAX);
        let n = format::number(locale, left);
        view! { <Chip label=Signal::stored(say!(locale, rewards.left, count = count, n = n)) tone=Tone::Plain/> }
    });
    let how = match item.fulfilment {
        RewardFulfilment::Code => say!(locale, rewards.gives_code),
        RewardFulfilment::Staff => say!(locale, rewards.gives_staff),
    };
    let class = match item.reach {
        RewardReach::No => "card reward reward--off",
        RewardReach::Now | RewardReach::Soon => "card reward",
    };
    let foot = foot(locale, &item, catalogue, desk);
    view! {
        <li class=class>
            <div class="reward__head">
                <h3>{item.name.clone()}</h3>
                {left}
            </div>
            <p class="reward__text">{item.text.clone()}</p>
            <p class="reward__price">
                <strong>{tier::points(locale, item.cost)}</strong> " "
                <span class="small muted">{reward::wallet(locale, item.wallet)}</span>
            </p>
            <p class="small muted">{how}</p>
            {foot}
        </li>
    }
    .into_any()
}

/// What can be done about it, how far it is, or why not.
fn foot(locale: Locale, item: &RewardView, catalogue: &RewardCatalogue, desk: Desk) -> AnyView {
    match item.reach {
        RewardReach::Now => {
            let verb = if item.needs_approval {
                say!(locale, rewards.ask)
            } else {
                say!(locale, rewards.redeem)
            };
            let spoken = say!(
                locale,
                rewards.redeem_spoken,
                verb = verb.clone(),
                name = item.name.clone()
            );
            let item = StoredValue::new(item.clone());
            let ask = Callback::new(move |()| desk.wanted.set(Some(item.get_value())));
            let approval = item.with_value(|item| item.needs_approval);
            let approval = approval
                .then(|| view! { <span class="small muted">{say!(locale, rewards.needs_approval)}</span> });
            view! {
                <div class="reward__foot">
                    {approval}
                    <Button
                        label=Signal::stored(verb)
                        spoken=Signal::stored(spoken)
                        look=Look::Main
                        on_press=ask
                    />
                </div>
            }
            .into_any()
        }
        RewardReach::Soon => {
            let missing = item.missing.unwrap_or_default();
            let points = tier::points(locale, missing);
            let has = match item.wallet {
                Wallet::Company => catalogue.company_points,
                Wallet::Mine => catalogue.my_points,
            };
            view! {
                <div class="reward__foot reward__foot--soon">
                    <progress class="reward__bar" max=item.cost value=has.max(0) aria-hidden="true"></progress>
                    <span class="small">{say!(locale, rewards.missing, points = points)}</span>
                </div>
            }
            .into_any()
        }
        RewardReach::No => {
            let why = item.why.map(|refusal| reward::why(locale, item, refusal));
            view! { <p class="reward__foot reward__why small"><Icon name=Icon::Alert/> <span>{why}</span></p> }
                .into_any()
        }
    }
}
