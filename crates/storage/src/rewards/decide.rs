//! Deciding on a request: an account admin agrees or refuses, and who asked may take it back.

use contract::{AuditAction, MemberStatus, RedemptionState, RewardFulfilment, Role};
use loyalty::ledger::{Approver, Outcome, may_approve};
use uuid::Uuid;

use super::news::{News, Told, asker};
use super::rows::{MemberRow, RedemptionRow, member, must_wait, of_account};
use super::{RedemptionConflict, stock};
use crate::audit::{self, NewEntry};
use crate::db::execute;
use crate::entity::column::Code as _;
use crate::{AccountScope, Conflict, Error, Occasion, Result, Tx, ledger};

impl From<&AccountScope> for Approver {
    fn from(scope: &AccountScope) -> Self {
        Self {
            member: scope.member,
            is_admin: scope.is_admin,
        }
    }
}

/// Agrees. `code` is given out where the reward is one; else the vendor's staff sees to it. Account admins only, and never to
/// an own request. Of two at once one is told that it was decided already.
pub async fn approve(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    note: Option<&str>,
    code: &str,
    occasion: Occasion<'_>,
) -> Result<Told> {
    let row = to_decide(tx, scope, id, occasion).await?;
    let asker: MemberRow = member(tx.connection(), scope.account, row.member_id).await?;
    if asker.status.0 != MemberStatus::Active {
        return Err(conflict(RedemptionConflict::AskerLeft));
    }
    let decision = match row.fulfilment.0 {
        RewardFulfilment::Staff => Ending::of(RedemptionState::Approved, note),
        RewardFulfilment::Code => {
            spend(tx, &row, occasion).await?;
            Ending {
                code: Some(code),
                ..Ending::of(RedemptionState::Fulfilled, note)
            }
        }
    };
    decision.write(tx, scope.member, id, occasion).await?;
    tell(tx, scope, id, AuditAction::RewardApproved, note, occasion).await
}

/// Refuses: the points go back, and the reward to the stock. Account admins only, and never an own request.
pub async fn decline(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    note: Option<&str>,
    occasion: Occasion<'_>,
) -> Result<Told> {
    let row = to_decide(tx, scope, id, occasion).await?;
    release(tx, &row, occasion).await?;
    let ending = Ending::of(RedemptionState::Declined, note);
    ending.write(tx, scope.member, id, occasion).await?;
    tell(tx, scope, id, AuditAction::RewardDeclined, note, occasion).await
}

/// Takes the own request back while it waits.
pub async fn cancel(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    note: Option<&str>,
    occasion: Occasion<'_>,
) -> Result<Told> {
    let row = locked(tx, scope.account, id).await?;
    if row.member_id != scope.member {
        // Others see it only when they are admins, who refuse instead.
        return Err(if scope.is_admin {
            Error::Forbidden
        } else {
            Error::NotFound
        });
    }
    must_wait(&row, occasion.now)?;
    release(tx, &row, occasion).await?;
    let ending = Ending::of(RedemptionState::Cancelled, note);
    ending.write(tx, scope.member, id, occasion).await?;
    // Who asked knows.
    let told = tell(tx, scope, id, AuditAction::RewardCancelled, note, occasion).await?;
    Ok(Told {
        people: Vec::new(),
        ..told
    })
}

/// One of the account's redemptions under the account's lock.
pub(super) async fn locked(tx: &Tx, account: Uuid, id: Uuid) -> Result<RedemptionRow> {
    ledger::lock(tx, account).await?;
    of_account(tx.connection(), account, id).await
}

/// A request that this person may decide on now.
async fn to_decide(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<RedemptionRow> {
    scope.admin()?;
    let row = locked(tx, scope.account, id).await?;
    // The role may have been taken away since the request began.
    let admin = member(tx.connection(), scope.account, scope.member).await?;
    if admin.role.0 != Role::AccountAdmin || admin.status.0 != MemberStatus::Active {
        return Err(Error::Forbidden);
    }
    must_wait(&row, occasion.now)?;
    if !may_approve(&scope.into(), row.member_id) {
        return Err(conflict(RedemptionConflict::OwnRequest));
    }
    Ok(row)
}

pub(super) fn conflict(why: RedemptionConflict) -> Error {
    Error::Conflict(Conflict::Redemption(why))
}

/// The held points are spent.
pub(super) async fn spend(tx: &Tx, row: &RedemptionRow, occasion: Occasion<'_>) -> Result<()> {
    let hold = row.hold()?;
    ledger::resolve(
        tx,
        row.account_id,
        hold,
        Outcome::Posted,
        None,
        occasion.now,
    )
    .await
}

/// The held points go back, and the reward to the stock.
pub(super) async fn release(tx: &Tx, row: &RedemptionRow, occasion: Occasion<'_>) -> Result<()> {
    let hold = row.hold()?;
    ledger::resolve(
        tx,
        row.account_id,
        hold,
        Outcome::Voided,
        None,
        occasion.now,
    )
    .await?;
    stock::put_one_back(tx, &row.reward).await
}

/// What a decision writes.
pub(super) struct Ending<'a> {
    state: RedemptionState,
    note: Option<&'a str>,
    code: Option<&'a str>,
}

impl<'a> Ending<'a> {
    pub(super) const fn of(state: RedemptionState, note: Option<&'a str>) -> Self {
        Self {
            state,
            note,
            code: None,
        }
    }

    pub(super) async fn write(
        &self,
        tx: &Tx,
        by: Uuid,
        id: Uuid,
        occasion: Occasion<'_>,
    ) -> Result<()> {
        let sql = "
            UPDATE redemption SET state = $2, decided_by = $3, decided_at = $4, decision_note = $5, fulfilled_at = $6,
                code = $7
            WHERE id = $1";
        let now = occasion.now.as_microsecond();
        let is_fulfilled = self.state == RedemptionState::Fulfilled;
        let values = [
            id.into(),
            self.state.word().into(),
            by.into(),
            now.into(),
            self.note.map(str::to_owned).into(),
            is_fulfilled.then_some(now).into(),
            self.code.map(str::to_owned).into(),
        ];
        execute(tx.connection(), sql, values).await?;
        Ok(())
    }
}

async fn tell(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    action: AuditAction,
    note: Option<&str>,
    occasion: Occasion<'_>,
) -> Result<Told> {
    let row = of_account(tx.connection(), scope.account, id).await?;
    note_down(tx, &row, action, Some(scope.member), occasion).await?;
    Ok(Told {
        people: asker(tx, row.member_id).await?,
        news: News::of(&row, note),
    })
}

/// The line in the audit log.
pub(super) async fn note_down(
    tx: &Tx,
    row: &RedemptionRow,
    action: AuditAction,
    by: Option<Uuid>,
    occasion: Occasion<'_>,
) -> Result<()> {
    let entry = NewEntry {
        action,
        actor: by,
        account: Some(row.account_id),
        subject: Some(row.member_id),
        detail: Some(row.title.clone()),
    };
    audit::append(tx, &entry, occasion).await
}
