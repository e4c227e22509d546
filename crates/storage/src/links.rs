//! Single-use links: invitations and password resets.

use contract::{AuditAction, LinkKind, LinkView, Locale, MemberStatus};
use jiff::Timestamp;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, FromQueryResult,
    IntoActiveModel as _,
};
use sea_orm::{QueryFilter as _, QuerySelect as _, Set};
use uuid::Uuid;

use crate::audit::{self, NewEntry};
use crate::db::{execute, row};
use crate::entity::column::{Coded, Moment};
use crate::entity::{link, member};
use crate::members::{folded, search_text};
use crate::moment::new_id;
use crate::{Conflict, Db, Error, Occasion, Result, TokenHash, Tx, board, sessions};

/// What the person chose on the page of the link.
#[derive(Clone, Debug)]
pub struct Redemption {
    pub password_hash: String,
    /// For an invitation; ignored by a reset.
    pub name: Option<String>,
    /// For an invitation; ignored by a reset.
    pub locale: Option<Locale>,
}

/// Whose link it was.
#[derive(Clone, Debug)]
pub struct Redeemed {
    pub member: Uuid,
    pub account: Option<Uuid>,
    pub kind: LinkKind,
    pub email: String,
}

/// Makes the reset link of an active person; older ones die.
pub async fn issue_reset(
    tx: &Tx,
    member: Uuid,
    token_hash: &TokenHash,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let found = member::Entity::find_by_id(member)
        .lock(LockType::NoKeyUpdate)
        .one(tx.connection())
        .await?;
    if found.ok_or(Error::NotFound)?.status.0 != MemberStatus::Active {
        return Err(Error::Conflict(Conflict::NotActive));
    }
    remove_open(tx, member).await?;
    let link = NewLink {
        kind: LinkKind::Reset,
        member,
        invited_by: None,
        token_hash: *token_hash,
        expires_at,
    };
    insert(tx, &link, now).await
}

/// The same for someone of the vendor who passes the link on, which leaves a line in the audit log.
pub async fn issue_reset_by_hand(
    tx: &Tx,
    member: Uuid,
    token_hash: &TokenHash,
    expires_at: Timestamp,
    occasion: Occasion<'_>,
) -> Result<()> {
    issue_reset(tx, member, token_hash, expires_at, occasion.now).await?;
    let found = member::Entity::find_by_id(member)
        .one(tx.connection())
        .await?;
    let entry = NewEntry {
        action: AuditAction::ResetLinkMade,
        actor: None,
        account: found.ok_or(Error::NotFound)?.account_id,
        subject: Some(member),
        detail: Some("on the command line".to_owned()),
    };
    audit::append(tx, &entry, occasion).await
}

/// What the link is for, if it still works.
pub async fn inspect(db: &Db, token_hash: &TokenHash, now: Timestamp) -> Result<Option<LinkView>> {
    let values = [token_hash.to_vec().into(), now.as_microsecond().into()];
    let found: Option<Inspected> = row(db.reader(), INSPECTED, values).await?;
    let found = found.filter(|link| fits(link.kind.0, link.status.0));
    Ok(found.map(|link| LinkView {
        kind: link.kind.0,
        name: link.name,
        email: link.email,
        locale: link.locale.0,
        account_name: link.account_name,
        invited_by: link.invited_by,
        expires_at: link.expires_at.rfc3339(),
    }))
}

/// Uses the link up and sets the password. An invitation activates the person; a reset ends every session.
/// [`Error::LinkExpired`] when it does not work any more, also for the second of two at once.
pub async fn redeem(
    tx: &Tx,
    token_hash: &TokenHash,
    redemption: &Redemption,
    occasion: Occasion<'_>,
) -> Result<Redeemed> {
    let connection = tx.connection();
    let found = link::Entity::find()
        .filter(link::Column::TokenHash.eq(token_hash.to_vec()))
        .one(connection)
        .await?;
    let link = found.ok_or(Error::LinkExpired)?;
    if link.kind.0 == LinkKind::Invitation {
        note_arrival(tx, link.member_id).await?;
    }
    // The person before the link, as everywhere: two transactions that lock in one order never block each other for good.
    let found = member::Entity::find_by_id(link.member_id)
        .lock(LockType::NoKeyUpdate)
        .one(connection)
        .await?;
    let member = found.ok_or(Error::LinkExpired)?;
    let kind = link.kind.0;
    if !use_up(tx, link.id, occasion.now).await? || !fits(kind, member.status.0) {
        return Err(Error::LinkExpired);
    }
    let redeemed = Redeemed {
        member: member.id,
        account: member.account_id,
        kind,
        email: member.email.clone(),
    };
    store(tx, member, kind, redemption, occasion.now).await?;
    remove_open(tx, redeemed.member).await?;
    sessions::remove_all(tx, redeemed.member, None).await?;
    let entry = NewEntry {
        action: match kind {
            LinkKind::Invitation => AuditAction::InvitationAccepted,
            LinkKind::Reset => AuditAction::PasswordReset,
        },
        actor: Some(redeemed.member),
        account: redeemed.account,
        subject: Some(redeemed.member),
        detail: None,
    };
    audit::append(tx, &entry, occasion).await?;
    Ok(redeemed)
}

