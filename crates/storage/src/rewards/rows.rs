//! Redemptions as rows, and as people see them.

use contract::{Locale, RedemptionId, RedemptionState, RedemptionView, RewardFulfilment, Wallet};
use jiff::Timestamp;
use loyalty::Versions;
use loyalty::ledger::may_approve;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::RedemptionConflict;
use crate::db::row;
use crate::entity::column::{Coded, Moment};
use crate::{AccountScope, Conflict, Error, Result, Tx};

/// The columns of [`RedemptionRow`], of `redemption r` and the names of its people.
pub(super) const COLUMNS: &str = "r.id, r.account_id, r.member_id, r.reward, r.version, r.title, r.wallet, r.cost, r.fulfilment, \
    r.state, r.note, r.asked_at, r.hold_id, r.runs_out_at, r.decided_at, r.decision_note, r.fulfilled_at, r.fulfilment_note, \
    r.code, a.name AS asked_by, d.name AS decided_by";
pub(super) const TABLES: &str =
    "redemption r JOIN member a ON a.id = r.member_id LEFT JOIN member d ON d.id = r.decided_by";

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct RedemptionRow {
    pub id: Uuid,
    pub account_id: Uuid,
    pub member_id: Uuid,
    pub reward: String,
    pub version: String,
    /// In the company's language, for what is written once and read by all of it.
    pub title: String,
    pub wallet: Coded<Wallet>,
    pub cost: i64,
    pub fulfilment: Coded<RewardFulfilment>,
    pub state: Coded<RedemptionState>,
    pub note: Option<String>,
    pub asked_at: Moment,
    pub hold_id: Option<Uuid>,
    pub runs_out_at: Option<Moment>,
    pub decided_at: Option<Moment>,
    pub decision_note: Option<String>,
    pub fulfilled_at: Option<Moment>,
    pub fulfilment_note: Option<String>,
    pub code: Option<String>,
    pub asked_by: String,
    pub decided_by: Option<String>,
}

/// What a reward was called in the version in which it was asked for.
pub(super) fn reward_name(
    versions: &Versions,
    version: &str,
    reward: &str,
    title: &str,
    locale: Locale,
) -> String {
    let known = versions.iter().find(|known| known.version == version);
    known
        .and_then(|version| version.reward(reward))
        .map_or(title, |reward| reward.name.get(locale))
        .to_owned()
}

impl RedemptionRow {
    pub(super) fn key(&self) -> (i64, Uuid) {
        (self.asked_at.0.as_microsecond(), self.id)
    }

    /// The hold of one whose points wait.
    pub(super) fn hold(&self) -> Result<Uuid> {
        self.hold_id
            .ok_or_else(|| Error::Unreadable(format!("redemption {} holds nothing", self.id)))
    }

    /// As this person may see it. A code is for who asked; where the company pays, its admins see it too.
    pub(super) fn view(
        self,
        scope: &AccountScope,
        versions: &Versions,
        locale: Locale,
        now: Timestamp,
    ) -> RedemptionView {
        let is_mine = self.member_id == scope.member;
        let sees_code = is_mine || (scope.is_admin && self.wallet.0 == Wallet::Company);
        let is_waiting = self.state.0 == RedemptionState::Waiting;
        let is_late = self.runs_out_at.is_some_and(|end| end.0 <= now);
        let may_decide = may_approve(&scope.into(), self.member_id);
        RedemptionView {
            id: RedemptionId(self.id.to_string()),
            reward_name: reward_name(versions, &self.version, &self.reward, &self.title, locale),
            reward: self.reward,
            cost: self.cost,
            wallet: self.wallet.0,
            fulfilment: self.fulfilment.0,
            state: self.state.0,
            asked_by: self.asked_by,
            is_mine,
            asked_at: self.asked_at.rfc3339(),
            note: self.note,
            runs_out_at: self.runs_out_at.filter(|_| is_waiting).map(Moment::rfc3339),
            decided_by: self.decided_by,
            decided_at: self.decided_at.map(Moment::rfc3339),
            decision_note: self.decision_note,
            fulfilled_at: self.fulfilled_at.map(Moment::rfc3339),
            fulfilment_note: self.fulfilment_note,
            code: self.code.filter(|_| sees_code),
            can_decide: is_waiting && !is_late && may_decide,
            can_cancel: is_waiting && !is_late && is_mine,
        }
    }
}

/// One redemption of the account; [`Error::NotFound`] for a foreign one.
pub(super) async fn of_account(
    connection: &impl ConnectionTrait,
    account: Uuid,
    id: Uuid,
) -> Result<RedemptionRow> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE r.id = $1 AND r.account_id = $2");
    row(connection, &sql, [id.into(), account.into()])
        .await?
        .ok_or(Error::NotFound)
}

/// The account of a redemption, for the vendor's staff.
pub(super) async fn account_of(tx: &Tx, id: Uuid) -> Result<Uuid> {
    let sql = "SELECT account_id FROM redemption WHERE id = $1";
    let found: Option<Account> = row(tx.connection(), sql, [id.into()]).await?;
    Ok(found.ok_or(Error::NotFound)?.account_id)
}

#[derive(FromQueryResult)]
struct Account {
    account_id: Uuid,
}

/// Refuses what does not wait for a decision any more.
pub(super) fn must_wait(row: &RedemptionRow, now: Timestamp) -> Result<()> {
    let conflict = match row.state.0 {
        RedemptionState::Waiting if row.runs_out_at.is_none_or(|end| end.0 > now) => return Ok(()),
        // Its time is over, whether or not the job has seen it.
        RedemptionState::Waiting | RedemptionState::RanOut => RedemptionConflict::RanOut,
        RedemptionState::Approved => RedemptionConflict::Approved,
        RedemptionState::Fulfilled | RedemptionState::Declined | RedemptionState::Cancelled => {
            RedemptionConflict::Decided
        }
    };
    Err(Error::Conflict(Conflict::Redemption(conflict)))
}

/// A person as the transaction sees them: rights may have changed since the request began.
#[derive(FromQueryResult)]
pub(super) struct MemberRow {
    pub role: Coded<contract::Role>,
    pub persona: Option<Coded<contract::Persona>>,
    pub status: Coded<contract::MemberStatus>,
}

pub(super) async fn member(
    connection: &impl ConnectionTrait,
    account: Uuid,
    id: Uuid,
) -> Result<MemberRow> {
    let sql = "SELECT role, persona, status FROM member WHERE id = $1 AND account_id = $2";
    row(connection, sql, [id.into(), account.into()])
        .await?
        .ok_or(Error::NotFound)
}
