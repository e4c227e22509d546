//! `/movements`: the statement of a wallet, with the balance after every line.

mod filters;
mod lines;
mod verify;
mod window;

use contract::{Locale, Movement, Wallet};
use leptos::prelude::*;

use crate::api::Lines as Wanted;
use crate::components::{Icon, PageHeading};
use crate::format::{self, Style};
use crate::route::Route;
use crate::words::movement::{self, Kind};

use filters::Filters;
use lines::Lines;
use verify::Verify;

#[component]
pub fn Movements() -> impl IntoView {
    let route: Memo<Route> = expect_context();
    let wanted = Memo::new(move |before: Option<&Wanted>| match route.get() {
        Route::Movements {
            wallet,
            kind,
            from,
            to,
        } => Wanted {
            wallet,
            kind,
            from,
            to,
        },
        // On the way to another page the lines stay what they were.
        _ => before.cloned().unwrap_or(Wanted {
            wallet: Wallet::Company,
            kind: None,
            from: String::new(),
            to: String::new(),
        }),
    });
    let rules = Route::Rules {
        version: String::new(),
    };
    view! {
        <header class="page-head">
            <PageHeading title=t!(movements.title)/>
            <p class="page-head__lead muted">
                {t!(movements.lead)} " " <a href=rules.href()>{t!(movements.rules)}</a>
            </p>
        </header>
        <nav class="switch" aria-label=t!(movements.wallets)>
            <Tab wallet=Wallet::Company wanted/>
            <Tab wallet=Wallet::Mine wanted/>
        </nav>
        <section class="card" aria-label=t!(movements.lines)>
            <Filters wanted/>
            <Lines wanted/>
        </section>
        <Verify wanted/>
    }
}

/// The other wallet with the same filter.
#[component]
fn Tab(wallet: Wallet, wanted: Memo<Wanted>) -> impl IntoView {
    let label = match wallet {
        Wallet::Company => t!(home.company_points),
        Wallet::Mine => t!(home.my_points),
    };
    let current = move || (wanted.get().wallet == wallet).then_some("page");
    let href = move || {
        let wanted = wanted.get();
        Route::Movements {
            wallet,
            kind: wanted.kind,
            from: wanted.from,
            to: wanted.to,
        }
        .href()
    };
    view! { <a class="switch__tab" href=href aria-current=current>{label}</a> }
}

/// One line of a statement; the whole of it opens where it came from. What stands at its end is given.
#[component]
pub fn MovementLine(movement: Movement, locale: Locale, children: Children) -> impl IntoView {
    let kind = movement::kind(&movement.event_type);
    let class = if movement.points < 0 {
        "lines__points"
    } else {
        "lines__points up"
    };
    let href = Route::Movement {
        id: movement.id.0.clone(),
    }
    .href();
    // Beside the subject where there is no room for a column of its own.
    let day = format::date(locale, &movement.occurred_at, Style::Short);
    let (hint, subject) = (movement.subject.clone(), movement.subject);
    view! {
        <span class="tasks__sign"><Icon name=icon(kind)/></span>
        <div class="lines__words">
            <p class="lines__name"><a class="lines__link" href=href>{movement::name(locale, kind)}</a></p>
            <p class="lines__subject small muted" title=hint><span class="lines__day">{day} " · "</span>{subject}</p>
        </div>
        <time class="lines__date small muted" datetime=movement.occurred_at.clone()>
            {format::date(locale, &movement.occurred_at, Style::Short)}
        </time>
        <strong class=class>{format::signed(locale, movement.points)}</strong>
        <span class="lines__end small muted">{children()}</span>
    }
}

pub const fn icon(kind: Kind) -> Icon {
    match kind {
        Kind::Purchase => Icon::Building,
        Kind::Lesson => Icon::Book,
        Kind::Usage => Icon::Monitor,
        Kind::Referral | Kind::Challenge => Icon::People,
        Kind::Survey | Kind::Streak => Icon::Check,
        Kind::Redemption => Icon::Spark,
        Kind::Expired | Kind::RanOut | Kind::Held => Icon::Clock,
        Kind::Released => Icon::Back,
        Kind::Correction | Kind::Adjusted | Kind::Recovered | Kind::Other => Icon::Coin,
    }
}
