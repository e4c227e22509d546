//! What follows a vote on an article: the reason, and the way on when the article did not help.

use leptos::prelude::*;

use super::anchor;
use super::verdict::{Step, Voting};
use crate::components::{AskUs, Button, Form, Icon, Look, TextArea};
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};

const LONGEST: usize = 1_000;

#[component]
pub fn AfterVote() -> impl IntoView {
    let voting: Voting = expect_context();
    let is_reasoning = Memo::new(move |_| voting.step.get() == Step::Reasoning);
    let is_unhelpful = Memo::new(move |_| voting.is_helpful() == Some(false));
    view! {
        <Show when=move || is_reasoning.get()><Reason voting/></Show>
        <Show when=move || is_unhelpful.get()><WayOn voting/></Show>
    }
}

#[component]
fn Reason(voting: Voting) -> impl IntoView {
    let reason = voting.reason;
    let given = move || voting.vote().and_then(|vote| vote.reason);
    use_navigation().guard(Signal::derive(move || {
        reason.with(|typed| *typed != given().unwrap_or_default())
    }));
    let why_yes = t!(verdict.why_yes);
    let why_no = t!(verdict.why_no);
    let label = Signal::derive(move || {
        if voting.is_helpful() == Some(false) {
            why_no.get()
        } else {
            why_yes.get()
        }
    });
    let submit = Callback::new(move |()| {
        let text = reason.get_untracked().trim().to_owned();
        let too_long = (text.chars().count() > LONGEST).then_some("too_long");
        let is_helpful = untrack(|| voting.is_helpful());
        match problem::refuse(&[("/reason", too_long)]) {
            Some(refusal) => voting.write.refuse(refusal),
            None => voting.put(
                is_helpful.unwrap_or_default(),
                Some(text).filter(|text| !text.is_empty()),
                Step::Done,
            ),
        }
    });
    let leave = Callback::new(move |()| voting.step.set(Step::Done));
    view! {
        <Form
            on_submit=submit
            problem=voting.write.problem()
            actions=move || {
                view! {
                    <Button label=t!(verdict.send) look=Look::Main submits=true is_busy=voting.write.is_pending()/>
                    <Button label=t!(verdict.leave) look=Look::Quiet on_press=leave/>
                }
            }
        >
            <TextArea
                label
                value=reason
                hint=t!(verdict.hint)
                error=of_field(voting.write.problem(), "/reason")
                takes_focus=voting.begins_to_write.get_value()
            />
        </Form>
    }
}

/// Other articles, and the people behind the portal.
#[component]
fn WayOn(voting: Voting) -> impl IntoView {
    let related = voting.related();
    let links = (!related.is_empty()).then(|| {
        let lines = related
            .iter()
            .map(|link| view! { <li>{anchor(link)}</li> })
            .collect_view();
        view! {
            <h3>{t!(verdict.way_on)}</h3>
            <ul class="way-on__articles">{lines}</ul>
        }
    });
    let is_asking = RwSignal::new(false);
    let ask = Callback::new(move |()| is_asking.set(true));
    let cancel = Callback::new(move |()| is_asking.set(false));
    let invite = move || {
        view! {
            <div class="row">
                <p>{t!(verdict.or_ask)}</p>
                <Button label=t!(ask.open) icon=Icon::Mail on_press=ask/>
            </div>
        }
    };
    view! {
        <div class="way-on">
            {links}
            <Show when=move || is_asking.get() fallback=invite>
                <AskUs text=voting.question on_cancel=cancel/>
            </Show>
        </div>
    }
}
