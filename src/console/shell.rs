//! The frame of the console: the menu at the side, or at the bottom of phones, and the page.

use contract::Role;
use leptos::prelude::*;

use super::gate::use_sign_out;
use super::route::ConsoleRoute;
use crate::api::use_client;
use crate::app::Offline;
use crate::components::{Avatar, Icon};
use crate::language::use_language;
use crate::navigation::{self, use_navigation};
use crate::route::Route;
use crate::session::use_session;
use crate::words::people;

#[component]
pub fn Shell(route: Memo<ConsoleRoute>, children: Children) -> impl IntoView {
    let client = use_client();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        navigation::focus("main");
    };
    view! {
        <a class="skip" href="#main" on:click=skip>{t!(shell.skip)}</a>
        <div class="shell">
            <header class="side"><div class="side__inner">
                <a class="brand" href=ConsoleRoute::ARTICLES.href()>
                    <i class="brand__mark" aria-hidden="true">"絆"</i>
                    <span>"Kizuna " <span class="console-name">{t!(console.title)}</span></span>
                </a>
                <nav class="side__nav" aria-label=t!(shell.main_menu)><Entries route/></nav>
                <Person/>
            </div></header>
            <div class="shell__page">
                <Offline client/>
                <main id="main" tabindex="-1">{children()}</main>
            </div>
            <nav class="tabs console-tabs" aria-label=t!(shell.main_menu)>
                <Entries route/>
                <a class="entry" href=Route::Profile.href() rel="external">
                    <Icon name=Icon::Person/>
                    <span class="entry__label">{t!(shell.profile)}</span>
                </a>
            </nav>
        </div>
        <div class="visually-hidden" aria-live="polite">{use_navigation().announcement()}</div>
    }
}

#[component]
fn Entries(route: Memo<ConsoleRoute>) -> impl IntoView {
    let session = use_session();
    let role = Memo::new(move |_| session.me().map_or(Role::Writer, |me| me.role));
    let entries = [
        (ConsoleRoute::ARTICLES, Icon::Book, t!(console.articles)),
        (ConsoleRoute::Gaps, Icon::Spark, t!(console.gaps)),
        (ConsoleRoute::PREVIEW, Icon::Eye, t!(console.preview)),
        (ConsoleRoute::Questions, Icon::Search, t!(console.questions)),
        (
            ConsoleRoute::Companies,
            Icon::Building,
            t!(console.companies),
        ),
        (ConsoleRoute::FOLLOW_UPS, Icon::Person, t!(follow_up.title)),
        (ConsoleRoute::Adjustments, Icon::Coin, t!(care.adjustments)),
        (ConsoleRoute::Offers, Icon::Gift, t!(care.offers)),
        (
            ConsoleRoute::FULFILMENTS,
            Icon::Gift,
            t!(console.fulfilments),
        ),
        (ConsoleRoute::Outbox, Icon::Mail, t!(console.outbox)),
        (ConsoleRoute::Keys, Icon::Key, t!(care.keys)),
        (ConsoleRoute::Audit, Icon::List, t!(console.audit)),
    ];
    entries
        .into_iter()
        .map(|(to, icon, label)| {
            let href = to.href();
            let page = to.clone();
            let current = move || is_at(&route.get(), &page).then_some("page");
            let shown = move || to.is_for(role.get());
            view! {
                <Show when=shown>
                    <a class="entry" href=href.clone() aria-current=current.clone()>
                        <Icon name=icon/>
                        <span class="entry__label">{label}</span>
                    </a>
                </Show>
            }
        })
        .collect_view()
}

/// Whether the entry is that of the route, whatever the route's query says. One company is below all of them.
fn is_at(route: &ConsoleRoute, entry: &ConsoleRoute) -> bool {
    if matches!(route, ConsoleRoute::Account { .. }) {
        return *entry == ConsoleRoute::Companies;
    }
    std::mem::discriminant(route) == std::mem::discriminant(entry)
}

/// Who is signed in, the way to the profile, which is the portal's, and the way out.
#[component]
fn Person() -> impl IntoView {
    let session = use_session();
    let language = use_language();
    let sign_out = use_sign_out();
    let name = Signal::derive(move || session.me().map(|me| me.name).unwrap_or_default());
    let role = move || session.me().map(|me| people::role(language.get(), me.role));
    view! {
        <div class="person">
            <a class="person__link" href=Route::Profile.href() rel="external">
                <Avatar name/>
                <span class="person__names">
                    <strong>{name}</strong>
                    <span class="person__company">{role}</span>
                </span>
                <span class="visually-hidden">", " {t!(shell.profile)}</span>
            </a>
            <button
                type="button"
                class="icon-button"
                aria-label=t!(shell.sign_out)
                title=t!(shell.sign_out)
                on:click=move |_| sign_out.run(())
            >
                <Icon name=Icon::Exit/>
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_does_not_move_the_mark() {
        let filtered = ConsoleRoute::Articles {
            filter: "tier".to_owned(),
        };
        assert!(is_at(&filtered, &ConsoleRoute::ARTICLES));
        assert!(!is_at(&filtered, &ConsoleRoute::Gaps));
    }
}
