//! Work beside the requests. Every job claims what it does in the database, so that several processes share it.

pub mod notices;
mod surveys;

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use storage::members::{self, Credentials};
use storage::resets::{self, ResetRequest};
use storage::rewards::Told;
use storage::throttle::{self, Key, Policy};
use storage::{TokenHash, ledger, links, operations, outbox, play};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::mail::{LinkMail, Sender, redemption, reset};
use crate::session_cookie::LIMITS;
use crate::state::AppState;
use crate::tokens;

pub use surveys::{follow_waves, remind, settle_answers};

const RESET_LIVES: SignedDuration = SignedDuration::from_hours(1);
const RESET_LEASE: SignedDuration = SignedDuration::from_mins(1);
/// Mails with a reset link that one address gets: three at once, then one in ten minutes. A stranger who asks again and again
/// neither floods the mailbox nor kills the link that its owner has just got.
const RESET_MAILS: Policy = Policy {
    free: 3,
    first: SignedDuration::from_mins(10),
    longest: SignedDuration::from_mins(10),
    forget_after: SignedDuration::from_hours(1),
};

/// Starts the jobs; they end when `stop` is cancelled, each after the piece of work it is at.
pub fn start(state: &AppState, sender: Option<Sender>, stop: &CancellationToken) -> TaskTracker {
    let tracker = TaskTracker::new();
    let resets = state.clone();
    tracker.spawn(every(Duration::from_millis(500), stop.clone(), move || {
        let state = resets.clone();
        async move { answer_resets(&state).await }
    }));
    if let Some(sender) = sender.map(Arc::new) {
        let mails = state.clone();
        tracker.spawn(every(Duration::from_secs(2), stop.clone(), move || {
            let (state, sender) = (mails.clone(), sender.clone());
            async move { sender.send_due(&state).await.map(|_| ()) }
        }));
    }
    let sweeps = state.clone();
    tracker.spawn(every(Duration::from_mins(10), stop.clone(), move || {
        let state = sweeps.clone();
        async move { sweep(&state).await }
    }));
    let ends = state.clone();
    tracker.spawn(every(Duration::from_mins(1), stop.clone(), move || {
        let state = ends.clone();
        async move { end_due(&state).await }
    }));
    let notices = state.clone();
    tracker.spawn(every(Duration::from_mins(30), stop.clone(), move || {
        let state = notices.clone();
        async move { tell(&state).await }
    }));
    let play = state.clone();
    tracker.spawn(every(Duration::from_secs(1), stop.clone(), move || {
        let state = play.clone();
        async move { judge(&state).await }
    }));
    let looks = state.clone();
    tracker.spawn(every(Duration::from_mins(1), stop.clone(), move || {
        let state = looks.clone();
        async move { look_back(&state).await }
    }));
    let answers = state.clone();
    tracker.spawn(every(Duration::from_secs(2), stop.clone(), move || {
        let state = answers.clone();
        async move { settle_answers(&state).await.map(|_| ()) }
    }));
    let waves = state.clone();
    tracker.spawn(every(Duration::from_mins(10), stop.clone(), move || {
        let state = waves.clone();
        async move { follow_waves(&state).await }
    }));
    let reminders = state.clone();
    tracker.spawn(every(Duration::from_mins(1), stop.clone(), move || {
        let state = reminders.clone();
        async move { remind(&state).await.map(|_| ()) }
    }));
    tracker.close();
    tracker
}

async fn every<F, Fut>(period: Duration, stop: CancellationToken, mut work: F)
where
    F: FnMut() -> Fut,
    Fut: Future<Output = anyhow::Result<()>>,
{
    let mut ticks = tokio::time::interval(period);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {}
        }
        if let Err(error) = work().await {
            tracing::error!(
                error = format!("{error:#}"),
                "a job failed and will be tried again"
            );
        }
    }
}

/// Books the points that have run out, and gives back what nobody decided on in time.
pub async fn end_due(state: &AppState) -> anyhow::Result<()> {
    let mails = |told: &Told| redemption(told, &state.programme, &state.settings.public_url);
    let done = ledger::run_due_telling(&state.db, state.clock.now(), &mails).await?;
    if done.lots + done.holds > 0 {
        tracing::info!(lots = done.lots, holds = done.holds, "points ran out");
    }
    Ok(())
}

