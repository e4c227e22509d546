//! Settles answers that can no longer be taken back, and keeps who could be asked in the waves that have begun.

use storage::surveys;

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
