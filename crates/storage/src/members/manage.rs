//! What admins do to the people of their company. Every function locks the account first, so that two admins cannot
//! take each other's rights away at once and leave the company without one.

use contract::{AuditAction, MemberStatus, MemberView, Persona, Role, UpdateMember};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _,
};
use sea_orm::{QueryFilter as _, QuerySelect as _, Set};
use uuid::Uuid;

use super::list::find_on;
use super::search_text;
use crate::audit::{self, NewEntry};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::entity::{account, member};
use crate::{AccountScope, Conflict, Error, Occasion, Result, Tx, board, links, sessions};

/// Changes role, persona, team. Admins only; the last active admin stays one.
pub async fn update(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    change: &UpdateMember,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    let member = locked(tx, scope, id).await?;
    let mut row = member.clone().into_active_model();
    let mut details = Vec::new();
    if let Some(role) = change.role.filter(|role| *role != member.role.0) {
        if role.is_staff() {
            return Err(Error::Forbidden);
        }
        keep_an_admin(tx, &member).await?;
        details.push(format!(
            "role: {} → {}",
            role_word(member.role.0),
            role_word(role)
        ));
        row.role = Set(Coded(role));
    }
    if let Some(persona) = change
        .persona
        .filter(|persona| Some(Coded(*persona)) != member.persona)
    {
        let before = member.persona.map_or("none", |persona| persona.0.word());
        details.push(format!("persona: {before} → {}", persona.word()));
        row.persona = Set(Some(Coded::<Persona>(persona)));
    }
    if let Some(team) = change.team.as_deref().map(str::trim) {
        let team = Some(team.to_owned()).filter(|team| !team.is_empty());
        if team != member.team {
            let word = |team: &Option<String>| team.clone().unwrap_or_else(|| "none".to_owned());
            details.push(format!("team: {} → {}", word(&member.team), word(&team)));
            row.search_text = Set(search_text(&member.name, &member.email, team.as_deref()));
            row.team = Set(team);
        }
    }
    if !details.is_empty() {
        board::note_person(tx, scope.account, id).await?;
        row.update(tx.connection()).await?;
        let line = entry(
            scope,
            AuditAction::MemberUpdated,
            id,
            Some(details.join("; ")),
        );
        audit::append(tx, &line, occasion).await?;
    }
    find_on(tx.connection(), scope, id).await
}

/// Ends the person's sessions and links at once. Admins only; the last active admin stays one.
pub async fn deactivate(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    let member = locked(tx, scope, id).await?;
    if member.status.0 != MemberStatus::Active {
        return Err(Error::Conflict(Conflict::NotActive));
    }
    keep_an_admin(tx, &member).await?;
    let mut row = member.into_active_model();
    row.status = Set(Coded(MemberStatus::Deactivated));
    row.deactivated_at = Set(Some(Moment(occasion.now)));
    row.update(tx.connection()).await?;
    board::note_person(tx, scope.account, id).await?;
    sessions::remove_all(tx, id, None).await?;
    links::remove_open(tx, id).await?;
    audit::append(
        tx,
        &entry(scope, AuditAction::MemberDeactivated, id, None),
        occasion,
    )
    .await?;
    find_on(tx.connection(), scope, id).await
}

/// Lets the person sign in again, with the password of before.
pub async fn reactivate(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    let member = locked(tx, scope, id).await?;
    if member.status.0 != MemberStatus::Deactivated {
        return Err(Error::Conflict(Conflict::NotDeactivated));
    }
    let mut row = member.into_active_model();
    row.status = Set(Coded(MemberStatus::Active));
    row.deactivated_at = Set(None);
    row.update(tx.connection()).await?;
    board::note_person(tx, scope.account, id).await?;
    audit::append(
        tx,
        &entry(scope, AuditAction::MemberReactivated, id, None),
        occasion,
    )
    .await?;
    find_on(tx.connection(), scope, id).await
}

/// Locks the account and sees that the one who asks is an active admin still: the scope was read before the lock.
pub(super) async fn require_admin(tx: &Tx, scope: &AccountScope) -> Result<()> {
    scope.admin()?;
    account::Entity::find_by_id(scope.account)
        .lock(LockType::NoKeyUpdate)
        .one(tx.connection())
        .await?
        .ok_or(Error::NotFound)?;
    let actor = member::Entity::find_by_id(scope.member)
        .one(tx.connection())
        .await?;
    let is_admin = |actor: &member::Model| {
        actor.account_id == Some(scope.account)
            && actor.role.0 == Role::AccountAdmin
            && actor.status.0 == MemberStatus::Active
    };
    if actor.as_ref().is_some_and(is_admin) {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

/// The person, locked together with the account, for an admin of the same account.
pub(super) async fn locked(tx: &Tx, scope: &AccountScope, id: Uuid) -> Result<member::Model> {
    require_admin(tx, scope).await?;
    member::Entity::find_by_id(id)
        .filter(member::Column::AccountId.eq(scope.account))
        .lock(LockType::NoKeyUpdate)
        .one(tx.connection())
        .await?
        .ok_or(Error::NotFound)
}

pub(super) fn entry(
    scope: &AccountScope,
    action: AuditAction,
    subject: Uuid,
    detail: Option<String>,
) -> NewEntry {
    NewEntry {
        action,
        actor: Some(scope.member),
        account: Some(scope.account),
        subject: Some(subject),
        detail,
    }
}

pub(super) fn role_word(role: Role) -> &'static str {
    role.word()
}

/// Refuses to take the last active admin away. The account must be locked.
async fn keep_an_admin(tx: &Tx, member: &member::Model) -> Result<()> {
    if member.role.0 != Role::AccountAdmin || member.status.0 != MemberStatus::Active {
        return Ok(());
    }
    let others = member::Entity::find()
        .filter(member::Column::AccountId.eq(member.account_id))
        .filter(member::Column::Role.eq(Coded(Role::AccountAdmin)))
        .filter(member::Column::Status.eq(Coded(MemberStatus::Active)))
        .filter(member::Column::Id.ne(member.id))
        .count(tx.connection())
        .await?;
    if others == 0 {
        Err(Error::Conflict(Conflict::LastAdmin))
    } else {
        Ok(())
    }
}
