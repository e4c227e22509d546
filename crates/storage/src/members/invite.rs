//! Invitations: sent, sent again, taken back. Admins only.

use contract::{AuditAction, LinkKind, Locale, MemberStatus, MemberView};
use jiff::Timestamp;
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait as _};
use uuid::Uuid;

use super::create::{NewMember, invited_row};
use super::list::find_on;
use super::manage::{entry, locked};
use crate::entity::{account, member};
use crate::outbox::{self, NewMail};
use crate::{AccountScope, Conflict, Db, Error, Occasion, Result, TokenHash, Tx, audit, links};

/// Whom an invitation goes to, for the one who writes its mail.
#[derive(Clone, Debug)]
pub struct Invitee {
    pub email: String,
    pub name: String,
    pub locale: Locale,
    pub account_name: String,
    /// The name of who invites.
    pub invited_by: String,
}

/// The link of an invitation and the mail that carries it.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub token_hash: TokenHash,
    pub expires_at: Timestamp,
    pub mail: NewMail,
}

/// The names that the mail of a new invitation mentions.
pub async fn new_invitee(db: &Db, scope: &AccountScope, member: &NewMember) -> Result<Invitee> {
    scope.admin()?;
    let (account_name, invited_by) = host(db.reader(), scope).await?;
    Ok(Invitee {
        email: member.email.trim().to_owned(),
        name: member.name.clone(),
        locale: member.locale,
        account_name,
        invited_by,
    })
}

/// The same for an invitation that is sent again.
pub async fn invitee(db: &Db, scope: &AccountScope, id: Uuid) -> Result<Invitee> {
    scope.admin()?;
    let found = member::Entity::find_by_id(id).one(db.reader()).await?;
    let member = found
        .filter(|member| member.account_id == Some(scope.account))
        .ok_or(Error::NotFound)?;
    require_invited(&member)?;
    let (account_name, invited_by) = host(db.reader(), scope).await?;
    Ok(Invitee {
        email: member.email,
        name: member.name,
        locale: member.locale.0,
        account_name,
        invited_by,
    })
}

/// Makes the person, the link, the mail and the audit line.
pub async fn invite(
    tx: &Tx,
    scope: &AccountScope,
    member: &NewMember,
    invitation: &Invitation,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    if member.role.is_staff() {
        return Err(Error::Forbidden);
    }
    super::manage::require_admin(tx, scope).await?;
    let made = invited_row(Some(scope.account), member, occasion)
        .insert(tx.connection())
        .await?;
    send(tx, scope, made.id, invitation, occasion).await?;
    let detail = format!("{}, {}", made.email, super::manage::role_word(member.role));
    audit::append(
        tx,
        &entry(scope, AuditAction::MemberInvited, made.id, Some(detail)),
        occasion,
    )
    .await?;
    find_on(tx.connection(), scope, made.id).await
}

/// Sends the invitation again under a new link; the old ones die.
pub async fn resend(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    invitation: &Invitation,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    let member = locked(tx, scope, id).await?;
    require_invited(&member)?;
    links::remove_open(tx, id).await?;
    send(tx, scope, id, invitation, occasion).await?;
    audit::append(
        tx,
        &entry(scope, AuditAction::InvitationResent, id, Some(member.email)),
        occasion,
    )
    .await?;
    find_on(tx.connection(), scope, id).await
}

/// Takes the invitation back: its link dies and the person, who never was one of the portal, is removed.
pub async fn withdraw(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<()> {
    let member = locked(tx, scope, id).await?;
    require_invited(&member)?;
    audit::append(
        tx,
        &entry(
            scope,
            AuditAction::InvitationWithdrawn,
            id,
            Some(member.email),
        ),
        occasion,
    )
    .await?;
    member::Entity::delete_by_id(id)
        .exec(tx.connection())
        .await?;
    Ok(())
}

async fn send(
    tx: &Tx,
    scope: &AccountScope,
    member: Uuid,
    invitation: &Invitation,
    occasion: Occasion<'_>,
) -> Result<()> {
    let link = links::NewLink {
        kind: LinkKind::Invitation,
        member,
        invited_by: Some(scope.member),
        token_hash: invitation.token_hash,
        expires_at: invitation.expires_at,
    };
    links::insert(tx, &link, occasion.now).await?;
    outbox::enqueue(tx, &invitation.mail, occasion.now).await?;
    Ok(())
}

fn require_invited(member: &member::Model) -> Result<()> {
    if member.status.0 == MemberStatus::Invited {
        Ok(())
    } else {
        Err(Error::Conflict(Conflict::NotInvited))
    }
}

/// The names of the company and of who invites.
async fn host(connection: &impl ConnectionTrait, scope: &AccountScope) -> Result<(String, String)> {
    let account = account::Entity::find_by_id(scope.account)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let member = member::Entity::find_by_id(scope.member)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((account.name, member.name))
}
