//! What follows an answer: the way back for ten seconds, the reason, and what fits a promoter.

use std::time::Duration;

use contract::SurveyOffer;
use leptos::prelude::*;

use super::talk::{Post, Talk};
use crate::components::{Button, Icon, Look, TextArea};
use crate::language::use_language;
use crate::words::survey::in_language;

/// How long one must have stopped typing for the reason to be sent.
const TYPED: Duration = Duration::from_millis(800);
const LONGEST: usize = 4_000;

#[component]
pub fn Why(talk: Talk) -> impl IntoView {
    let language = use_language();
    let text = RwSignal::new(talk.draft.with_untracked(|draft| {
        draft
            .as_ref()
            .map(|draft| draft.why.clone())
            .unwrap_or_default()
    }));
    let sending = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<String>| {
        let typed = text.get();
        if before.is_some_and(|before| before != typed) && typed.chars().count() <= LONGEST {
            talk.explain(typed.clone());
            if let Some(earlier) = sending.try_update_value(Option::take).flatten() {
                earlier.clear();
            }
            sending.set_value(set_timeout_with_handle(move || talk.send(), TYPED).ok());
        }
        typed
    });
    let asked = Memo::new(move |_| talk.draft.with(|draft| draft.as_ref()?.asks_why()));
    let label = Signal::derive(move || {
        let asked = asked.get();
        asked
            .map(|asked| in_language(&asked, language.get()))
            .unwrap_or_default()
    });
    let too_long = Signal::derive(move || {
        let is_long = text.with(|text| text.chars().count() > LONGEST);
        is_long.then(|| say!(language.get(), field.too_long))
    });
    let finish = Callback::new(move |()| talk.finish());
    let undo = Callback::new(move |()| talk.undo());
    view! {
        <div class="ask__after">
            <div class="ask__kept">
                <Kept talk/>
                <Show when=move || !talk.is_settled.get()>
                    <Button label=t!(survey.undo) look=Look::Quiet on_press=undo/>
                </Show>
            </div>
            <Show when=move || asked.get().is_some()>
                <TextArea label value=text hint=t!(survey.why_hint) error=too_long/>
            </Show>
            <Offers talk/>
            <div class="ask__actions">
                <Button label=t!(survey.done) look=Look::Main on_press=finish/>
            </div>
        </div>
    }
}

/// Where the answer is, as a status that a screen reader hears.
#[component]
fn Kept(talk: Talk) -> impl IntoView {
    let words = [t!(survey.sending), t!(survey.kept), t!(survey.waiting)];
    let told = move || match talk.post.get() {
        Post::OnItsWay => words[0].get(),
        Post::Nothing | Post::Kept => words[1].get(),
        Post::Waiting => words[2].get(),
    };
    let icon = move || {
        let is_waiting = talk.post.get() == Post::Waiting;
        view! { <Icon name=if is_waiting { Icon::Offline } else { Icon::Check }/> }
    };
    view! { <p class="ask__post small" role="status">{icon} <span>{told}</span></p> }
}

#[component]
fn Offers(talk: Talk) -> impl IntoView {
    let offers = Memo::new(move |_| {
        talk.draft.with(|draft| {
            let answered = draft.as_ref().and_then(|draft| draft.answered.as_ref());
            answered
                .map(|answered| answered.offers.clone())
                .unwrap_or_default()
        })
    });
    let taken = RwSignal::new(Vec::<SurveyOffer>::new());
    let button = move |offer: SurveyOffer| {
        let label = match offer {
            SurveyOffer::Reference => t!(survey.offer_reference),
            SurveyOffer::Referral => t!(survey.offer_referral),
            SurveyOffer::AdvisoryBoard => t!(survey.offer_advisory_board),
        };
        let press = Callback::new(move |()| {
            taken.update(|taken| taken.push(offer));
            talk.take_offer(offer);
        });
        let is_disabled = Signal::derive(move || taken.with(|taken| taken.contains(&offer)));
        view! { <Button label on_press=press is_disabled/> }
    };
    move || {
        let offers = offers.get();
        (!offers.is_empty()).then(|| {
            view! {
                <div class="ask__offers" role="group" aria-labelledby="survey-offers">
                    <p class="small muted" id="survey-offers">{t!(survey.offers)}</p>
                    {offers.into_iter().map(button).collect_view()}
                </div>
            }
        })
    }
}
