//! Puts the app together: what everything shares, who may see what kind of page, and which page an address means.

pub mod crash;
mod gate;
mod help;
pub mod lazy;
mod served;
mod session_dialog;
mod shell;
mod top;

use contract::CurrentSession;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route as RouterRoute, Router};
use leptos_router::hooks::{use_location, use_navigate};

use crate::api::{self, ApiError, Client, Kept};
use crate::components::{Failure, ToastRegion, Toasts};
use crate::language::Language;
use crate::navigation::{Navigation, in_place, use_navigation};
use crate::pages;
use crate::route::Route;
use crate::session::{Belongings, Session, SessionState, use_session};
use crate::theme::ThemeChoice;
use lazy::{Lazy, LazyView};
use served::Served;
use shell::Shell;

pub use gate::Gate;
pub use session_dialog::SessionDialog;
pub use shell::{Offline, use_sign_out};

/// Starts the app in the page that loaded it.
pub fn start() {
    crash::watch();
    let served = served::take();
    if served.is_some() {
        // In the same breath: the served page goes and the app's own, which looks the same, comes.
        crash::boot_is_over();
    }
    mount_to_body(move || view! { <App served/> });
}

#[component]
fn App(served: Option<Served>) -> impl IntoView {
    Toasts::provide();
    Navigation::provide();
    let kept = Kept::provide();
    let session = Session::provide(Belongings {
        language: Language::provide(),
        theme: ThemeChoice::provide(),
        kept,
    });
    let client = Client::provide(session);
    if let Some(served) = served {
        kept.fill(served.answers);
        session.set(
            served
                .me
                .map_or(SessionState::SignedOut, SessionState::SignedIn),
        );
    } else {
        ask_who(client, session);
    }
    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                <RouterRoute path=WildcardSegment("address") view=Screen/>
            </FlatRoutes>
        </Router>
        <ToastRegion/>
    }
}

/// Asks the server who is signed in.
pub fn ask_who(client: Client, session: Session) {
    spawn_local(async move {
        session.set(match api::current_session(client).await {
            Ok(CurrentSession { me: Some(me) }) => SessionState::SignedIn(me),
            Ok(CurrentSession { me: None }) => SessionState::SignedOut,
            Err(error) => SessionState::Failed(error),
        });
    });
}

/// What kind of screen there is to see.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// Nothing is known yet: the boot screen still stands.
    Starting,
    Unreachable(ApiError),
    /// A page for people who are not signed in.
    Gate(Route),
    /// The portal itself.
    Portal,
    /// On the way to another address.
    Elsewhere(Route),
}

fn kind(state: &SessionState, route: &Route) -> Kind {
    match (state, route) {
        (SessionState::Unknown, _) => Kind::Starting,
        (SessionState::Failed(error), _) => Kind::Unreachable(error.clone()),
        (_, Route::Welcome | Route::ResetPassword) => Kind::Gate(route.page()),
        (SessionState::SignedIn(_), Route::SignIn { next }) => {
            Kind::Elsewhere(next.as_deref().map_or(Route::Home, route_of))
        }
        (SessionState::SignedIn(_), Route::ForgotPassword) => Kind::Elsewhere(Route::Profile),
        (SessionState::SignedIn(_), _) => Kind::Portal,
        (SessionState::SignedOut, route) if route.is_public() => Kind::Gate(route.page()),
        (SessionState::SignedOut, Route::Home) => Kind::Elsewhere(Route::SignIn { next: None }),
        (SessionState::SignedOut, route) => Kind::Elsewhere(Route::SignIn {
            next: Some(route.href()),
        }),
    }
}

fn route_of(address: &str) -> Route {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Route::parse(path, query)
}

#[component]
fn Screen() -> impl IntoView {
    let session = use_session();
    let client = api::use_client();
    let location = use_location();
    let route = Memo::new(move |_| {
        Route::parse(
            &location.pathname.get(),
            location.search.get().trim_start_matches('?'),
        )
    });
    provide_context(route);
    use_navigation().watch(client);

    let kind = Memo::new(move |_| session.with(|state| kind(state, &route.get())));
    let navigate = use_navigate();
    Effect::new(move || match kind.get() {
        Kind::Elsewhere(route) => {
            navigate(&route.href(), in_place());
        }
        Kind::Starting => {}
        _ => crash::boot_is_over(),
    });
    let retry = Callback::new(move |()| {
        session.set(SessionState::Unknown);
        ask_who(client, session);
    });
    move || match kind.get() {
        Kind::Starting | Kind::Elsewhere(_) => ().into_any(),
        Kind::Unreachable(error) => {
            view! { <main class="gate"><Failure error on_retry=retry is_page=true/></main> }
                .into_any()
        }
        Kind::Gate(route) => view! { <Gate>{gate_page(&route)}</Gate> }.into_any(),
        Kind::Portal => view! {
            <Shell route>
                <Page route/>
            </Shell>
            <SessionDialog/>
        }
        .into_any(),
    }
}

