//! Tiers that the vendor's staff gives for a time. They lift an account and never lower it.

use contract::{AuditAction, Role, Tier};
use jiff::Timestamp;
use loyalty::tier::Override;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::audit::{self, NewEntry};
use crate::db::{execute, for_update, row, rows};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::moment::new_id;
use crate::{Conflict, Db, Error, Occasion, Result, StaffScope, Tx};

#[derive(Clone, Debug)]
pub struct NewTierOverride {
    pub account: Uuid,
    pub tier: Tier,
    /// Not before now: what happened under another tier stays as it was counted.
    pub from: Timestamp,
    /// The first moment at which it no longer holds.
    pub until: Timestamp,
    pub reason: String,
}

/// A tier that was given, as the vendor's staff reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierOverride {
    pub id: Uuid,
    pub account: Uuid,
    pub tier: Tier,
    pub from: Timestamp,
    /// As it was set, or the moment at which somebody ended it before.
    pub until: Timestamp,
    pub reason: String,
    /// The name of who gave it.
    pub by: String,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// Gives an account a tier for a time; success managers and operators. [`Conflict::NoSuchTime`] when it would begin in the
/// past or end before it begins, [`Error::NotFound`] without the account.
pub async fn set_tier_override(
    tx: &Tx,
    scope: &StaffScope,
    given: &NewTierOverride,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    may_give(scope)?;
    if given.from < occasion.now || given.until <= given.from {
        return Err(Error::Conflict(Conflict::NoSuchTime));
    }
    let id = new_id(occasion.now);
    let sql = "
        INSERT INTO tier_override (id, account_id, tier, from_at, until_at, reason, by_id, created_at)
        SELECT $1, id, $3, $4, $5, $6, $7, $8 FROM account WHERE id = $2";
    let values = [
        id.into(),
        given.account.into(),
        given.tier.word().into(),
        given.from.as_microsecond().into(),
        given.until.as_microsecond().into(),
        given.reason.as_str().into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
    ];
    if execute(tx.connection(), sql, values).await? == 0 {
        return Err(Error::NotFound);
    }
    let until = given.until.to_string();
    let entry = NewEntry {
        action: AuditAction::TierGiven,
        actor: Some(scope.member),
        account: Some(given.account),
        subject: None,
        detail: Some(format!("{} < {until}: {}", given.tier.word(), given.reason)),
    };
    audit::append(tx, &entry, occasion).await?;
    Ok(id)
}

#[derive(FromQueryResult)]
struct Ending {
    account_id: Uuid,
    tier: Coded<Tier>,
    from_at: Moment,
    until_at: Moment,
}

/// Ends a tier that was given, now. One that has ended already stays as it is; [`Error::NotFound`] for another id.
pub async fn end_tier_override(
    tx: &Tx,
    scope: &StaffScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<()> {
    may_give(scope)?;
    let lock = for_update(tx.connection());
    let sql = format!(
        "SELECT account_id, tier, from_at, until_at FROM tier_override WHERE id = $1{lock}"
    );
    let found: Option<Ending> = row(tx.connection(), &sql, [id.into()]).await?;
    let found = found.ok_or(Error::NotFound)?;
    if found.until_at.0 <= occasion.now {
        return Ok(());
    }
    // One that has not begun never holds.
    let until = occasion.now.max(found.from_at.0);
    let sql = "UPDATE tier_override SET until_at = $2, ended_at = $3, ended_by = $4 WHERE id = $1";
    let values = [
        id.into(),
        until.as_microsecond().into(),
        occasion.now.as_microsecond().into(),
        scope.member.into(),
    ];
    execute(tx.connection(), sql, values).await?;
    let entry = NewEntry {
        action: AuditAction::GivenTierEnded,
        actor: Some(scope.member),
        account: Some(found.account_id),
        subject: None,
        detail: Some(found.tier.0.word().to_owned()),
    };
    audit::append(tx, &entry, occasion).await
}

/// All tiers that an account was given, the latest first, for the vendor's staff.
pub async fn tier_overrides(
    db: &Db,
    _scope: &StaffScope,
    account: Uuid,
) -> Result<Vec<TierOverride>> {
    let sql = "
        SELECT o.id, o.account_id, o.tier, o.from_at, o.until_at, o.reason, m.name, o.created_at, o.ended_at
        FROM tier_override o JOIN member m ON m.id = o.by_id WHERE o.account_id = $1 ORDER BY o.from_at DESC, o.id DESC";
    let found: Vec<OverrideRow> = rows(db.reader(), sql, [account.into()]).await?;
    Ok(found.into_iter().map(OverrideRow::read).collect())
}

/// As the rules of tiers take them.
pub(crate) async fn in_rules(
    connection: &impl ConnectionTrait,
    account: Uuid,
) -> Result<Vec<Override>> {
    let sql = "
        SELECT tier, from_at, until_at FROM tier_override WHERE account_id = $1 AND from_at < until_at ORDER BY from_at, id";
    let found: Vec<RuleRow> = rows(connection, sql, [account.into()]).await?;
    let given = |row: RuleRow| Override {
        tier: row.tier.0,
        from: row.from_at.0,
        until: row.until_at.0,
    };
    Ok(found.into_iter().map(given).collect())
}

fn may_give(scope: &StaffScope) -> Result<()> {
    match scope.role {
        Role::SuccessManager | Role::Operator => Ok(()),
        _ => Err(Error::Forbidden),
    }
}

#[derive(FromQueryResult)]
struct RuleRow {
    tier: Coded<Tier>,
    from_at: Moment,
    until_at: Moment,
}

#[derive(FromQueryResult)]
struct OverrideRow {
    id: Uuid,
    account_id: Uuid,
    tier: Coded<Tier>,
    from_at: Moment,
    until_at: Moment,
    reason: String,
    name: String,
    created_at: Moment,
    ended_at: Option<Moment>,
}

impl OverrideRow {
    fn read(self) -> TierOverride {
        TierOverride {
            id: self.id,
            account: self.account_id,
            tier: self.tier.0,
            from: self.from_at.0,
            until: self.until_at.0,
            reason: self.reason,
            by: self.name,
            created_at: self.created_at.0,
            ended_at: self.ended_at.map(|at| at.0),
        }
    }
}
