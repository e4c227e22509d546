//! The console: where the vendor's staff see to the articles, read what customers ask, and look after the portal.
//!
//! It is a bundle of its own, so that no customer downloads it; the parts that it shares with the portal come from there.
//! Whether someone may read what it shows, the server decides.

mod fields;
mod gate;
mod pages;
mod preview;
mod route;
mod segments;
mod shell;

use leptos::prelude::*;
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route as RouterRoute, Router};
use leptos_router::hooks::use_location;

use crate::api::{self, ApiError, Client, Kept};
use crate::app::{SessionDialog, ask_who, crash};
use crate::components::{Failure, ToastRegion, Toasts};
use crate::language::Language;
use crate::navigation::{Navigation, use_navigation};
use crate::session::{Belongings, Session, SessionState, use_session};
use crate::theme::ThemeChoice;
use gate::{NotForCustomers, SignIn};
use route::ConsoleRoute;
use shell::Shell;

/// Starts the console in the page that loaded it.
pub fn start() {
    crash::watch();
    mount_to_body(Console);
}

#[component]
fn Console() -> impl IntoView {
    let language = Language::provide();
    let theme = ThemeChoice::provide();
    Toasts::provide();
    Navigation::provide();
    let kept = Kept::provide();
    let session = Session::provide(Belongings {
        language,
        theme,
        kept,
    });
    let client = Client::provide(session);
    ask_who(client, session);
    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                <RouterRoute path=WildcardSegment("address") view=Screen/>
            </FlatRoutes>
        </Router>
        <ToastRegion/>
    }
}

/// What kind of screen there is to see.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// Nothing is known yet: the boot screen still stands.
    Starting,
    Unreachable(ApiError),
    SignIn,
    /// Someone of a customer is signed in.
    NotForCustomers,
    Console,
}

fn kind(state: &SessionState) -> Kind {
    match state {
        SessionState::Unknown => Kind::Starting,
        SessionState::Failed(error) => Kind::Unreachable(error.clone()),
        SessionState::SignedOut => Kind::SignIn,
        SessionState::SignedIn(me) if me.account.is_some() => Kind::NotForCustomers,
        SessionState::SignedIn(_) => Kind::Console,
    }
}

#[component]
fn Screen() -> impl IntoView {
    let session = use_session();
    let client = api::use_client();
    let location = use_location();
    let route = Memo::new(move |_| {
        ConsoleRoute::parse(
            &location.pathname.get(),
            location.search.get().trim_start_matches('?'),
        )
    });
    provide_context(route);
    use_navigation().watch(client);
    let kind = Memo::new(move |_| session.with(kind));
    Effect::new(move || {
        if kind.get() != Kind::Starting {
            crash::boot_is_over();
        }
    });
    let retry = Callback::new(move |()| {
        session.set(SessionState::Unknown);
        ask_who(client, session);
    });
    move || match kind.get() {
        Kind::Starting => ().into_any(),
        Kind::Unreachable(error) => {
            view! { <main class="gate"><Failure error on_retry=retry is_page=true/></main> }
                .into_any()
        }
        Kind::SignIn => SignIn().into_any(),
        Kind::NotForCustomers => NotForCustomers().into_any(),
        Kind::Console => view! {
            <Shell route>
                <Page route/>
            </Shell>
            <SessionDialog/>
        }
        .into_any(),
    }
}

/// The page of a route. A change of the query alone keeps the page, unless it names another file.
#[component]
fn Page(route: Memo<ConsoleRoute>) -> impl IntoView {
    let session = use_session();
    let page = Memo::new(move |_| route.get().page());
    let role = Memo::new(move |_| session.me().map(|me| me.role));
    move || {
        let page = page.get();
        if role.get().is_some_and(|role| !page.is_for(role)) {
            let nothing = Callback::new(|()| ());
            return view! { <Failure error=ApiError::Forbidden on_retry=nothing is_page=true/> }
                .into_any();
        }
        match page {
            ConsoleRoute::Articles { .. } => pages::Articles().into_any(),
            ConsoleRoute::Gaps => pages::Gaps().into_any(),
            ConsoleRoute::Preview { path } => view! { <preview::Page path/> }.into_any(),
            ConsoleRoute::Questions => pages::Questions().into_any(),
            ConsoleRoute::Companies => pages::Companies().into_any(),
            ConsoleRoute::Account { id } => view! { <pages::Account id/> }.into_any(),
            ConsoleRoute::Adjustments => pages::Adjustments().into_any(),
            ConsoleRoute::Offers => pages::Offers().into_any(),
            ConsoleRoute::Keys => pages::Keys().into_any(),
            ConsoleRoute::FollowUps { .. } => pages::FollowUps().into_any(),
            ConsoleRoute::Fulfilments { .. } => pages::Fulfilments().into_any(),
            ConsoleRoute::Outbox => pages::Outbox().into_any(),
            ConsoleRoute::Audit => pages::Audit().into_any(),
            ConsoleRoute::NotFound => pages::NotFound().into_any(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_console_opens_only_once_it_is_known_who_looks() {
        assert_eq!(kind(&SessionState::Unknown), Kind::Starting);
        assert_eq!(kind(&SessionState::SignedOut), Kind::SignIn);
        assert_eq!(
            kind(&SessionState::Failed(ApiError::Offline)),
            Kind::Unreachable(ApiError::Offline)
        );
    }
}
