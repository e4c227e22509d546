//! What events were given so far, as the book says.

use std::collections::{BTreeMap, HashMap};

use loyalty::EventRef;
use loyalty::earning::Recipient;
use loyalty::ledger::{Purpose, TransferId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::facts::{Kept, recipient};
use super::record::BATCH;
use crate::db::{placeholders, rows};
use crate::entity::column::Coded;
use crate::{Result, Tx};

/// Points that stand in the book for an event and a wallet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Given {
    pub points: i64,
    /// The transfer that brought the first of them.
    pub lot: Option<TransferId>,
}

pub(super) type GivenPoints = BTreeMap<(EventRef, Recipient), Given>;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    event_id: Uuid,
    member_id: Option<Uuid>,
    purpose: Coded<Purpose>,
    points: i64,
}

/// What the events were given. What a correction took counts with the event that it takes back.
pub(super) async fn given(tx: &Tx, events: &[Kept]) -> Result<GivenPoints> {
    let names: HashMap<Uuid, EventRef> = events
        .iter()
        .map(|kept| {
            let reversed = kept.event.reverses.clone();
            (kept.id, reversed.unwrap_or_else(|| kept.event.reference()))
        })
        .collect();
    let mut given = GivenPoints::new();
    for batch in events.chunks(BATCH) {
        let sql = format!(
            "SELECT t.id, t.event_id, w.member_id, t.purpose, t.points FROM transfer t
             JOIN wallet w ON w.id = CASE WHEN t.purpose = 'earned' THEN t.credit_id ELSE t.debit_id END
             WHERE t.event_id IN {} AND t.purpose IN ('earned', 'corrected') ORDER BY t.position",
            placeholders(1, batch.len())
        );
        let ids = batch.iter().map(|kept| Value::from(kept.id));
        let found: Vec<Row> = rows(tx.connection(), &sql, ids).await?;
        for row in found {
            let Some(name) = names.get(&row.event_id) else {
                continue;
            };
            let key = (name.clone(), recipient(row.member_id));
            let entry = given.entry(key).or_default();
            if row.purpose.0 == Purpose::Earned {
                entry.points += row.points;
                entry.lot = entry.lot.or(Some(TransferId(row.id)));
            } else {
                entry.points -= row.points;
            }
        }
    }
    Ok(given)
}
