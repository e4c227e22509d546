//! Making people outright: on the command line, where no invitation is sent.

use contract::{AuditAction, Locale, MemberStatus, Persona, Role, Theme};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, Set};
use uuid::Uuid;

use super::{folded, search_text};
use crate::audit::{self, NewEntry};
use crate::entity::column::{Coded, Moment};
use crate::entity::{account, member};
use crate::moment::new_id;
use crate::{Error, Occasion, Result, Tx, board};

/// A person to be made: by an invitation or on the command line.
#[derive(Clone, Debug)]
pub struct NewMember {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub persona: Option<Persona>,
    pub team: Option<String>,
    pub locale: Locale,
}

/// Makes an active person of the vendor, from the command line.
pub async fn create_staff(
    tx: &Tx,
    member: &NewMember,
    password_hash: &str,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    if !member.role.is_staff() {
        return Err(Error::Forbidden);
    }
    create(tx, None, member, password_hash, occasion).await
}

/// Makes an active person of a company, from the command line.
pub async fn create_member(
    tx: &Tx,
    account: Uuid,
    member: &NewMember,
    password_hash: &str,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    if member.role.is_staff() {
        return Err(Error::Forbidden);
    }
    account::Entity::find_by_id(account)
        .one(tx.connection())
        .await?
        .ok_or(Error::NotFound)?;
    create(tx, Some(account), member, password_hash, occasion).await
}

/// The row of a person who is invited and not yet there.
pub(super) fn invited_row(
    account: Option<Uuid>,
    member: &NewMember,
    occasion: Occasion<'_>,
) -> member::ActiveModel {
    let team = member.team.clone().filter(|team| !team.trim().is_empty());
    member::ActiveModel {
        id: Set(new_id(occasion.now)),
        account_id: Set(account),
        email: Set(member.email.trim().to_owned()),
        email_folded: Set(folded(&member.email)),
        name: Set(member.name.clone()),
        name_folded: Set(folded(&member.name)),
        search_text: Set(search_text(&member.name, &member.email, team.as_deref())),
        role: Set(Coded(member.role)),
        persona: Set(member.persona.map(Coded)),
        team: Set(team),
        locale: Set(Coded(member.locale)),
        theme: Set(Coded(Theme::System)),
        password_hash: Set(None),
        status: Set(Coded(MemberStatus::Invited)),
        created_at: Set(Moment(occasion.now)),
        joined_at: Set(None),
        last_seen_at: Set(None),
        deactivated_at: Set(None),
        hides_points: Set(false),
    }
}

async fn create(
    tx: &Tx,
    account: Option<Uuid>,
    member: &NewMember,
    password_hash: &str,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    let mut row = invited_row(account, member, occasion);
    row.password_hash = Set(Some(password_hash.to_owned()));
    row.status = Set(Coded(MemberStatus::Active));
    row.joined_at = Set(Some(Moment(occasion.now)));
    let made = row.insert(tx.connection()).await?;
    if let Some(account) = account {
        board::note_person(tx, account, made.id).await?;
    }
    let entry = NewEntry {
        action: AuditAction::InvitationAccepted,
        actor: None,
        account,
        subject: Some(made.id),
        detail: Some("made on the command line".to_owned()),
    };
    audit::append(tx, &entry, occasion).await?;
    Ok(made.id)
}