/// Whoever accepts an invitation takes a seat on the board of the company.
async fn note_arrival(tx: &Tx, member: Uuid) -> Result<()> {
    let found = member::Entity::find_by_id(member)
        .one(tx.connection())
        .await?;
    match found.and_then(|member| member.account_id) {
        Some(account) => board::note_person(tx, account, member).await,
        None => Ok(()),
    }
}

pub(crate) struct NewLink {
    pub kind: LinkKind,
    pub member: Uuid,
    pub invited_by: Option<Uuid>,
    pub token_hash: TokenHash,
    pub expires_at: Timestamp,
}

pub(crate) async fn insert(tx: &Tx, new: &NewLink, now: Timestamp) -> Result<()> {
    let row = link::ActiveModel {
        id: Set(new_id(now)),
        member_id: Set(new.member),
        invited_by: Set(new.invited_by),
        kind: Set(Coded(new.kind)),
        token_hash: Set(new.token_hash.to_vec()),
        created_at: Set(Moment(now)),
        expires_at: Set(Moment(new.expires_at)),
        used_at: Set(None),
    };
    link::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Kills the person's links that were not used.
pub(crate) async fn remove_open(tx: &Tx, member: Uuid) -> Result<()> {
    let sql = "DELETE FROM link WHERE member_id = $1 AND used_at IS NULL";
    execute(tx.connection(), sql, [member.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Inspected {
    kind: Coded<LinkKind>,
    name: String,
    email: String,
    locale: Coded<Locale>,
    status: Coded<MemberStatus>,
    account_name: Option<String>,
    invited_by: Option<String>,
    expires_at: Moment,
}

const INSPECTED: &str = "
    SELECT l.kind, l.expires_at, m.name, m.email, m.locale, m.status, a.name AS account_name, h.name AS invited_by
    FROM link l
    JOIN member m ON m.id = l.member_id
    LEFT JOIN account a ON a.id = m.account_id
    LEFT JOIN member h ON h.id = l.invited_by
    WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2";

/// Whether a link of this kind means anything to a person of this status.
const fn fits(kind: LinkKind, status: MemberStatus) -> bool {
    matches!(
        (kind, status),
        (LinkKind::Invitation, MemberStatus::Invited) | (LinkKind::Reset, MemberStatus::Active)
    )
}

/// Marks the link as used; false when it was, or has run out, or was replaced.
async fn use_up(tx: &Tx, link: Uuid, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE link SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND expires_at > $1";
    Ok(execute(
        tx.connection(),
        sql,
        [now.as_microsecond().into(), link.into()],
    )
    .await?
        > 0)
}

async fn store(
    tx: &Tx,
    member: member::Model,
    kind: LinkKind,
    redemption: &Redemption,
    now: Timestamp,
) -> Result<()> {
    let (email, team) = (member.email.clone(), member.team.clone());
    let mut row = member.into_active_model();
    row.password_hash = Set(Some(redemption.password_hash.clone()));
    if kind == LinkKind::Invitation {
        row.status = Set(Coded(MemberStatus::Active));
        row.joined_at = Set(Some(Moment(now)));
        if let Some(name) = &redemption.name {
            row.name = Set(name.clone());
            row.name_folded = Set(folded(name));
            row.search_text = Set(search_text(name, &email, team.as_deref()));
        }
        if let Some(locale) = redemption.locale {
            row.locale = Set(Coded(locale));
        }
    }
    row.update(tx.connection()).await?;
    Ok(())
}