/// The page of a route. A change of the query alone keeps the page.
#[component]
fn Page(route: Memo<Route>) -> impl IntoView {
    let session = use_session();
    let page = Memo::new(move |_| route.get().page());
    // Vendor staff have no company: the pages of a company tell them so.
    let is_staff = Memo::new(move |_| session.me().is_some_and(|me| me.account.is_none()));
    move || {
        let page = page.get();
        let is_of_company = matches!(
            page,
            Route::Home
                | Route::Company { .. }
                | Route::History
                | Route::CompanyProgramme { .. }
                | Route::Report { .. }
                | Route::Benefits
                | Route::Badges
                | Route::Challenges
                | Route::Feedback
                | Route::Programme
                | Route::Movements { .. }
                | Route::Movement { .. }
                | Route::Team(_)
                | Route::BoardSettings
        );
        if is_staff.get() && is_of_company {
            return pages::Staff().into_any();
        }
        match page {
            Route::Home => pages::Home().into_any(),
            Route::Programme => lazily(lazy::PROGRAMME),
            Route::Rules { .. } => lazily(lazy::RULES),
            Route::Movements { .. } => lazily(lazy::MOVEMENTS),
            Route::Movement { .. } => lazily(lazy::MOVEMENT),
            Route::Rewards => lazily(lazy::REWARDS),
            Route::Redemptions { .. } => lazily(lazy::REDEMPTIONS),
            Route::Spending => lazily(lazy::SPENDING),
            Route::Knowledge => pages::Knowledge().into_any(),
            Route::Search { .. } => lazily(lazy::SEARCH),
            Route::Category { category } => view! { <pages::Category category/> }.into_any(),
            Route::Article { category, slug, .. } => {
                view! { <pages::Article category slug/> }.into_any()
            }
            Route::Bookmarks => lazily(lazy::BOOKMARKS),
            Route::Changes => lazily(lazy::CHANGES),
            Route::Team(_) => lazily(lazy::TEAM),
            Route::BoardSettings => lazily(lazy::BOARD_SETTINGS),
            Route::Company { .. } => lazily(lazy::COMPANY),
            Route::History => lazily(lazy::HISTORY),
            Route::CompanyProgramme { .. } => lazily(lazy::COMPANY_PROGRAMME),
            Route::Report { .. } => lazily(lazy::REPORT),
            Route::Benefits => lazily(lazy::BENEFITS),
            Route::Badges => lazily(lazy::BADGES),
            Route::Challenges => lazily(lazy::CHALLENGES),
            Route::Profile => lazily(lazy::PROFILE),
            Route::Feedback => lazily(lazy::FEEDBACK),
            _ => pages::NotFound().into_any(),
        }
    }
}

fn gate_page(route: &Route) -> AnyView {
    match route {
        Route::ForgotPassword => lazily(lazy::FORGOT_PASSWORD),
        Route::Welcome => lazily(lazy::WELCOME),
        Route::ResetPassword => lazily(lazy::RESET_PASSWORD),
        _ => pages::SignIn().into_any(),
    }
}

fn lazily(what: LazyView) -> AnyView {
    view! { <Lazy what is_page=true/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deep_link_waits_behind_the_sign_in() {
        let route = Route::article("start", "welcome");
        let expected = Route::SignIn {
            next: Some("/kb/start/welcome".to_owned()),
        };
        assert_eq!(
            kind(&SessionState::SignedOut, &route),
            Kind::Elsewhere(expected)
        );
        assert_eq!(route_of("/kb/start/welcome"), route);
    }

    #[test]
    fn home_needs_no_way_back() {
        assert_eq!(
            kind(&SessionState::SignedOut, &Route::Home),
            Kind::Elsewhere(Route::SignIn { next: None })
        );
    }

    #[test]
    fn links_of_mails_open_for_everyone() {
        assert_eq!(
            kind(&SessionState::SignedOut, &Route::Welcome),
            Kind::Gate(Route::Welcome)
        );
    }

    #[test]
    fn nothing_is_shown_before_it_is_known_who_looks() {
        assert_eq!(kind(&SessionState::Unknown, &Route::Home), Kind::Starting);
    }
}
