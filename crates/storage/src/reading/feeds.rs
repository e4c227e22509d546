//! The private address of a person's feed of new articles: it reads, and nothing else.

use contract::{MemberStatus, Persona, Role};
use jiff::Timestamp;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::db::{execute, row};
use crate::entity::column::{Coded, Moment};
use crate::{AccountScope, Db, Result, Scope, StaffScope, TokenHash, Tx};

/// Makes the address of this token the person's own; an earlier one ends.
pub async fn put(tx: &Tx, scope: &Scope, token_hash: &TokenHash, now: Timestamp) -> Result<()> {
    let sql = "
        INSERT INTO feed (member_id, token_hash, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (member_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at";
    let values = [
        scope.member().into(),
        token_hash.to_vec().into(),
        now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// When the person's feed was made; nothing if there is none.
pub async fn made_at(db: &Db, scope: &Scope) -> Result<Option<String>> {
    let sql = "SELECT created_at FROM feed WHERE member_id = $1";
    let found: Option<Made> = row(db.reader(), sql, [scope.member().into()]).await?;
    Ok(found.map(|made| made.created_at.rfc3339()))
}

/// Ends the person's feed.
pub async fn remove(tx: &Tx, scope: &Scope) -> Result<()> {
    let sql = "DELETE FROM feed WHERE member_id = $1";
    execute(tx.connection(), sql, [scope.member().into()]).await?;
    Ok(())
}

/// Whose feed it is, while the person is active. The scope belongs to no session and is for reading articles alone.
pub async fn owner(db: &Db, token_hash: &TokenHash) -> Result<Option<Scope>> {
    let sql = "
        SELECT m.id, m.account_id, m.role, m.persona, m.status FROM feed f JOIN member m ON m.id = f.member_id
        WHERE f.token_hash = $1";
    let found: Option<Owner> = row(db.reader(), sql, [token_hash.to_vec().into()]).await?;
    Ok(found
        .filter(|owner| owner.status.0 == MemberStatus::Active)
        .map(Owner::scope))
}

#[derive(FromQueryResult)]
struct Made {
    created_at: Moment,
}

#[derive(FromQueryResult)]
struct Owner {
    id: Uuid,
    account_id: Option<Uuid>,
    role: Coded<Role>,
    persona: Option<Coded<Persona>>,
    status: Coded<MemberStatus>,
}

impl Owner {
    fn scope(self) -> Scope {
        match self.account_id {
            Some(account) => Scope::Customer(AccountScope {
                account,
                member: self.id,
                session: Uuid::nil(),
                is_admin: false,
                persona: self.persona.map(|persona| persona.0),
            }),
            None => Scope::Staff(StaffScope {
                member: self.id,
                session: Uuid::nil(),
                role: self.role.0,
            }),
        }
    }
}
