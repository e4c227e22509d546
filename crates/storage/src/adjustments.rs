//! Points that the vendor's staff give or take by hand: booked at once up to a limit, above it when a second person agrees.

use contract::{AccountId, AdjustmentId, AdjustmentState, AdjustmentView, AuditAction, Page};
use jiff::SignedDuration;
use loyalty::ledger::Holder;
use loyalty::{Points, Versions};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::audit::{self, NewEntry};
use crate::db::{execute, number, row, rows};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::ledger::{Adjustment, Ledger, adjust};
use crate::moment::new_id;
use crate::{Conflict, Db, Error, Occasion, PageRequest, Result, StaffScope, Tx};

/// What one person gives or takes alone counts together for so long, so that a large sum is not given in small ones.
const COUNTED_TOGETHER: SignedDuration = SignedDuration::from_hours(24);

/// An adjustment that somebody asks for.
#[derive(Clone, Debug)]
pub struct NewAdjustment {
    pub account: Uuid,
    /// Of the account; the company's wallet when absent.
    pub member: Option<Uuid>,
    pub points: i64,
    pub reason: String,
}

/// Which adjustments are listed; all when both are absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which {
    pub account: Option<Uuid>,
    pub state: Option<AdjustmentState>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Refuse,
}

/// Books the adjustment, or lets it wait for a second person when it, with all that the same person gave or took of the
/// account within a day, is more than `limit`. For success managers and operators.
/// [`Error::NotFound`] for an unknown account and for a person who is not of it.
pub async fn ask(
    tx: &Tx,
    scope: &StaffScope,
    versions: &Versions,
    new: &NewAdjustment,
    limit: i64,
    occasion: Occasion<'_>,
) -> Result<AdjustmentView> {
    scope.looks_after_accounts()?;
    // Locks the account, so that two at once cannot each believe to be below the limit.
    let mut ledger = Ledger::open(tx, new.account).await?;
    ledger.load_holder(Holder::from(new.member)).await?;
    let size = i64::try_from(new.points.unsigned_abs()).unwrap_or(i64::MAX);
    let alone = given_alone(tx, scope, new.account, occasion).await?;
    let state = if size.saturating_add(alone) > limit {
        AdjustmentState::Waiting
    } else {
        AdjustmentState::Booked
    };
    let id = new_id(occasion.now);
    let sql = "
        INSERT INTO adjustment (id, account_id, member_id, points, reason, state, asked_by, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = [
        id.into(),
        new.account.into(),
        new.member.into(),
        new.points.into(),
        new.reason.as_str().into(),
        state.word().into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    let kept = find(tx, id).await?;
    let action = if state == AdjustmentState::Booked {
        book(tx, scope, versions, &kept, occasion).await?;
        AuditAction::PointsAdjusted
    } else {
        AuditAction::AdjustmentAsked
    };
    note(tx, scope, action, &kept, occasion).await?;
    Ok(kept.view(scope))
}

/// Approves or refuses what somebody else asked for, once. [`Conflict::AlreadyDecided`] for who comes second,
/// [`Conflict::OwnRequest`] for the one who asked, [`Conflict::NotEnoughPoints`] when more would be taken than is there.
pub async fn decide(
    tx: &Tx,
    scope: &StaffScope,
    versions: &Versions,
    id: Uuid,
    (decision, words): (Decision, Option<&str>),
    occasion: Occasion<'_>,
) -> Result<AdjustmentView> {
    scope.looks_after_accounts()?;
    // The account is locked first, as by everyone who books; what was read before the lock may be old.
    let account = find(tx, id).await?.account_id;
    Ledger::open(tx, account).await?;
    let kept = find(tx, id).await?;
    if kept.state.0 != AdjustmentState::Waiting {
        return Err(Error::Conflict(Conflict::AlreadyDecided));
    }
    if kept.asker_id == scope.member {
        return Err(Error::Conflict(Conflict::OwnRequest));
    }
    let (state, action) = match decision {
        Decision::Approve => (AdjustmentState::Booked, AuditAction::AdjustmentApproved),
        Decision::Refuse => (AdjustmentState::Refused, AuditAction::AdjustmentRefused),
    };
    let sql = "
        UPDATE adjustment SET state = $1, decided_by = $2, decided_at = $3, note = $4 WHERE id = $5";
    let values = [
        state.word().into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
        words.into(),
        id.into(),
    ];
    execute(tx.connection(), sql, values).await?;
    if decision == Decision::Approve {
        book(tx, scope, versions, &kept, occasion).await?;
    }
    note(tx, scope, action, &kept, occasion).await?;
    Ok(find(tx, id).await?.view(scope))
}

/// The adjustments, newest first. For success managers and operators.
pub async fn list(
    db: &Db,
    scope: &StaffScope,
    which: Which,
    page: &PageRequest,
) -> Result<Page<AdjustmentView>> {
    scope.looks_after_accounts()?;
    let after = page.after::<Uuid>()?.unwrap_or(Uuid::max());
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let mut values = vec![after.into(), reach.into()];
    let mut conditions = vec!["a.id < $1".to_owned()];
    if let Some(account) = which.account {
        values.push(account.into());
        conditions.push(format!("a.account_id = ${}", values.len()));
    }
    if let Some(state) = which.state {
        values.push(state.word().into());
        conditions.push(format!("a.state = ${}", values.len()));
    }
    let conditions = conditions.join(" AND ");
    let sql = format!("{SELECT} WHERE {conditions} ORDER BY a.id DESC LIMIT $2");
    let found: Vec<AdjustmentRow> = rows(db.reader(), &sql, values).await?;
    Ok(page.page(found, |row| row.id, |row| row.view(scope)))
}

/// What the person gave and took of the account lately without anyone's approval, gifts included.
async fn given_alone(
    tx: &Tx,
    scope: &StaffScope,
    account: Uuid,
    occasion: Occasion<'_>,
) -> Result<i64> {
    let since = occasion.now.saturating_sub(COUNTED_TOGETHER);
    let since = since.map_err(|error| Error::Unreadable(error.to_string()))?;
    let sql = "
        SELECT CAST(sum(abs(points)) AS BIGINT) FROM adjustment
        WHERE account_id = $1 AND asked_by = $2 AND asked_at > $3 AND state = 'booked' AND decided_by IS NULL";
    let values = [
        account.into(),
        scope.member.into(),
        since.as_microsecond().into(),
    ];
    number(tx.connection(), sql, values).await
}

/// Points that are given run out as if they had been earned now.
async fn book(
    tx: &Tx,
    scope: &StaffScope,
    versions: &Versions,
    kept: &AdjustmentRow,
    occasion: Occasion<'_>,
) -> Result<()> {
    let zone = Ledger::open(tx, kept.account_id).await?.zone().clone();
    let adjustment = Adjustment {
        id: kept.id,
        account: kept.account_id,
        holder: Holder::from(kept.member_id),
        points: Points::new(kept.points),
        expires_at: versions.expires(occasion.now, &zone),
        occurred_at: occasion.now,
        why: kept.reason.clone(),
    };
    adjust(tx, scope, &adjustment, occasion.now).await
}

async fn note(
    tx: &Tx,
    scope: &StaffScope,
    action: AuditAction,
    kept: &AdjustmentRow,
    occasion: Occasion<'_>,
) -> Result<()> {
    let entry = NewEntry {
        action,
        actor: Some(scope.member),
        account: Some(kept.account_id),
        subject: kept.member_id,
        detail: Some(format!("{:+} · {}", kept.points, kept.reason)),
    };
    audit::append(tx, &entry, occasion).await
}

async fn find(tx: &Tx, id: Uuid) -> Result<AdjustmentRow> {
    let sql = format!("{SELECT} WHERE a.id = $1");
    let found: Option<AdjustmentRow> = row(tx.connection(), &sql, [id.into()]).await?;
    found.ok_or(Error::NotFound)
}

const SELECT: &str = "
    SELECT a.id, a.account_id, c.name AS account_name, a.member_id, m.name AS member_name, a.points, a.reason, a.state,
        a.asked_by AS asker_id, asker.name AS asked_by, a.asked_at, decider.name AS decided_by, a.decided_at, a.note
    FROM adjustment a JOIN account c ON c.id = a.account_id JOIN member asker ON asker.id = a.asked_by
        LEFT JOIN member m ON m.id = a.member_id LEFT JOIN member decider ON decider.id = a.decided_by";

#[derive(FromQueryResult)]
struct AdjustmentRow {
    id: Uuid,
    account_id: Uuid,
    account_name: String,
    member_id: Option<Uuid>,
    member_name: Option<String>,
    points: i64,
    reason: String,
    state: Coded<AdjustmentState>,
    asker_id: Uuid,
    asked_by: String,
    asked_at: Moment,
    decided_by: Option<String>,
    decided_at: Option<Moment>,
    note: Option<String>,
}

impl AdjustmentRow {
    fn view(self, scope: &StaffScope) -> AdjustmentView {
        AdjustmentView {
            id: AdjustmentId(self.id.to_string()),
            account_id: AccountId(self.account_id.to_string()),
            account_name: self.account_name,
            member_name: self.member_name,
            points: self.points,
            reason: self.reason,
            state: self.state.0,
            asked_by: self.asked_by,
            asked_at: self.asked_at.rfc3339(),
            is_mine: self.asker_id == scope.member,
            decided_by: self.decided_by,
            decided_at: self.decided_at.map(Moment::rfc3339),
            note: self.note,
        }
    }
}
