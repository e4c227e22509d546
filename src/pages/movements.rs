//! `/movements`: every line that a balance is the sum of.

use contract::{Locale, Movement, Wallet};
use leptos::prelude::*;

use crate::api::{self, use_pages};
use crate::components::{Empty, Icon, LoadPages, PageHeading, Skeleton};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::route::Route;
use crate::words::movement::{self, Kind};

#[component]
pub fn Movements() -> impl IntoView {
    let route: Memo<Route> = expect_context();
    let wallet = Memo::new(move |_| match route.get() {
        Route::Movements { wallet } => wallet,
        _ => Wallet::Company,
    });
    let pages = use_pages::<Movement>(move || api::movements_path(wallet.get()));
    view! {
        <header class="page-head">
            <PageHeading title=t!(movements.title)/>
            <p class="page-head__lead muted">
                {t!(movements.lead)} " "
                <a href=Route::article("programme", "how-points-are-earned").href()>{t!(movements.rules)}</a>
            </p>
        </header>
        <nav class="switch" aria-label=t!(movements.wallets)>
            <Tab wallet=Wallet::Company chosen=wallet/>
            <Tab wallet=Wallet::Mine chosen=wallet/>
        </nav>
        <section class="card">
            {move || {
                let empty = if wallet.get() == Wallet::Mine { none_of_mine } else { none_of_company };
                view! {
                    <LoadPages pages shape=Skeleton::Rows(10) empty says_end=true let:movements>
                        <Months movements/>
                    </LoadPages>
                }
            }}
        </section>
    }
}

#[component]
fn Tab(wallet: Wallet, chosen: Memo<Wallet>) -> impl IntoView {
    let label = match wallet {
        Wallet::Company => t!(home.company_points),
        Wallet::Mine => t!(home.my_points),
    };
    let current = move || (chosen.get() == wallet).then_some("page");
    view! { <a class="switch__tab" href=Route::Movements { wallet }.href() aria-current=current>{label}</a> }
}

fn none_of_company() -> AnyView {
    view! { <Empty icon=Icon::Coin title=t!(movements.none) hint=t!(movements.none_company)/> }
        .into_any()
}

fn none_of_mine() -> AnyView {
    view! { <Empty icon=Icon::Coin title=t!(movements.none) hint=t!(movements.none_mine)/> }
        .into_any()
}

#[component]
fn Months(movements: Vec<Movement>) -> impl IntoView {
    let locale = use_language().get_untracked();
    by_month(&movements)
        .into_iter()
        .map(|(month, movements)| {
            let lines = movements
                .iter()
                .map(|movement| line(locale, movement))
                .collect_view();
            view! {
                <h2 class="month">{format::month(locale, month, Style::MonthLong)}</h2>
                <ul class="movements">{lines}</ul>
            }
        })
        .collect_view()
}

fn line(locale: Locale, movement: &Movement) -> impl IntoView + use<> {
    let kind = movement::kind(&movement.event_type);
    let class = if movement.points < 0 {
        "movements__points"
    } else {
        "movements__points up"
    };
    view! {
        <li class="movements__line">
            <span class="tasks__sign"><Icon name=icon(kind)/></span>
            <div class="movements__words">
                <p>{movement::name(locale, kind)}</p>
                <p class="small muted">{movement.subject.clone()}</p>
            </div>
            <time class="movements__date small muted" datetime=movement.occurred_at.clone()>
                {format::date(locale, &movement.occurred_at, Style::Day)}
            </time>
            <strong class=class>{format::signed(locale, movement.points)}</strong>
        </li>
    }
}

const fn icon(kind: Kind) -> Icon {
    match kind {
        Kind::Purchase => Icon::Building,
        Kind::Lesson => Icon::Book,
        Kind::Usage => Icon::Monitor,
        Kind::Referral => Icon::People,
        Kind::Survey => Icon::Check,
        Kind::Redemption => Icon::Spark,
        Kind::Correction | Kind::Other => Icon::Coin,
    }
}

/// Cuts a list that is sorted by time into its months.
fn by_month(movements: &[Movement]) -> Vec<(&str, &[Movement])> {
    let month = |movement: &Movement| movement.occurred_at.get(..7).unwrap_or_default().to_owned();
    movements
        .chunk_by(|a, b| month(a) == month(b))
        .map(|chunk| (chunk[0].occurred_at.get(..7).unwrap_or_default(), chunk))
        .collect()
}

#[cfg(test)]
mod tests {
    use contract::MovementId;

    use super::*;

    fn movement(occurred_at: &str) -> Movement {
        Movement {
            id: MovementId(occurred_at.to_owned()),
            wallet: Wallet::Company,
            points: 10,
            event_type: "purchase.completed".to_owned(),
            subject: String::new(),
            occurred_at: occurred_at.to_owned(),
        }
    }

    #[test]
    fn months_keep_the_order_of_the_list() {
        let movements = [
            movement("2026-11-20T08:00:00Z"),
            movement("2026-11-02T08:00:00Z"),
            movement("2026-10-31T08:00:00Z"),
        ];
        let months = by_month(&movements);
        let found: Vec<(&str, usize)> = months
            .iter()
            .map(|(month, lines)| (*month, lines.len()))
            .collect();
        assert_eq!(found, [("2026-11", 2), ("2026-10", 1)]);
    }
}
