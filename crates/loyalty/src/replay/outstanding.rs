//! What could still be spent at a moment: points given, less those spent and those run out, the oldest first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Spent;
use crate::earning::{Award, Recipient};
use crate::programme::Versions;

/// Points that were earned together and run out together.
struct Lot {
    earned: Timestamp,
    expires: Option<Timestamp>,
    left: i64,
}

impl Lot {
    fn is_good_at(&self, time: Timestamp) -> bool {
        self.earned <= time && self.expires.is_none_or(|expires| time < expires)
    }
}

/// What is left at the moment, and what was spent up to then without having been there. Awards stand in the order of time.
pub(super) fn outstanding(
    versions: &Versions,
    awards: &[Award],
    spent: &[Spent],
    zone: &TimeZone,
    at: Timestamp,
) -> (i64, i64) {
    let mut wallets: BTreeMap<&Recipient, Vec<Lot>> = BTreeMap::new();
    for award in awards.iter().filter(|award| award.points > 0) {
        wallets.entry(&award.recipient).or_default().push(Lot {
            earned: award.time,
            expires: versions.expires(award.time, zone),
            left: award.points,
        });
    }
    let mut past: Vec<&Spent> = spent.iter().filter(|spent| spent.time <= at).collect();
    past.sort_by_key(|spent| spent.time);
    let mut uncovered = 0;
    for spending in past {
        let mut owed = spending.points;
        let lots = wallets.get_mut(&spending.by).map(Vec::as_mut_slice);
        for lot in lots.unwrap_or_default() {
            if lot.is_good_at(spending.time) {
                let taken = owed.min(lot.left);
                lot.left -= taken;
                owed -= taken;
            }
        }
        uncovered += owed;
    }
    let left = wallets
        .values()
        .flatten()
        .filter(|lot| lot.is_good_at(at))
        .map(|lot| lot.left)
        .sum();
    (left, uncovered)
}
