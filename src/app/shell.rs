//! The frame of the portal: the menu at the side, or at the bottom of phones, and the page.

use contract::AccountView;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::help::{HelpButton, HelpDesk, HelpSheet};
use crate::api::{self, Client, use_client, use_read, use_write};
use crate::components::{Avatar, Icon};
use crate::navigation::{self, use_navigation};
use crate::route::{Route, Section};
use crate::session::{SessionState, use_session};
use crate::survey::SurveyHost;

use super::top::Top;

const PROBE_EVERY: std::time::Duration = std::time::Duration::from_secs(4);

#[component]
pub fn Shell(route: Memo<Route>, children: Children) -> impl IntoView {
    let client = use_client();
    let session = use_session();
    let section = Signal::derive(move || route.get().section());
    let badge = open_invitations();
    let desk = HelpDesk::new();
    let is_customer = Signal::derive(move || session.me().is_some_and(|me| me.account.is_some()));
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        navigation::focus("main");
    };
    view! {
        <a class="skip" href="#main" on:click=skip>{t!(shell.skip)}</a>
        <div class="shell">
            <header class="side"><div class="side__inner">
                <a class="brand" href=Route::Home.href()><i class="brand__mark" aria-hidden="true">"絆"</i> "Kizuna"</a>
                <nav class="side__nav" aria-label=t!(shell.main_menu)>
                    <Entry at=Section::Home section/>
                    <Entry at=Section::Knowledge section/>
                    <Show when=move || is_customer.get()>
                        <Entry at=Section::Programme section/>
                        <Entry at=Section::Rewards section/>
                        <Entry at=Section::Team section/>
                        <Entry at=Section::Company section badge/>
                    </Show>
                </nav>
                <Person section/>
            </div></header>
            <div class="shell__page">
                <Offline client/>
                <Top><HelpButton desk/></Top>
                <main id="main" tabindex="-1">{children()}</main>
            </div>
            // A phone has room for five: rewards and the board are reached from the programme.
            <nav class="tabs" aria-label=t!(shell.main_menu)>
                <Entry at=Section::Home section/>
                <Entry at=Section::Knowledge section/>
                <Show when=move || is_customer.get()>
                    <Entry at=Section::Programme section/>
                    <Entry at=Section::Company section badge/>
                </Show>
                <Entry at=Section::Profile section/>
            </nav>
        </div>
        <HelpSheet desk/>
        <Show when=move || is_customer.get()><SurveyHost route/></Show>
        <div class="visually-hidden" aria-live="polite">{use_navigation().announcement()}</div>
    }
}

/// Invitations that an admin may want to look after; zero for others.
fn open_invitations() -> Signal<u32> {
    let session = use_session();
    if !session.is_admin_untracked() {
        return Signal::stored(0);
    }
    let account = use_read::<AccountView>(api::account_path);
    Signal::derive(move || {
        account
            .ready()
            .map_or(0, |account| account.open_invitations)
    })
}

#[component]
fn Entry(
    at: Section,
    section: Signal<Option<Section>>,
    #[prop(optional)] badge: Signal<u32>,
) -> impl IntoView {
    let (icon, label, href) = match at {
        Section::Home => (Icon::Home, t!(shell.home), Route::Home),
        Section::Knowledge => (Icon::Book, t!(shell.knowledge), Route::Knowledge),
        Section::Programme => (Icon::Star, t!(shell.programme), Route::Programme),
        Section::Rewards => (Icon::Gift, t!(shell.rewards), Route::Rewards),
        Section::Team => (Icon::Podium, t!(shell.team), Route::TEAM),
        Section::Company => (Icon::Building, t!(shell.company), Route::COMPANY),
        Section::Profile => (Icon::Person, t!(shell.profile), Route::Profile),
    };
    let current = move || (section.get() == Some(at)).then_some("page");
    let spoken = t!(
        shell.open_invitations,
        count = i32::try_from(badge.get()).unwrap_or(i32::MAX),
        n = badge.get()
    );
    view! {
        <a class="entry" href=href.href() aria-current=current>
            <Icon name=icon/>
            <span class="entry__label">{label}</span>
            <Show when=move || badge.get() != 0>
                <b class="entry__badge" aria-hidden="true">{badge}</b>
                <span class="visually-hidden">", " {spoken}</span>
            </Show>
        </a>
    }
}

/// Who is signed in, the way to the profile, and the way out.
#[component]
fn Person(section: Signal<Option<Section>>) -> impl IntoView {
    let session = use_session();
    let name = Signal::derive(move || session.me().map(|me| me.name).unwrap_or_default());
    let company = move || {
        session
            .me()
            .and_then(|me| me.account)
            .map(|account| account.name)
    };
    let current = move || (section.get() == Some(Section::Profile)).then_some("page");
    view! {
        <div class="person">
            <a class="person__link" href=Route::Profile.href() aria-current=current>
                <Avatar name/>
                <span class="person__names">
                    <strong>{name}</strong>
                    <span class="person__company">{company}</span>
                </span>
                <span class="visually-hidden">", " {t!(shell.profile)}</span>
            </a>
            <SignOut/>
        </div>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let sign_out = use_sign_out();
    view! {
        <button type="button" class="icon-button" aria-label=t!(shell.sign_out) title=t!(shell.sign_out) on:click=move |_| sign_out.run(())>
            <Icon name=Icon::Exit/>
        </button>
    }
}

/// Ends this session and goes to the sign-in page.
pub fn use_sign_out() -> Callback<()> {
    let client = use_client();
    let session = use_session();
    let navigate = use_navigate();
    let write = use_write();
    Callback::new(move |()| {
        let navigate = navigate.clone();
        write.run(async move {
            api::sign_out(client).await?;
            // First the address, or the page left behind would become the one to come back to.
            navigate(
                &Route::SignIn { next: None }.href(),
                NavigateOptions::default(),
            );
            session.set(SessionState::SignedOut);
            Ok(())
        });
    })
}

/// Says that the network is gone, looks for it, and leaves when it is back.
#[component]
pub fn Offline(client: Client) -> impl IntoView {
    let is_offline = Memo::new(move |_| !client.is_reachable());
    Effect::new(move || {
        if !is_offline.get() {
            return;
        }
        let probe = move || leptos::task::spawn_local(client.probe());
        let online = window_event_listener(leptos::ev::online, move |_| probe());
        let timer = set_interval_with_handle(probe, PROBE_EVERY);
        on_cleanup(move || {
            online.remove();
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
    view! {
        <div role="status">
            <Show when=move || is_offline.get()>
                <p class="offline"><Icon name=Icon::Offline/> <span>{t!(shell.offline)}</span></p>
            </Show>
        </div>
    }
}
