//! Points that a person of the vendor gives or takes.

use jiff::Timestamp;
use loyalty::Points;
use loyalty::ledger::{Holder, Order, Purpose, TransferId};
use uuid::Uuid;

use super::load::Ledger;
use crate::{Result, StaffScope, Tx};

/// Points to give, or below zero to take, and why.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// The same adjustment again changes nothing.
    pub id: Uuid,
    pub account: Uuid,
    pub holder: Holder,
    pub points: Points,
    /// When given points run out.
    pub expires_at: Option<Timestamp>,
    pub occurred_at: Timestamp,
    pub why: String,
}

/// Books an adjustment. Whether a second person has agreed, and the line in the audit log, are the caller's.
/// [`Conflict::NotEnoughPoints`](crate::Conflict::NotEnoughPoints) when more is to be taken than is there.
pub async fn adjust(
    tx: &Tx,
    _scope: &StaffScope,
    adjustment: &Adjustment,
    now: Timestamp,
) -> Result<()> {
    let is_gift = !adjustment.points.is_negative();
    let order = Order {
        id: TransferId(adjustment.id),
        holder: adjustment.holder,
        points: if is_gift {
            adjustment.points
        } else {
            adjustment.points.negated()?
        },
        occurred_at: adjustment.occurred_at,
        event: None,
        why: Some(adjustment.why.clone()),
    };
    let mut ledger = Ledger::open(tx, adjustment.account).await?;
    ledger.load_holder(order.holder).await?;
    ledger.load_known(order.id).await?;
    if is_gift {
        ledger.grant(&order, Purpose::Adjusted, adjustment.expires_at, now)?;
    } else {
        ledger.withdraw(&order, Purpose::Adjusted, now).await?;
    }
    ledger.close().await
}
