//! `/team/challenges`: goals that the company reaches together, taking part in them, and for account admins making them.

mod begin;
mod line;

use contract::{ChallengeState, ChallengeView, Challenges as Found};
use leptos::prelude::*;

use crate::api::{self, Read, use_read};
use crate::components::{Button, Dialog, Empty, Icon, Load, Look, PageHeading, Skeleton};
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;

use begin::Begin;
pub(super) use line::Bar;
use line::Line;

#[component]
pub fn Challenges() -> impl IntoView {
    let language = use_language();
    let is_admin = use_session().is_admin_untracked();
    let all = use_read::<Found>(move || api::challenges_path(language.get()));
    let is_open = RwSignal::new(false);
    let begin = Callback::new(move |()| is_open.set(true));
    let actions = is_admin.then(|| {
        view! { <Button label=t!(play.begin) look=Look::Main icon=Icon::Plus on_press=begin/> }
    });
    view! {
        <header class="page-head page-head--split">
            <div>
                <PageHeading title=t!(play.challenges)/>
                <p class="page-head__lead muted">
                    {t!(play.challenges_lead)} " " <a href=Route::Badges.href()>{t!(play.to_badges)}</a>
                </p>
            </div>
            {actions}
        </header>
        <Load read=all shape=Skeleton::Cards(2) let:found>
            <Content found all is_admin/>
        </Load>
        <Dialog is_open title=t!(play.begin)>
            <Begin all is_open/>
        </Dialog>
    }
}

#[component]
fn Content(found: Found, all: Read<Found>, is_admin: bool) -> impl IntoView {
    let language = use_language();
    if found.challenges.is_empty() {
        let hint = if is_admin {
            t!(play.none_hint_admin)
        } else {
            t!(play.none_hint)
        };
        return view! { <Empty icon=Icon::People title=t!(play.none) hint/> }.into_any();
    }
    let is_over =
        |one: &ChallengeView| matches!(one.state, ChallengeState::Reached | ChallengeState::Ended);
    let (over, going): (Vec<_>, Vec<_>) = found.challenges.into_iter().partition(is_over);
    let file = is_admin.then(|| {
        view! {
            <p class="small">
                <a href=move || api::challenges_file_href(language.get()) download="">{t!(play.csv)}</a>
            </p>
        }
    });
    view! {
        <div class="play-stack">
            {part("going", t!(play.going), going, all)}
            {part("over", t!(play.over), over, all)}
            {file}
        </div>
    }
    .into_any()
}

fn part(
    id: &'static str,
    title: Signal<String>,
    challenges: Vec<ChallengeView>,
    all: Read<Found>,
) -> impl IntoView {
    let has_any = !challenges.is_empty();
    let lines = challenges
        .into_iter()
        .map(|challenge| view! { <Line challenge all/> })
        .collect_view();
    has_any.then(|| {
        view! {
            <section class="play-stack" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                {lines}
            </section>
        }
    })
}
