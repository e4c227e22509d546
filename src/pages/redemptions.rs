//! `/rewards/redemptions`: what was asked for, what became of it, and for account admins what waits for their word.

mod decide;
mod line;

use contract::RedemptionView;
use leptos::prelude::*;

use crate::api::{self, Pages, use_pages};
use crate::components::{Empty, Icon, LoadPages, PageHeading, Skeleton};
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;

use decide::DecideDialog;
use line::line;

/// What is about to be done to a redemption.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    Approve(RedemptionView),
    Refuse(RedemptionView),
    Cancel(RedemptionView),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Desk {
    redemptions: Pages<RedemptionView>,
    intent: RwSignal<Option<Intent>>,
}

#[component]
pub fn Redemptions() -> impl IntoView {
    let route: Memo<Route> = expect_context();
    let language = use_language();
    let is_admin = use_session().is_admin_untracked();
    // Those who are not admins have no other requests than their own.
    let is_company =
        Memo::new(move |_| is_admin && route.get() == Route::Redemptions { is_company: true });
    let desk = Desk {
        redemptions: use_pages(move || api::redemptions_path(language.get(), is_company.get())),
        intent: RwSignal::new(None),
    };
    let for_admins = is_admin.then(|| {
        view! {
            <nav class="switch" aria-label=t!(rewards.whose)>
                <Tab is_company=false chosen=is_company/>
                <Tab is_company=true chosen=is_company/>
            </nav>
        }
    });
    let limits = is_admin.then(|| {
        view! { <a class="button" href=Route::Spending.href()>{t!(rewards.spending)}</a> }
    });
    view! {
        <header class="page-head page-head--split">
            <div>
                <PageHeading title=t!(rewards.requests)/>
                <p class="page-head__lead muted">{t!(rewards.requests_lead)}</p>
            </div>
            <div class="row">
                <a class="button" href=Route::Rewards.href()><Icon name=Icon::Gift/> <span>{t!(rewards.title)}</span></a>
                {limits}
            </div>
        </header>
        {for_admins}
        {move || {
            let empty = if is_company.get() { none_of_company } else { none_of_mine };
            view! {
                <LoadPages pages=desk.redemptions shape=Skeleton::Rows(6) empty let:redemptions>
                    <List redemptions desk/>
                </LoadPages>
            }
        }}
        <DecideDialog desk/>
    }
}

#[component]
fn Tab(is_company: bool, chosen: Memo<bool>) -> impl IntoView {
    let label = if is_company {
        t!(rewards.company)
    } else {
        t!(rewards.mine)
    };
    let current = move || (chosen.get() == is_company).then_some("page");
    view! {
        <a class="switch__tab" href=Route::Redemptions { is_company }.href() aria-current=current>{label}</a>
    }
}

fn none_of_mine() -> AnyView {
    view! {
        <section class="card">
            <Empty icon=Icon::Gift title=t!(rewards.none_mine) hint=t!(rewards.none_mine_hint)>
                <a class="button button--main" href=Route::Rewards.href()>{t!(rewards.see_rewards)}</a>
            </Empty>
        </section>
    }
    .into_any()
}

fn none_of_company() -> AnyView {
    view! {
        <section class="card">
            <Empty icon=Icon::Gift title=t!(rewards.none_company) hint=t!(rewards.none_company_hint)/>
        </section>
    }
    .into_any()
}

/// What waits for the reader's word comes first.
#[component]
fn List(redemptions: Vec<RedemptionView>, desk: Desk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let (to_decide, others): (Vec<_>, Vec<_>) = redemptions
        .into_iter()
        .partition(|redemption| redemption.can_decide);
    let has_both = !to_decide.is_empty() && !others.is_empty();
    let lines = |redemptions: Vec<RedemptionView>| {
        redemptions
            .into_iter()
            .map(|redemption| line(locale, redemption, desk))
            .collect_view()
    };
    let urgent = (!to_decide.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="to-decide">
                <header class="card__head"><h2 id="to-decide">{t!(rewards.to_decide)}</h2></header>
                <ul class="redemptions">{lines(to_decide)}</ul>
            </section>
        }
    });
    // Every list has a heading; alone on the page it need not be seen.
    let class = if has_both {
        "card__head"
    } else {
        "visually-hidden"
    };
    let heading = view! { <header class=class><h2 id="all-requests">{t!(rewards.all_requests)}</h2></header> };
    let rest = (!others.is_empty()).then(|| {
        view! { <section class="card" aria-labelledby="all-requests">{heading}<ul class="redemptions">{lines(others)}</ul></section> }
    });
    view! { {urgent} {rest} }
}
