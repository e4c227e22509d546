//! Points set aside for a redemption until it is decided.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::Points;
use loyalty::ledger::{HoldId, Holder, Order, Outcome, Purpose, TransferId, Wallet};
use uuid::Uuid;

use super::load::Ledger;
use super::rows::wallet_id;
use crate::db::execute;
use crate::{AccountScope, Result, Tx};

#[derive(Clone, Debug)]
pub struct NewHold {
    /// The same hold again changes nothing.
    pub id: Uuid,
    pub from: contract::Wallet,
    pub points: Points,
    pub occurred_at: Timestamp,
    /// When it ends by itself and the points go back.
    pub run_out_at: Timestamp,
    pub why: Option<String>,
}

/// Sets points aside, the oldest first. Whether the person may spend them is asked before, of
/// [`loyalty::ledger::decide`]. [`Conflict::NotEnoughPoints`](crate::Conflict::NotEnoughPoints) when they are not there.
pub async fn hold(tx: &Tx, scope: &AccountScope, hold: &NewHold, now: Timestamp) -> Result<()> {
    let holder = holder_of(scope, hold.from);
    let order = Order {
        id: TransferId(hold.id),
        holder,
        points: hold.points,
        occurred_at: hold.occurred_at,
        event: None,
        why: hold.why.clone(),
    };
    let mut ledger = Ledger::open(tx, scope.account).await?;
    ledger.load_holder(holder).await?;
    let is_new = ledger.hold(&order, now).await?;
    ledger.close().await?;
    if is_new {
        let sql = "INSERT INTO hold (id, account_id, wallet_id, points, run_out_at) VALUES ($1, $2, $3, $4, $5)";
        let values = [
            hold.id.into(),
            scope.account.into(),
            wallet_id(scope.account, Wallet::Of(holder)).into(),
            hold.points.get().into(),
            hold.run_out_at.as_microsecond().into(),
        ];
        execute(tx.connection(), sql, values).await?;
    }
    Ok(())
}

/// Points that are spent at once.
#[derive(Clone, Debug)]
pub(crate) struct NewSpend {
    /// The same again changes nothing.
    pub id: Uuid,
    pub from: contract::Wallet,
    pub points: Points,
    pub occurred_at: Timestamp,
    pub why: Option<String>,
}

/// Spends points, the oldest first. Whether the person may, is asked before.
pub(crate) async fn spend(
    tx: &Tx,
    scope: &AccountScope,
    spend: &NewSpend,
    now: Timestamp,
) -> Result<()> {
    let order = Order {
        id: TransferId(spend.id),
        holder: holder_of(scope, spend.from),
        points: spend.points,
        occurred_at: spend.occurred_at,
        event: None,
        why: spend.why.clone(),
    };
    let mut ledger = Ledger::open(tx, scope.account).await?;
    ledger.load_holder(order.holder).await?;
    ledger.load_known(order.id).await?;
    ledger.withdraw(&order, Purpose::Spent, now).await?;
    ledger.close().await
}

/// Locks the account's book until the transaction ends, before anything is read that a command depends on; with the zone in
/// which the account's days turn.
pub(crate) async fn lock(tx: &Tx, account: Uuid) -> Result<TimeZone> {
    Ok(Ledger::open(tx, account).await?.zone().clone())
}

/// Ends a hold of this account: posted when the redemption is fulfilled, voided when it is not. The same outcome again
/// changes nothing; another is [`Conflict::HoldResolved`](crate::Conflict::HoldResolved).
pub async fn resolve(
    tx: &Tx,
    account: Uuid,
    hold: Uuid,
    outcome: Outcome,
    why: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let mut ledger = Ledger::open(tx, account).await?;
    ledger.resolve(HoldId(hold), outcome, why, now).await?;
    ledger.close().await
}

/// Whose points a person means.
pub(super) const fn holder_of(scope: &AccountScope, wallet: contract::Wallet) -> Holder {
    match wallet {
        contract::Wallet::Company => Holder::Account,
        contract::Wallet::Mine => Holder::Member(scope.member),
    }
}