/// Gives badges and counts challenges for everyone whose events changed.
pub async fn judge(state: &AppState) -> anyhow::Result<()> {
    let now = state.clock.now();
    let looked = play::run_due(&state.db, &state.programme, now).await?;
    if looked > 0 {
        tracing::debug!(looked, "play looked at people");
    }
    Ok(())
}

/// Puts in whom a new version of the programme or a new day may bring badges.
pub async fn look_back(state: &AppState) -> anyhow::Result<()> {
    play::look_back(&state.db, &state.programme, state.clock.now()).await?;
    Ok(())
}

async fn tell(state: &AppState) -> anyhow::Result<()> {
    let told = notices::tell(state).await?;
    if told > 0 {
        tracing::info!(told, "people are told what the calendar brings");
    }
    Ok(())
}

/// Turns the requests for a new password into mails, for the addresses that are someone's.
pub async fn answer_resets(state: &AppState) -> anyhow::Result<()> {
    loop {
        let now = state.clock.now();
        let claim = state
            .db
            .write(|tx| async move { resets::claim_next(&tx, now, RESET_LEASE).await });
        let Some(request) = claim.await? else {
            return Ok(());
        };
        answer_reset(state, &request).await?;
    }
}

async fn answer_reset(state: &AppState, request: &ResetRequest) -> anyhow::Result<()> {
    let now = state.clock.now();
    let person = members::credentials_by_email(&state.db, &request.email)
        .await?
        .filter(|person| person.status == contract::MemberStatus::Active);
    let token = tokens::random_token();
    let (person, hash) = (&person, &TokenHash::of(&token));
    let expires_at = now.checked_add(RESET_LIVES)?;
    let link = format!("{}/reset-password#{token}", state.settings.public_url);
    let mail = &person
        .as_ref()
        .map(|person| reset(&reset_mail(person, &link, expires_at)));
    let id = request.id;
    let answered = state.db.write(|tx| async move {
        // Finishing first: when another process was quicker this fails, and nothing is sent twice.
        resets::finish(&tx, id).await?;
        if let (Some(person), Some(mail)) = (person, mail) {
            let key = Key::address(&format!("reset mails to {}", person.id));
            if throttle::admit(&tx, &[(key, RESET_MAILS)], now)
                .await?
                .is_some()
            {
                return Ok(false);
            }
            links::issue_reset(&tx, person.id, hash, expires_at, now).await?;
            outbox::enqueue(&tx, mail, now).await?;
        }
        Ok(true)
    });
    match answered.await {
        Ok(true) => log_unsent(state, mail.as_ref()),
        Ok(false) | Err(storage::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Sends the mails that are due, once, and says how many were sent. Without a mail server there are none.
pub async fn send_mails(state: &AppState) -> anyhow::Result<usize> {
    match &state.settings.mail {
        Some(settings) => Sender::new(settings)?.send_due(state).await,
        None => Ok(0),
    }
}

fn reset_mail<'a>(
    person: &'a Credentials,
    link: &'a str,
    expires_at: jiff::Timestamp,
) -> LinkMail<'a> {
    LinkMail {
        to: &person.email,
        name: &person.name,
        locale: person.locale,
        link,
        expires_at,
    }
}

/// Without a mail server the operator must find the mail somewhere: in the outbox, and here.
pub fn log_unsent(state: &AppState, mail: Option<&outbox::NewMail>) {
    if let (None, Some(mail)) = (&state.settings.mail, mail) {
        tracing::info!(
            to = mail.to,
            subject = mail.subject,
            body = mail.body,
            "no mail server: mail kept in the outbox"
        );
    }
}

/// Removes what has run out.
pub async fn sweep(state: &AppState) -> anyhow::Result<()> {
    let now = state.clock.now();
    let swept = state
        .db
        .write(|tx| async move { operations::sweep(&tx, LIMITS, now).await })
        .await?;
    tracing::debug!(?swept, "swept");
    Ok(())
}
