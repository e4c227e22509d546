//! Tells people by mail what the calendar brings: points that run out, and new rules of the programme.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use storage::Tx;
use storage::notices::{self, Receiver};
use storage::outbox::{self, NewMail};

use crate::mail::{points_expire, programme_changes};
use crate::state::AppState;

/// How long before their last day people hear of points that run out.
const EXPIRY_AHEAD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Puts the mails that are due into the outbox and says how many there were. Each is claimed in the database, so that no other process sends
/// it as well.
pub async fn tell(state: &AppState) -> anyhow::Result<usize> {
    Ok(tell_of_expiry(state).await? + tell_of_versions(state).await?)
}

async fn tell_of_expiry(state: &AppState) -> anyhow::Result<usize> {
    let now = state.clock.now();
    let page = format!("{}/movements", state.settings.public_url);
    let mut told = 0;
    for expiring in notices::expiring_points(&state.db, now, now + EXPIRY_AHEAD).await? {
        let (expiring, page) = (&expiring, &page);
        let tell = state.db.write(|tx| async move {
            let receivers = expiring.claim(&tx, now).await?;
            let mail = |to: &Receiver| {
                points_expire(
                    to,
                    expiring.points,
                    expiring.last_day,
                    expiring.is_company(),
                    page,
                )
            };
            enqueue(&tx, receivers.iter().map(mail), now).await
        });
        told += tell.await?;
    }
    Ok(told)
}

/// New rules are told of as soon as the version before promised to show them.
async fn tell_of_versions(state: &AppState) -> anyhow::Result<usize> {
    let now = state.clock.now();
    let page = format!("{}/programme/rules", state.settings.public_url);
    let versions: Vec<_> = state.programme.iter().collect();
    let mut told = 0;
    for pair in versions.windows(2) {
        let (before, version) = (pair[0], pair[1]);
        let ahead = i64::from(before.notice_days).days();
        // Days turn at other moments in other zones, but never a day apart.
        let today = now.to_zoned(TimeZone::UTC).date();
        let is_over = version.valid_from < today;
        if is_over || version.valid_from.saturating_sub(ahead) > today.saturating_add(1.day()) {
            continue;
        }
        for account in notices::untold_accounts(&state.db, &version.version).await? {
            let today = now.to_zoned(account.zone.clone()).date();
            let is_shown = version.valid_from.saturating_sub(ahead) <= today;
            if !is_shown || version.valid_from <= today {
                continue;
            }
            let (account, page) = (&account, &page);
            let tell = state.db.write(|tx| async move {
                let receivers = account.claim(&tx, now).await?;
                let mail = |to: &Receiver| programme_changes(to, version.valid_from, page);
                enqueue(&tx, receivers.iter().map(mail), now).await
            });
            told += tell.await?;
        }
    }
    Ok(told)
}

async fn enqueue(
    tx: &Tx,
    mails: impl Iterator<Item = NewMail>,
    now: jiff::Timestamp,
) -> storage::Result<usize> {
    let mut count = 0;
    for mail in mails {
        outbox::enqueue(tx, &mail, now).await?;
        count += 1;
    }
    Ok(count)
}
