//! Making challenges, taking part in them, and calling them off.

use contract::AuditAction;
use jiff::civil::Date;
use loyalty::Versions;
use loyalty::play::begun_in;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::award::Judge;
use super::parts::is_over;
use super::rows::of_account;
use crate::audit::{self, NewEntry};
use crate::calendar::day;
use crate::db::{execute, rows};
use crate::ledger::Ledger;
use crate::moment::new_id;
use crate::{AccountScope, Conflict, Error, Occasion, Result, Tx};

/// A challenge whose days and goal were checked.
#[derive(Clone, Debug)]
pub struct NewChallenge {
    pub template: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub goal: i64,
}

#[derive(FromQueryResult)]
struct StartRow {
    starts_on: String,
}

/// Makes a challenge by the version in force. Account admins only. [`Conflict::ChallengesUsedUp`] when the company has begun as
/// many of the template as a year allows, [`Error::NotFound`] when there is no such template.
pub async fn create(
    tx: &Tx,
    scope: &AccountScope,
    versions: &Versions,
    new: &NewChallenge,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    scope.admin()?;
    // The lock keeps two at once from both being the last that the year allows.
    let zone = Ledger::open(tx, scope.account).await?.zone().clone();
    let programme = versions.at(occasion.now, &zone).ok_or(Error::NotFound)?;
    let template = programme.challenge(&new.template).ok_or(Error::NotFound)?;
    let year = new.starts_on.year();
    let begun = begun(tx.connection(), scope.account, &new.template, year).await?;
    if begun >= usize::from(template.most_per_year) {
        return Err(Error::Conflict(Conflict::ChallengesUsedUp));
    }
    let id = new_id(occasion.now);
    let sql = "
        INSERT INTO challenge (id, account_id, template, version, starts_on, ends_on, goal, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = [
        id.into(),
        scope.account.into(),
        new.template.as_str().into(),
        programme.version.as_str().into(),
        new.starts_on.to_string().into(),
        new.ends_on.to_string().into(),
        new.goal.into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    let detail = format!(
        "{}: {} · {} – {}",
        new.template, new.goal, new.starts_on, new.ends_on
    );
    note(tx, scope, AuditAction::ChallengeCreated, detail, occasion).await?;
    Ok(id)
}

/// How many challenges of the template the account has begun in the year.
pub(super) async fn begun(
    connection: &impl ConnectionTrait,
    account: Uuid,
    template: &str,
    year: i16,
) -> Result<usize> {
    let sql = "SELECT starts_on FROM challenge WHERE account_id = $1 AND template = $2";
    let found: Vec<StartRow> = rows(connection, sql, [account.into(), template.into()]).await?;
    let starts = found.iter().filter_map(|row| row.starts_on.parse().ok());
    Ok(begun_in(year, starts))
}

/// Takes part from now on, with all that the person has done since the first day. Again changes nothing.
/// [`Conflict::ChallengeOver`] when it was reached or has ended.
pub async fn join(
    tx: &Tx,
    scope: &AccountScope,
    versions: &Versions,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<()> {
    let mut judge = open(tx, scope, versions, id, occasion).await?;
    let sql = "
        INSERT INTO challenge_part (challenge_id, member_id, joined_at, counted) VALUES ($1, $2, $3, 0)
        ON CONFLICT DO NOTHING";
    let values = [
        id.into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    let events = judge.events(scope.member).await?;
    judge.count_parts(scope.member, &events).await?;
    judge.finish().await
}

/// Takes no part any more; what the person did counts no longer. Again changes nothing. [`Conflict::ChallengeOver`] when it was
/// reached or has ended: then it stays as it was.
pub async fn leave(
    tx: &Tx,
    scope: &AccountScope,
    versions: &Versions,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<()> {
    open(tx, scope, versions, id, occasion).await?;
    let sql = "DELETE FROM challenge_part WHERE challenge_id = $1 AND member_id = $2";
    execute(tx.connection(), sql, [id.into(), scope.member.into()]).await?;
    Ok(())
}

/// Removes a challenge that was not reached. Account admins only. [`Conflict::ChallengeOver`] when it was: points refer to it.
pub async fn call_off(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<()> {
    scope.admin()?;
    Ledger::open(tx, scope.account).await?;
    let row = of_account(tx.connection(), scope.account, id).await?;
    // Also when the points were taken back: the events of both name it.
    if row.reports > 0 {
        return Err(Error::Conflict(Conflict::ChallengeOver));
    }
    let sql = "DELETE FROM challenge_part WHERE challenge_id = $1";
    execute(tx.connection(), sql, [id.into()]).await?;
    execute(
        tx.connection(),
        "DELETE FROM challenge WHERE id = $1",
        [id.into()],
    )
    .await?;
    let detail = format!(
        "{}: {} · {} – {}",
        row.template, row.goal, row.starts_on, row.ends_on
    );
    note(tx, scope, AuditAction::ChallengeCalledOff, detail, occasion).await
}

/// Locks the account, and passes while the challenge goes on.
async fn open<'a>(
    tx: &'a Tx,
    scope: &AccountScope,
    versions: &'a Versions,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<Judge<'a>> {
    let zone = Ledger::open(tx, scope.account).await?.zone().clone();
    let row = of_account(tx.connection(), scope.account, id).await?;
    if is_over(&row, day(occasion.now, &zone))? {
        return Err(Error::Conflict(Conflict::ChallengeOver));
    }
    let programme = versions.at(occasion.now, &zone).ok_or(Error::NotFound)?;
    Ok(Judge::new(
        tx,
        versions,
        programme,
        scope.account,
        zone,
        occasion.now,
    ))
}

async fn note(
    tx: &Tx,
    scope: &AccountScope,
    action: AuditAction,
    detail: String,
    occasion: Occasion<'_>,
) -> Result<()> {
    let entry = NewEntry {
        action,
        actor: Some(scope.member),
        account: Some(scope.account),
        subject: None,
        detail: Some(detail),
    };
    audit::append(tx, &entry, occasion).await
}
