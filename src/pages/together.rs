//! The card on the dashboard: the challenge that goes on, the streak, and a word about what was earned since the last visit.

use std::cell::RefCell;

use contract::{ChallengeState, ChallengeView, Challenges, MemberId, MyBadges, PlayNews};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::challenges::Bar;
use crate::api::{self, Reading, use_client, use_read};
use crate::components::use_toasts;
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;
use crate::words::play;

#[component]
pub fn Together() -> impl IntoView {
    let language = use_language();
    let challenges = use_read::<Challenges>(move || api::challenges_path(language.get()));
    let badges = use_read::<MyBadges>(move || api::badges_path(language.get()));
    celebrate();
    let challenge = move || {
        let found = challenges.ready()?.challenges.into_iter();
        Some(
            found
                .into_iter()
                .find(|one| one.state == ChallengeState::Open),
        )
    };
    let going = move || {
        challenge().map(|found| match found {
            Some(challenge) => view! { <Going challenge/> }.into_any(),
            None => view! { <p class="muted">{t!(play.none)}</p> }.into_any(),
        })
    };
    let weeks = move || {
        let streak = badges.ready()?.streak?;
        let locale = language.get();
        Some(view! {
            <p class="together__streak">
                <strong>{play::weeks(locale, streak.weeks)}</strong>
                <span class="small muted">
                    {if streak.is_this_week_kept { t!(play.week_kept) } else { t!(play.week_open) }}
                </span>
            </p>
        })
    };
    view! {
        <section class="card" aria-labelledby="together">
            <header class="card__head">
                <h2 id="together">{t!(play.together)}</h2>
                <span class="small together__links">
                    <a href=Route::Challenges.href()>{t!(play.challenges)}</a>
                    <a href=Route::Badges.href()>{t!(play.badges)}</a>
                </span>
            </header>
            <div class="together">
                <div>{going}</div>
                <div>{weeks}</div>
            </div>
        </section>
    }
}

#[component]
fn Going(challenge: ChallengeView) -> impl IntoView {
    let locale = use_language().get_untracked();
    let mine = if challenge.is_joined {
        play::mine(locale, challenge.mine)
    } else {
        say!(locale, play.not_joined)
    };
    view! {
        <p><strong>{challenge.name.clone()}</strong></p>
        <Bar challenge=challenge.clone()/>
        <p class="small muted">{mine}</p>
    }
}

thread_local! {
    /// What was told last, and to whom. The card is drawn anew while the server is still being told that it was told.
    static TOLD: RefCell<Option<(Option<MemberId>, PlayNews)>> = const { RefCell::new(None) };
}

/// Says once what was earned, unless the person does not want to hear of it.
fn celebrate() {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let me = use_session().me_untracked().map(|me| me.id);
    let news = use_read::<PlayNews>(move || api::play_news_path(language.get()));
    Effect::new(move || {
        let Reading::Ready(news) = news.get() else {
            return;
        };
        if news.badges.is_empty() && news.challenges.is_empty() {
            return;
        }
        let now = (me.clone(), news.clone());
        if TOLD.with_borrow_mut(|told| told.replace(now.clone())) == Some(now) {
            return;
        }
        let locale = language.get_untracked();
        for name in news.badges {
            toasts.say(say!(locale, play.new_badge, name = name));
        }
        for name in news.challenges {
            toasts.say(say!(locale, play.reached_now, name = name));
        }
        spawn_local(async move {
            // What could not be noted is told again on the next visit.
            let _ = api::play_news_told(client).await;
        });
    });
}
