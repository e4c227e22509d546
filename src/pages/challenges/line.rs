//! One challenge: how far it is, who adds what, and taking part or not.

use contract::{ChallengeState, ChallengeView, Challenges};
use leptos::prelude::*;

use crate::api::{self, Read, use_client, use_write};
use crate::components::{Button, Chip, Dialog, Look, Tone, unique_id, use_toasts};
use crate::format;
use crate::language::use_language;
use crate::session::use_session;
use crate::words::{days, play, problem};

#[component]
pub fn Line(challenge: ChallengeView, all: Read<Challenges>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let heading = unique_id("challenge");
    let (state, tone) = match challenge.state {
        ChallengeState::Coming => (t!(play.coming), Tone::Off),
        ChallengeState::Open => (t!(play.now), Tone::Warn),
        ChallengeState::Reached => (t!(play.reached), Tone::Good),
        ChallengeState::Ended => (t!(play.ended), Tone::Off),
    };
    let span = days::span(locale, &challenge.starts_on, Some(&challenge.ends_on));
    let reward = play::reward(locale, &challenge);
    let labelled_by = heading.clone();
    view! {
        <article class="card challenge" aria-labelledby=labelled_by>
            <header class="challenge__head">
                <h3 id=heading>{challenge.name.clone()}</h3>
                <Chip label=state tone/>
            </header>
            <p class="small muted">{span}</p>
            <p>{challenge.text.clone()}</p>
            <Bar challenge=challenge.clone()/>
            <p class="small">{reward}</p>
            <Parts challenge=challenge.clone()/>
            <Actions challenge all/>
        </article>
    }
}

/// How far it is, as a bar and in words.
#[component]
pub fn Bar(challenge: ChallengeView) -> impl IntoView {
    let locale = use_language().get_untracked();
    let words = play::standing(locale, &challenge);
    let label = challenge.name.clone();
    let value = challenge.counted.min(challenge.goal).to_string();
    view! {
        <div class="challenge__bar">
            <progress class="meter" max=challenge.goal.to_string() value=value aria-label=label></progress>
            <p class="small"><strong>{words}</strong></p>
        </div>
    }
}

/// Who adds what, by name: there is no first among them.
#[component]
fn Parts(challenge: ChallengeView) -> impl IntoView {
    let locale = use_language().get_untracked();
    if challenge.people == 0 {
        return view! { <p class="small muted">{t!(play.nobody)}</p> }.into_any();
    }
    let count = i32::try_from(challenge.people).unwrap_or(i32::MAX);
    let people = say!(
        locale,
        play.people,
        count = count,
        n = format::number(locale, challenge.people)
    );
    let lines = challenge
        .parts
        .into_iter()
        .map(|part| {
            let me = part
                .is_me
                .then(|| view! { " " <span class="muted">{t!(play.me)}</span> });
            view! {
                <tr>
                    <th scope="row">{part.name} {me}</th>
                    <td>{format::number(locale, part.counted)}</td>
                </tr>
            }
        })
        .collect_view();
    let unnamed = (challenge.unnamed.people > 0).then(|| {
        let count = i32::try_from(challenge.unnamed.people).unwrap_or(i32::MAX);
        let words = say!(
            locale,
            play.unnamed,
            count = count,
            n = format::number(locale, challenge.unnamed.people)
        );
        view! {
            <tr>
                <th scope="row" class="muted">{words}</th>
                <td>{format::number(locale, challenge.unnamed.counted)}</td>
            </tr>
        }
    });
    view! {
        <details class="challenge__parts">
            <summary>{people}</summary>
            <table class="table">
                <thead><tr><th scope="col">{t!(play.who)}</th><th scope="col">{t!(play.added)}</th></tr></thead>
                <tbody>{lines} {unnamed}</tbody>
            </table>
        </details>
    }
    .into_any()
}

#[component]
fn Actions(challenge: ChallengeView, all: Read<Challenges>) -> impl IntoView {
    let is_admin = use_session().is_admin_untracked();
    let is_going = matches!(
        challenge.state,
        ChallengeState::Coming | ChallengeState::Open
    );
    let call_off = is_admin && challenge.state != ChallengeState::Reached;
    let part = is_going.then(|| view! { <TakePart challenge=challenge.clone() all/> });
    let off = call_off.then(|| view! { <CallOff challenge all/> });
    view! { <div class="form__actions">{part} {off}</div> }
}

#[component]
fn TakePart(challenge: ChallengeView, all: Read<Challenges>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let is_joined = challenge.is_joined;
    let id = challenge.id;
    let name = challenge.name.clone();
    Effect::new(move || {
        if let Some(error) = write.problem().get() {
            toasts.say(problem::sentence(language.get_untracked(), &error));
            all.refetch();
        }
    });
    let press = Callback::new(move |()| {
        let (id, name) = (id.clone(), name.clone());
        write.run(async move {
            let locale = language.get_untracked();
            let after = api::take_part(client, &id, !is_joined, locale).await?;
            toasts.say(match (is_joined, after.state) {
                (true, _) => say!(locale, play.left, name = name),
                (false, ChallengeState::Reached) => say!(locale, play.reached_now, name = name),
                (false, _) => say!(locale, play.joined, name = name),
            });
            all.refetch();
            Ok(())
        });
    });
    let (label, look, spoken) = if is_joined {
        let spoken = t!(play.leave_named, name = challenge.name.clone());
        (t!(play.leave), Look::Quiet, spoken)
    } else {
        let spoken = t!(play.join_named, name = challenge.name.clone());
        (t!(play.join), Look::Main, spoken)
    };
    view! { <Button label look spoken is_busy=write.is_pending() on_press=press/> }
}

/// For account admins, with a question: the parts of all are gone then.
#[component]
fn CallOff(challenge: ChallengeView, all: Read<Challenges>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let is_open = RwSignal::new(false);
    let ask = Callback::new(move |()| is_open.set(true));
    let cancel = Callback::new(move |()| is_open.set(false));
    let id = challenge.id;
    let confirm = Callback::new(move |()| {
        let id = id.clone();
        write.run(async move {
            api::call_off_challenge(client, &id).await?;
            toasts.say(say!(language.get_untracked(), play.called_off));
            let _ = is_open.try_set(false);
            all.refetch();
            Ok(())
        });
    });
    let wrong = move || {
        let problem = write.problem().get();
        problem.map(|error| problem::sentence(language.get(), &error))
    };
    let spoken = t!(play.call_off_named, name = challenge.name.clone());
    view! {
        <Button label=t!(play.call_off) look=Look::Quiet spoken on_press=ask/>
        <Dialog is_open title=t!(play.call_off_title)>
            <p>{t!(play.call_off_text)}</p>
            <p class="field__note field__note--wrong" role="alert">{wrong}</p>
            <div class="form__actions">
                <Button label=t!(play.call_off) look=Look::Danger is_busy=write.is_pending() on_press=confirm/>
                <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
            </div>
        </Dialog>
    }
}
