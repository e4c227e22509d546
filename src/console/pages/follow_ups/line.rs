//! One answer that needs a person: whose, what was said, what was done since, and what there is to do.

use contract::{
    FollowUpReason, FollowUpStep, FollowUpStepKind, FollowUpView, Locale, SurveyAnswer,
};
use leptos::prelude::*;

use super::{Desk, Intent};
use crate::api::{self, use_client, use_write};
use crate::components::{Avatar, Button, Chip, Look, Tone, use_toasts};
use crate::console::route::ConsoleRoute;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::problem;

#[component]
pub fn Line(follow_up: FollowUpView, desk: Desk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let company = ConsoleRoute::Account {
        id: follow_up.account_id.to_string(),
    };
    let due = format::date(locale, &follow_up.due_on, Style::Full);
    let (state, tone) = match (follow_up.is_open, follow_up.is_overdue) {
        (false, _) => (t!(follow_up.is_closed), Tone::Off),
        (true, true) => (t!(follow_up.is_overdue), Tone::Warn),
        (true, false) => (t!(follow_up.is_open), Tone::Good),
    };
    let owner = match &follow_up.owner {
        Some(owner) => say!(locale, follow_up.owned_by, name = owner.clone()),
        None => say!(locale, follow_up.owned_by_nobody),
    };
    let about = [
        say!(locale, follow_up.due, day = due),
        owner,
        match follow_up.reason {
            FollowUpReason::LowAnswer => say!(locale, follow_up.because_low),
            FollowUpReason::Interest => say!(locale, follow_up.because_interest),
        },
    ];
    let steps = follow_up
        .steps
        .iter()
        .map(|step| step_line(locale, step))
        .collect_view();
    let mail = format!("mailto:{}", follow_up.member_email);
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <div class="entries__who">
                    <Avatar name=Signal::stored(follow_up.member_name.clone())/>
                    <p>
                        <strong>{follow_up.member_name.clone()}</strong>
                        " · "
                        <a href=company.href()>{follow_up.account_name.clone()}</a>
                        <br/>
                        <a class="small" href=mail rel="external">{follow_up.member_email.clone()}</a>
                    </p>
                </div>
                <Chip label=state tone/>
            </div>
            <p class="small muted">{about.join(" · ")}</p>
            <ol class="follow-up__steps">{steps}</ol>
            {follow_up.is_open.then(|| view! { <Actions follow_up=follow_up.clone() desk/> })}
        </li>
    }
}

fn step_line(locale: Locale, step: &FollowUpStep) -> impl IntoView + use<> {
    let by = step.by.clone().unwrap_or_default();
    let told = match step.kind {
        FollowUpStepKind::Opened => say!(locale, follow_up.step_opened),
        FollowUpStepKind::Joined => say!(locale, follow_up.step_joined),
        FollowUpStepKind::Reopened => say!(locale, follow_up.step_reopened),
        FollowUpStepKind::Taken => say!(locale, follow_up.step_taken, name = by),
        FollowUpStepKind::Noted => say!(locale, follow_up.step_noted, name = by),
        FollowUpStepKind::Closed => say!(locale, follow_up.step_closed, name = by),
    };
    let answer = step.answer.as_ref().map(|answer| match answer {
        SurveyAnswer::Value(value) => value.to_string(),
        SurveyAnswer::Words(words) => words.clone(),
    });
    let interest = |word: &str| match word {
        "reference" => say!(locale, survey.offer_reference),
        "referral" => say!(locale, survey.offer_referral),
        "advisory_board" => say!(locale, survey.offer_advisory_board),
        other => other.to_owned(),
    };
    let text = step.text.as_ref().map(|text| {
        if step.answer.is_some() {
            interest(text)
        } else {
            text.clone()
        }
    });
    let date = format::date_time(locale, &step.at);
    view! {
        <li>
            <span class="small muted">{date} " · " {told}</span>
            {answer.map(|answer| view! { <p><strong>{say!(locale, follow_up.answer, answer = answer)}</strong></p> })}
            {step.why.clone().map(|why| view! { <p class="entries__text">{why}</p> })}
            {text.map(|text| view! { <p class="entries__text">{text}</p> })}
        </li>
    }
}

#[component]
fn Actions(follow_up: FollowUpView, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    Effect::new(move || {
        if let Some(error) = write.problem().get() {
            toasts.say(problem::sentence(language.get_untracked(), &error));
        }
    });
    let id = follow_up.id.clone();
    let take = Callback::new(move |()| {
        let id = id.clone();
        write.run(async move {
            api::take_follow_up(client, &id).await?;
            toasts.say(say!(language.get_untracked(), follow_up.taken));
            desk.done();
            Ok(())
        });
    });
    let ask = |intent: Intent| Callback::new(move |()| desk.intent.set(Some(intent.clone())));
    let note = ask(Intent::Note(follow_up.clone()));
    let close = ask(Intent::Close(follow_up.clone()));
    view! {
        <div class="row">
            <Button label=t!(follow_up.close) look=Look::Main on_press=close/>
            <Button label=t!(follow_up.note) on_press=note/>
            {(!follow_up.is_mine).then(|| view! {
                <Button label=t!(follow_up.take) is_busy=write.is_pending() on_press=take/>
            })}
        </div>
    }
}
