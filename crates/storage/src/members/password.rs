//! Stored password hashes: reading them to sign in, replacing them.

use contract::{AuditAction, Locale, MemberStatus, Role};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::{folded, own};
use crate::audit::{self, NewEntry};
use crate::db::execute;
use crate::entity::member;
use crate::{Db, Error, Occasion, Result, Scope, Tx, links, sessions};

/// What sign-in needs to know of a person.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub id: Uuid,
    pub account: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub locale: Locale,
    pub status: MemberStatus,
    pub password_hash: Option<String>,
}

pub async fn credentials_by_email(db: &Db, email: &str) -> Result<Option<Credentials>> {
    let found = member::Entity::find()
        .filter(member::Column::EmailFolded.eq(folded(email)))
        .one(db.reader())
        .await?;
    Ok(found.map(Credentials::from))
}

/// The own credentials of who asks, to check the current password.
pub async fn credentials(db: &Db, scope: &Scope) -> Result<Credentials> {
    Ok(own(db.reader(), scope).await?.into())
}

/// Sets the own password, ends every other session, and kills open reset links.
pub async fn set_password(
    tx: &Tx,
    scope: &Scope,
    password_hash: &str,
    occasion: Occasion<'_>,
) -> Result<()> {
    let sql = "UPDATE member SET password_hash = $1 WHERE id = $2 AND status = 'active'";
    let changed = execute(
        tx.connection(),
        sql,
        [password_hash.into(), scope.member().into()],
    )
    .await?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    sessions::remove_all(tx, scope.member(), Some(scope.session())).await?;
    links::remove_open(tx, scope.member()).await?;
    let entry = NewEntry {
        action: AuditAction::PasswordChanged,
        actor: Some(scope.member()),
        account: scope.account(),
        subject: Some(scope.member()),
        detail: None,
    };
    audit::append(tx, &entry, occasion).await
}

/// Replaces the stored hash of the same password by one of newer cost; no line in the audit log. Does nothing when the
/// password was changed meanwhile.
pub async fn rehash_password(tx: &Tx, member: Uuid, old_hash: &str, new_hash: &str) -> Result<()> {
    let sql = "UPDATE member SET password_hash = $1 WHERE id = $2 AND password_hash = $3";
    execute(
        tx.connection(),
        sql,
        [new_hash.into(), member.into(), old_hash.into()],
    )
    .await?;
    Ok(())
}

impl From<member::Model> for Credentials {
    fn from(member: member::Model) -> Self {
        Self {
            id: member.id,
            account: member.account_id,
            name: member.name,
            email: member.email,
            role: member.role.0,
            locale: member.locale.0,
            status: member.status.0,
            password_hash: member.password_hash,
        }
    }
}
