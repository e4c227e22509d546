//! `/feedback`: the contract between who asks and who is asked. When next, why, who reads the answer, and what came of it.

mod asked;
mod heard;
mod outlook;

use contract::{FeedbackView, SurveyWish};
use leptos::prelude::*;

use crate::api::{self, Read, use_client, use_read, use_write};
use crate::components::{Load, PageHeading, Skeleton, unique_id, use_toasts};
use crate::language::use_language;
use crate::route::Route;
use crate::words::problem;

use asked::Asked;
use heard::Heard;
use outlook::Outlooks;

#[component]
pub fn Feedback() -> impl IntoView {
    let view = use_read::<FeedbackView>(api::feedback_path);
    view! {
        <header class="page-head">
            <PageHeading title=t!(feedback.title)/>
            <p class="page-head__lead muted">
                {t!(feedback.lead)} " "
                <a href=Route::article("value", "what-a-survey-is-for").href()>{t!(feedback.more)}</a>
            </p>
        </header>
        <Load read=view shape=Skeleton::Rows(6) let:found>
            <div class="feedback">
                <Heard heard=found.heard/>
                <Asked asks=found.asks/>
                <Outlooks surveys=found.surveys/>
                <Promises/>
                <Wish view is_never=found.is_never/>
            </div>
        </Load>
    }
}

/// What holds for every question.
#[component]
fn Promises() -> impl IntoView {
    let promises = [
        t!(feedback.promise_seldom),
        t!(feedback.promise_who),
        t!(feedback.promise_company),
        t!(feedback.promise_points),
        t!(feedback.promise_anonymous),
        t!(feedback.promise_person),
    ];
    let lines = promises
        .into_iter()
        .map(|promise| view! { <li>{promise}</li> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="promises">
            <header class="card__head"><h2 id="promises">{t!(feedback.promises)}</h2></header>
            <ul class="feedback__promises">{lines}</ul>
        </section>
    }
}

/// Never to be asked, or again.
#[component]
fn Wish(view: Read<FeedbackView>, is_never: bool) -> impl IntoView {
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
        let wish = SurveyWish {
            is_never: !event_target_checked(&event),
        };
        write.follow(async move {
            api::put_wish(client, wish).await?;
            toasts.say(say!(language.get_untracked(), profile.saved));
            view.refetch();
            Ok(())
        });
    };
    let hint = unique_id("hint");
    view! {
        <section class="card" aria-labelledby="wish">
            <header class="card__head"><h2 id="wish">{t!(feedback.wish)}</h2></header>
            <label class="check">
                <input type="checkbox" role="switch" aria-describedby=hint.clone() prop:checked=!is_never on:change=choose/>
                <span>{t!(feedback.may_ask)}</span>
            </label>
            <p class="small muted check__hint" id=hint>{t!(feedback.may_ask_hint)}</p>
        </section>
    }
}
