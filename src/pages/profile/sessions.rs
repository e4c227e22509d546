//! Where the person is signed in, and the way to end it.

use contract::{Locale, SessionId, SessionView};
use leptos::prelude::*;

use crate::api::{self, Read, use_client, use_read, use_write};
use crate::components::{Button, Chip, Icon, Load, Skeleton, Tone, use_toasts};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::user_agent;
use crate::words::problem;

#[component]
pub fn SessionsCard() -> impl IntoView {
    let sessions = use_read::<Vec<SessionView>>(api::sessions_path);
    view! {
        <section class="card" aria-labelledby="sessions">
            <header class="card__head"><h2 id="sessions">{t!(profile.sessions)}</h2></header>
            <p class="small muted">{t!(profile.sessions_hint)}</p>
            <Load read=sessions shape=Skeleton::Rows(2) let:list>
                <Sessions list sessions/>
            </Load>
        </section>
    }
}

#[component]
fn Sessions(list: Vec<SessionView>, sessions: Read<Vec<SessionView>>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    Effect::new(move || {
        if let Some(error) = write.problem().get() {
            toasts.say(problem::sentence(language.get_untracked(), &error));
        }
    });
    let has_others = list.len() > 1;
    let locale = language.get_untracked();
    let end_one = Callback::new(move |id: SessionId| {
        write.run(async move {
            api::end_session(client, &id).await?;
            toasts.say(say!(locale, profile.ended));
            sessions.refetch();
            Ok(())
        });
    });
    let lines = list
        .into_iter()
        .map(|session| line(locale, session, end_one))
        .collect_view();
    let end_others = Callback::new(move |()| {
        write.run(async move {
            api::end_other_sessions(client).await?;
            toasts.say(say!(locale, profile.ended_others));
            sessions.refetch();
            Ok(())
        });
    });
    view! {
        <ul class="sessions">{lines}</ul>
        {has_others.then(|| view! { <Button label=t!(profile.end_others) is_busy=write.is_pending() on_press=end_others/> })}
    }
}

fn line(locale: Locale, session: SessionView, end: Callback<SessionId>) -> impl IntoView {
    let icon = if user_agent::is_handheld(&session.user_agent) {
        Icon::Phone
    } else {
        Icon::Monitor
    };
    let device = device(locale, &session.user_agent);
    let since = say!(
        locale,
        profile.since,
        date = format::date(locale, &session.created_at, Style::Short)
    );
    let used = say!(
        locale,
        profile.last_used,
        when = format::relative(locale, &session.last_seen_at)
    );
    let spoken_device = device.clone();
    let action = if session.is_current {
        view! { <Chip label=t!(profile.this_one) tone=Tone::Good/> }.into_any()
    } else {
        let spoken = t!(profile.end_named, device = spoken_device.clone());
        let press = Callback::new({
            let id = session.id;
            move |()| end.run(id.clone())
        });
        view! { <Button label=t!(profile.end) spoken on_press=press/> }.into_any()
    };
    view! {
        <li class="sessions__line">
            <span class="tasks__sign"><Icon name=icon/></span>
            <div class="sessions__words">
                <p>{device}</p>
                <p class="small muted">{used} " · " {since} " · " {session.address}</p>
            </div>
            {action}
        </li>
    }
}

/// `Firefox on Windows`
fn device(locale: Locale, user_agent: &str) -> String {
    let browser = user_agent::browser(user_agent)
        .map_or_else(|| say!(locale, profile.unknown_browser), str::to_owned);
    let system = user_agent::system(user_agent)
        .map_or_else(|| say!(locale, profile.unknown_system), str::to_owned);
    say!(locale, profile.device, browser = browser, system = system)
}
