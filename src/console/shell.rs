//! The frame of the console: the menu at the side, or at the bottom of phones, and the page.

use std::ops::Range;

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
                <nav class="side__nav" aria-label=t!(shell.main_menu)><Entries route part=0..usize::MAX/></nav>
                <Person/>
            </div></header>
            <div class="shell__page">
                <Offline client/>
                <main id="main" tabindex="-1">{children()}</main>
            </div>
            <Tabs route/>
        </div>
        <div class="visually-hidden" aria-live="polite">{use_navigation().announcement()}</div>
    }
}

/// On phones the bar has room for the first entries; the others open above it.
#[component]
fn Tabs(route: Memo<ConsoleRoute>) -> impl IntoView {
    const ID: &str = "console-more";
    let rest = NodeRef::<leptos::html::Div>::new();
    // Whoever has chosen is led to the page, which the list would cover.
    Effect::new(move |_| {
        route.track();
        if let Some(rest) = rest.get_untracked() {
            let _ = rest.hide_popover();
        }
    });
    let is_behind = move || {
        let route = route.get();
        let mut rest = visible().into_iter().skip(IN_BAR);
        rest.any(|entry| is_at(&route, &entry.to)).then_some("true")
    };
    view! {
        <nav class="tabs console-tabs" aria-label=t!(shell.main_menu)>
            <Entries route part=0..IN_BAR/>
            <button type="button" class="entry" popovertarget=ID aria-current=is_behind>
                <Icon name=Icon::More/>
                <span class="entry__label">{t!(console.more)}</span>
            </button>
            <div id=ID class="menu console-more" popover="auto" node_ref=rest>
                <Entries route part=IN_BAR..usize::MAX/>
                <a class="entry" href=Route::Profile.href() rel="external">
                    <Icon name=Icon::Person/>
                    <span class="entry__label">{t!(shell.profile)}</span>
                </a>
            </div>
        </nav>
    }
}

const IN_BAR: usize = 4;

struct Entry {
    to: ConsoleRoute,
    icon: Icon,
    label: Signal<String>,
}

/// The entries that the role of who is signed in may open.
fn visible() -> Vec<Entry> {
    let role = use_session().me().map_or(Role::Writer, |me| me.role);
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
        .filter(|(to, _, _)| to.is_for(role))
        .map(|(to, icon, label)| Entry { to, icon, label })
        .collect()
}

#[component]
fn Entries(
    route: Memo<ConsoleRoute>,
    /// Which of the entries, counted from 0.
    part: Range<usize>,
) -> impl IntoView {
    move || {
        let shown = visible().into_iter().take(part.end).skip(part.start);
        shown.map(|entry| link(route, entry)).collect_view()
    }
}

fn link(route: Memo<ConsoleRoute>, Entry { to, icon, label }: Entry) -> impl IntoView {
    let href = to.href();
    let current = move || is_at(&route.get(), &to).then_some("page");
    view! {
        <a class="entry" href=href aria-current=current>
            <Icon name=icon/>
            <span class="entry__label">{label}</span>
        </a>
    }
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
