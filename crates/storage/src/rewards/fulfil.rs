//! What the vendor's staff does: sees to what was approved, or takes it back with a reason.

use contract::{
    AccountId, AuditAction, FulfilmentView, Locale, Page, RedemptionId, RedemptionState,
    RewardFulfilment,
};
use loyalty::Versions;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::RedemptionConflict;
use super::decide::{Ending, conflict, locked, note_down, release, spend};
use super::news::{News, Told, asker};
use super::rows::{RedemptionRow, account_of, of_account, reward_name};
use crate::db::{execute, rows};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::{Db, Occasion, PageRequest, Result, StaffScope, Tx};

/// Notes that it was done: the held points are spent. Success managers and operators only.
pub async fn fulfil(
    tx: &Tx,
    scope: &StaffScope,
    id: Uuid,
    note: Option<&str>,
    occasion: Occasion<'_>,
) -> Result<Told> {
    let row = to_see_to(tx, scope, id).await?;
    if row.state.0 != RedemptionState::Approved {
        return Err(conflict(RedemptionConflict::NotApproved));
    }
    spend(tx, &row, occasion).await?;
    let sql = "
        UPDATE redemption SET state = $2, fulfilled_by = $3, fulfilled_at = $4, fulfilment_note = $5 WHERE id = $1";
    let values = [
        id.into(),
        RedemptionState::Fulfilled.word().into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
        note.map(str::to_owned).into(),
    ];
    execute(tx.connection(), sql, values).await?;
    tell(
        tx,
        scope,
        &row,
        AuditAction::RewardFulfilled,
        note,
        occasion,
    )
    .await
}

/// Takes back what waits or is approved: the points go back, and the reward to the stock. Success managers and operators only.
pub async fn withdraw(
    tx: &Tx,
    scope: &StaffScope,
    id: Uuid,
    reason: &str,
    occasion: Occasion<'_>,
) -> Result<Told> {
    let row = to_see_to(tx, scope, id).await?;
    match row.state.0 {
        RedemptionState::Waiting | RedemptionState::Approved => {}
        RedemptionState::RanOut => return Err(conflict(RedemptionConflict::RanOut)),
        RedemptionState::Fulfilled | RedemptionState::Declined | RedemptionState::Cancelled => {
            return Err(conflict(RedemptionConflict::Decided));
        }
    }
    release(tx, &row, occasion).await?;
    let ending = Ending::of(RedemptionState::Cancelled, Some(reason));
    ending.write(tx, scope.member, id, occasion).await?;
    let told = tell(
        tx,
        scope,
        &row,
        AuditAction::RewardCancelled,
        Some(reason),
        occasion,
    );
    told.await
}

async fn to_see_to(tx: &Tx, scope: &StaffScope, id: Uuid) -> Result<RedemptionRow> {
    scope.looks_after_accounts()?;
    let account = account_of(tx, id).await?;
    locked(tx, account, id).await
}

async fn tell(
    tx: &Tx,
    scope: &StaffScope,
    row: &RedemptionRow,
    action: AuditAction,
    note: Option<&str>,
    occasion: Occasion<'_>,
) -> Result<Told> {
    let row = of_account(tx.connection(), row.account_id, row.id).await?;
    note_down(tx, &row, action, Some(scope.member), occasion).await?;
    Ok(Told {
        people: asker(tx, row.member_id).await?,
        news: News::of(&row, note),
    })
}

#[derive(FromQueryResult)]
struct FulfilmentRow {
    id: Uuid,
    account_id: Uuid,
    account_name: String,
    asked_by: String,
    asked_by_email: String,
    reward: String,
    version: String,
    title: String,
    cost: i64,
    state: Coded<RedemptionState>,
    asked_at: Moment,
    note: Option<String>,
    decided_by: Option<String>,
    decided_at: Option<Moment>,
    decision_note: Option<String>,
    fulfilled_by: Option<String>,
    fulfilled_at: Option<Moment>,
    fulfilment_note: Option<String>,
}

/// What is to be seen to, of all companies, what waits longest first; or in another state, the newest first. Success managers
/// and operators only.
pub async fn fulfilments(
    db: &Db,
    scope: &StaffScope,
    state: RedemptionState,
    versions: &Versions,
    locale: Locale,
    page: &PageRequest,
) -> Result<Page<FulfilmentView>> {
    scope.looks_after_accounts()?;
    let is_oldest_first = state == RedemptionState::Approved;
    let (sign, order, start) = if is_oldest_first {
        (">", "ASC", (i64::MIN, Uuid::nil()))
    } else {
        ("<", "DESC", (i64::MAX, Uuid::max()))
    };
    let (at, id) = page.after::<(i64, Uuid)>()?.unwrap_or(start);
    let sql = format!(
        "SELECT r.id, r.account_id, c.name AS account_name, a.name AS asked_by, a.email AS asked_by_email, r.reward,
            r.version, r.title, r.cost, r.state, r.asked_at, r.note, d.name AS decided_by, r.decided_at, r.decision_note,
            f.name AS fulfilled_by, r.fulfilled_at, r.fulfilment_note
         FROM redemption r JOIN account c ON c.id = r.account_id JOIN member a ON a.id = r.member_id
            LEFT JOIN member d ON d.id = r.decided_by LEFT JOIN member f ON f.id = r.fulfilled_by
         WHERE r.state = $1 AND r.fulfilment = $2 AND (r.asked_at, r.id) {sign} ($3, $4)
         ORDER BY r.asked_at {order}, r.id {order} LIMIT $5"
    );
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let values = [
        state.word().into(),
        RewardFulfilment::Staff.word().into(),
        at.into(),
        id.into(),
        reach.into(),
    ];
    let found: Vec<FulfilmentRow> = rows(db.reader(), &sql, values).await?;
    let key = |row: &FulfilmentRow| (row.asked_at.0.as_microsecond(), row.id);
    Ok(page.page(found, key, |row| row.view(versions, locale)))
}

impl FulfilmentRow {
    fn view(self, versions: &Versions, locale: Locale) -> FulfilmentView {
        FulfilmentView {
            id: RedemptionId(self.id.to_string()),
            account: AccountId(self.account_id.to_string()),
            account_name: self.account_name,
            asked_by: self.asked_by,
            asked_by_email: self.asked_by_email,
            reward_name: reward_name(versions, &self.version, &self.reward, &self.title, locale),
            cost: self.cost,
            state: self.state.0,
            asked_at: self.asked_at.rfc3339(),
            note: self.note,
            decided_by: self.decided_by,
            decided_at: self.decided_at.map(Moment::rfc3339),
            decision_note: self.decision_note,
            fulfilled_by: self.fulfilled_by,
            fulfilled_at: self.fulfilled_at.map(Moment::rfc3339),
            fulfilment_note: self.fulfilment_note,
        }
    }
}
