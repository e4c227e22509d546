//! Requests that nobody decided in time: what the job that ends their holds writes beside.

use std::collections::BTreeMap;

use contract::{AuditAction, RedemptionState};
use jiff::Timestamp;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::decide::note_down;
use super::news::{News, Told, asker};
use super::rows::of_account;
use super::stock;
use crate::db::{execute, row};
use crate::entity::column::Code as _;
use crate::{Occasion, Result, Tx};

/// Redemptions whose holds the job has just ended, in one transaction of one account.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    rewards: BTreeMap<String, i64>,
    pub told: Vec<Told>,
}

#[derive(FromQueryResult)]
struct RedemptionId {
    id: Uuid,
}

impl Ended {
    /// Notes that the hold has run out; the account's lock is held. A hold without a redemption changes nothing more.
    pub(crate) async fn note(
        &mut self,
        tx: &Tx,
        account: Uuid,
        hold: Uuid,
        now: Timestamp,
    ) -> Result<()> {
        let sql = "SELECT id FROM redemption WHERE hold_id = $1";
        let found: Option<RedemptionId> = row(tx.connection(), sql, [hold.into()]).await?;
        let Some(RedemptionId { id }) = found else {
            return Ok(());
        };
        let sql = "UPDATE redemption SET state = $2, decided_at = $3 WHERE id = $1";
        let values = [
            id.into(),
            RedemptionState::RanOut.word().into(),
            now.as_microsecond().into(),
        ];
        execute(tx.connection(), sql, values).await?;
        let row = of_account(tx.connection(), account, id).await?;
        let occasion = Occasion { now, address: "" };
        note_down(tx, &row, AuditAction::RewardRanOut, None, occasion).await?;
        self.told.push(Told {
            people: asker(tx, row.member_id).await?,
            news: News::of(&row, None),
        });
        *self.rewards.entry(row.reward).or_default() += 1;
        Ok(())
    }
}

/// Gives what ended back to the stocks, after all holds of the account were seen to: stocks are locked last, in their order.
pub(crate) async fn give_back(tx: &Tx, ended: &Ended) -> Result<()> {
    stock::put_back(tx, &ended.rewards).await
}
