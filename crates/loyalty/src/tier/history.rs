//! How the tier changed over time.

use contract::Tier;
use jiff::Timestamp;
use serde::Serialize;

use super::{Grant, GrantReason};

/// From this moment on the account had the tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierChange {
    pub at: Timestamp,
    pub from: Tier,
    pub to: Tier,
    /// Why it has the tier; nothing when a higher one ran out and this is what is left without a grant.
    pub reason: Option<GrantReason>,
}

/// Every change up to the moment, oldest first.
pub(super) fn history(grants: &[Grant], lowest: Tier, now: Timestamp) -> Vec<TierChange> {
    let mut moments: Vec<Timestamp> = grants
        .iter()
        .flat_map(|grant| [grant.from, grant.until])
        .filter(|moment| *moment <= now)
        .collect();
    moments.sort_unstable();
    moments.dedup();
    let mut tier = lowest;
    let mut changes = Vec::new();
    for at in moments {
        let held = highest(grants, at);
        let to = held.map_or(lowest, |grant| grant.tier.max(lowest));
        if to != tier {
            changes.push(TierChange {
                at,
                from: tier,
                to,
                reason: held.map(|grant| grant.reason.clone()),
            });
            tier = to;
        }
    }
    changes
}

/// The grant that makes the tier at the moment: of the highest the one that lasts longest.
pub(super) fn highest(grants: &[Grant], at: Timestamp) -> Option<&Grant> {
    grants
        .iter()
        .filter(|grant| grant.holds_at(at))
        .max_by_key(|grant| (grant.tier, grant.until))
}
