//! One redemption: what, who, where it stands, and what can be done about it.

use contract::{Locale, RedemptionState, RedemptionView};
use leptos::{prelude::*, task::spawn_local};

use super::{Desk, Intent};
use crate::browser;
use crate::components::{Button, Chip, Look, Tone, use_toasts};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::reward;

pub fn line(locale: Locale, redemption: RedemptionView, desk: Desk) -> AnyView {
    let tone = match redemption.state {
        RedemptionState::Waiting => Tone::Warn,
        RedemptionState::Approved => Tone::Plain,
        RedemptionState::Fulfilled => Tone::Good,
        RedemptionState::Declined | RedemptionState::Cancelled | RedemptionState::RanOut => {
            Tone::Off
        }
    };
    let state = reward::state(locale, redemption.state);
    let paid = reward::paid(locale, &redemption);
    let code = redemption
        .code
        .clone()
        .map(|code| view! { <Code code reward=redemption.reward_name.clone()/> });
    let about = [
        Some(paid),
        Some(asked(locale, &redemption)),
        until(locale, &redemption),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let notes = notes(locale, &redemption);
    let actions = actions(locale, &redemption, desk);
    view! {
        <li class="redemption">
            <div class="redemption__head">
                <h3>{redemption.reward_name}</h3>
                <Chip label=Signal::stored(state) tone/>
            </div>
            <p class="small muted">{about.join(" · ")}</p>
            {notes}
            {code}
            {actions}
        </li>
    }
    .into_any()
}

fn asked(locale: Locale, redemption: &RedemptionView) -> String {
    let date = format::date_time(locale, &redemption.asked_at);
    if redemption.is_mine {
        say!(locale, rewards.asked, date = date)
    } else {
        let name = redemption.asked_by.clone();
        say!(locale, rewards.asked_by, name = name, date = date)
    }
}

fn until(locale: Locale, redemption: &RedemptionView) -> Option<String> {
    let end = redemption.runs_out_at.as_deref()?;
    let date = format::date(locale, end, Style::Full);
    Some(say!(locale, rewards.runs_out, date = date))
}

/// What was said: by who asked, who decided, and the vendor's staff.
fn notes(locale: Locale, redemption: &RedemptionView) -> impl IntoView + use<> {
    let short = |at: &Option<String>| {
        at.as_deref()
            .map(|at| format::date(locale, at, Style::Short))
            .unwrap_or_default()
    };
    let asked = redemption
        .note
        .clone()
        .map(|note| (say!(locale, rewards.their_note), note));
    let decided = redemption.decided_by.clone().map(|name| {
        let date = short(&redemption.decided_at);
        let who = reward::decision(locale, redemption.state, name, date);
        (who, redemption.decision_note.clone().unwrap_or_default())
    });
    let done = redemption.fulfilment_note.clone().map(|note| {
        let date = short(&redemption.fulfilled_at);
        (say!(locale, rewards.from_us, date = date), note)
    });
    let lines: Vec<_> = [asked, decided, done]
        .into_iter()
        .flatten()
        .map(|(who, note)| view! { <div><dt>{who}</dt><dd>{note}</dd></div> })
        .collect();
    (!lines.is_empty()).then(|| view! { <dl class="redemption__notes small">{lines}</dl> })
}

/// The code, to be read and to be copied.
#[component]
fn Code(code: String, reward: String) -> impl IntoView {
    let toasts = use_toasts();
    let language = use_language();
    let spoken = t!(rewards.copy_spoken, reward = reward.clone());
    let shown = code.clone();
    let copy = Callback::new(move |()| {
        let code = code.clone();
        let locale = language.get_untracked();
        spawn_local(async move {
            toasts.say(if browser::copy(&code).await {
                say!(locale, rewards.copied)
            } else {
                say!(locale, kb.copy_failed)
            });
        });
    });
    view! {
        <p class="redemption__code">
            <span class="small muted">{t!(rewards.code)}</span>
            <code>{shown}</code>
            <Button label=t!(rewards.copy) spoken on_press=copy/>
        </p>
    }
}

fn actions(locale: Locale, redemption: &RedemptionView, desk: Desk) -> impl IntoView + use<> {
    let button = |label: String, look: Look, intent: Intent| {
        let spoken = say!(
            locale,
            rewards.decide_spoken,
            verb = label.clone(),
            reward = redemption.reward_name.clone(),
            name = redemption.asked_by.clone()
        );
        let press = Callback::new(move |()| desk.intent.set(Some(intent.clone())));
        view! {
            <Button label=Signal::stored(label) spoken=Signal::stored(spoken) look on_press=press/>
        }
    };
    let decide = redemption.can_decide.then(|| {
        let approve = Intent::Approve(redemption.clone());
        let refuse = Intent::Refuse(redemption.clone());
        view! {
            {button(say!(locale, rewards.approve), Look::Main, approve)}
            {button(say!(locale, rewards.refuse), Look::Plain, refuse)}
        }
    });
    let cancel = redemption.can_cancel.then(|| {
        let cancel = Intent::Cancel(redemption.clone());
        button(say!(locale, rewards.cancel), Look::Plain, cancel)
    });
    let has_any = redemption.can_decide || redemption.can_cancel;
    has_any.then(|| view! { <div class="row">{decide} {cancel}</div> })
}
