//! The own badges in short, the way to all of them, and whether one wants to hear of new ones.

use contract::MyBadges;
use leptos::prelude::*;

use crate::api::{self, Read, use_client, use_read, use_write};
use crate::components::{BadgeMedal, Load, Skeleton, unique_id, use_toasts};
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;
use crate::words::problem;

/// Nothing for the vendor's staff, who earn none.
#[component]
pub fn BadgesCard() -> impl IntoView {
    let session = use_session();
    let is_customer = Memo::new(move |_| session.me().is_some_and(|me| me.account.is_some()));
    view! { <Show when=move || is_customer.get()><Card/></Show> }
}

#[component]
fn Card() -> impl IntoView {
    let language = use_language();
    let mine = use_read::<MyBadges>(move || api::badges_path(language.get()));
    view! {
        <section class="card" aria-labelledby="badges">
            <header class="card__head">
                <h2 id="badges">{t!(play.badges)}</h2>
                <a class="small" href=Route::Badges.href()>{t!(play.badges_all)}</a>
            </header>
            <Load read=mine shape=Skeleton::Rows(1) let:found>
                <Row found=found.clone()/>
                <Switch found mine/>
            </Load>
        </section>
    }
}

#[component]
fn Row(found: MyBadges) -> impl IntoView {
    let earned: Vec<_> = found
        .badges
        .into_iter()
        .filter(|badge| badge.earned.is_some())
        .map(|badge| {
            view! {
                <li class="medals__medal">
                    <BadgeMedal shape=badge.shape/>
                    <span class="small">{badge.name}</span>
                </li>
            }
        })
        .collect();
    if earned.is_empty() {
        return view! { <p class="muted">{t!(play.badges_none)}</p> }.into_any();
    }
    view! { <ul class="medals">{earned}</ul> }.into_any()
}

#[component]
fn Switch(found: MyBadges, mine: Read<MyBadges>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    Effect::new(move || {
        if let Some(error) = write.problem().get() {
            toasts.say(problem::sentence(language.get_untracked(), &error));
        }
    });
    let choose = move |event| {
        let is_on = event_target_checked(&event);
        write.follow(async move {
            api::put_celebrations(client, is_on).await?;
            toasts.say(say!(language.get_untracked(), profile.saved));
            mine.refetch();
            Ok(())
        });
    };
    let hint = unique_id("hint");
    view! {
        <label class="check">
            <input type="checkbox" role="switch" aria-describedby=hint.clone() prop:checked=found.celebrates on:change=choose/>
            <span>{t!(play.celebrate)}</span>
        </label>
        <p class="small muted check__hint" id=hint>{t!(play.celebrate_hint)}</p>
    }
}
