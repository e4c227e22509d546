//! Settles answers that can no longer be taken back, and keeps who could be asked in the waves that have begun.

use storage::{outbox, surveys};

use crate::mail::follow_up;
use crate::state::AppState;

/// Settles what is due and says how many answers that were.
pub async fn settle_answers(state: &AppState) -> anyhow::Result<usize> {
    let (db, now) = (&state.db, state.clock.now());
    let settled = surveys::settle_due(db, &state.surveys, &state.programme, now).await?;
    if settled > 0 {
        tracing::debug!(settled, "answers are settled");
    }
    Ok(settled)
}

/// Tells those who take care of answers what has opened and what is due, and says how many mails that were.
pub async fn remind(state: &AppState) -> anyhow::Result<usize> {
    let now = state.clock.now();
    let page = format!("{}/console/follow-ups", state.settings.public_url);
    let mut told = 0;
    for reminder in surveys::due_reminders(&state.db, now).await? {
        let (reminder, page) = (&reminder, &page);
        let tell = state.db.write(|tx| async move {
            let receivers = reminder.claim(&tx, now).await?;
            for to in &receivers {
                outbox::enqueue(&tx, &follow_up(to, reminder, page), now).await?;
            }
            Ok(receivers.len())
        });
        told += tell.await?;
    }
    Ok(told)
}

/// Keeps the frames of open waves, and forgets the receipts of those that are over.
pub async fn follow_waves(state: &AppState) -> anyhow::Result<()> {
    let (db, now) = (&state.db, state.clock.now());
    let made = surveys::fill_frames(db, &state.surveys, &state.programme, now).await?;
    let forgotten = surveys::forget_receipts(db, &state.surveys, now).await?;
    if made > 0 || forgotten > 0 {
        tracing::info!(frames = made, forgotten, "surveys follow their waves");
    }
    Ok(())
}
