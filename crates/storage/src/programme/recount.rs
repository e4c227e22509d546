//! What events of before earn anew, when one came late or was taken back: the differences, booked under the events that they
//! belong to.

use jiff::Timestamp;
use loyalty::ledger::TransferId;
use uuid::Uuid;

use super::record::{Award, Place, book_award};
use crate::Result;
use crate::Tx;
use crate::ledger::Ledger;

/// Points that an event of before earns more than was given for it, or less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The same difference again changes nothing.
    pub id: Uuid,
    /// The event whose award it changes.
    pub event: Uuid,
    /// Of the event.
    pub occurred_at: Timestamp,
    pub award: Award,
}

/// Books differences of one account, in the order in which they are given. All or nothing.
pub async fn book_differences(
    tx: &Tx,
    account: Uuid,
    differences: &[Difference],
    now: Timestamp,
) -> Result<()> {
    let mut ledger = Ledger::open(tx, account).await?;
    let mut people: Vec<Uuid> = differences
        .iter()
        .filter_map(|one| one.award.to.member())
        .collect();
    people.sort_unstable();
    people.dedup();
    ledger.load_members(&people).await?;
    for difference in differences {
        let place = Place {
            id: TransferId(difference.id),
            event: difference.event,
            occurred_at: difference.occurred_at,
        };
        ledger.load_known(place.id).await?;
        book_award(&mut ledger, place, &difference.award, now).await?;
    }
    ledger.close().await
}
