//! Signed-in browsers.

use contract::{AuditAction, MemberStatus, Persona, Role, SessionId, SessionView};
use jiff::{SignedDuration, Timestamp};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
};
use sea_orm::{QuerySelect as _, Set};
use uuid::Uuid;

use crate::audit::{self, NewEntry};
use crate::db::{execute, row};
use crate::entity::column::{Coded, Moment};
use crate::entity::{member, session};
use crate::moment::new_id;
use crate::{
    AccountScope, Conflict, Db, Error, Occasion, Result, Scope, StaffScope, TokenHash, Tx,
};

/// The use of a session is noted no more often than this.
const NOTED_EVERY: SignedDuration = SignedDuration::from_secs(60);
const LONGEST_USER_AGENT: usize = 300;

/// How long a session lives.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Without use.
    pub idle: SignedDuration,
    /// In any case.
    pub absolute: SignedDuration,
}

#[derive(Clone, Debug)]
pub struct NewSession {
    pub member: Uuid,
    pub token_hash: TokenHash,
    /// Cut to 300 characters.
    pub user_agent: String,
}

/// Starts a session of an active person and writes `signed_in` to the audit log.
pub async fn create(
    tx: &Tx,
    new: &NewSession,
    limits: Limits,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    // Locked, so that a deactivation at the same time either refuses this or ends it.
    let found = member::Entity::find_by_id(new.member)
        .lock(LockType::NoKeyUpdate)
        .one(tx.connection())
        .await?;
    let member = found.ok_or(Error::NotFound)?;
    if member.status.0 != MemberStatus::Active {
        return Err(Error::Conflict(Conflict::NotActive));
    }
    let id = new_id(occasion.now);
    let row = session::ActiveModel {
        id: Set(id),
        member_id: Set(new.member),
        token_hash: Set(new.token_hash.to_vec()),
        user_agent: Set(new.user_agent.chars().take(LONGEST_USER_AGENT).collect()),
        address: Set(occasion.address.to_owned()),
        created_at: Set(Moment(occasion.now)),
        last_seen_at: Set(Moment(occasion.now)),
        expires_at: Set(Moment(occasion.now + limits.absolute)),
    };
    session::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    note_presence(tx, new.member, occasion.now).await?;
    let entry = NewEntry {
        action: AuditAction::SignedIn,
        actor: Some(new.member),
        account: member.account_id,
        subject: Some(new.member),
        detail: None,
    };
    audit::append(tx, &entry, occasion).await?;
    Ok(id)
}

/// Who holds the token, if its session still lives and its person is active. Notes the use at most once a minute, in the
/// background, so that a read stays a read.
pub async fn authenticate(
    db: &Db,
    token_hash: &TokenHash,
    limits: Limits,
    now: Timestamp,
) -> Result<Option<Scope>> {
    let found: Option<Holder> = row(db.reader(), HOLDER, [token_hash.to_vec().into()]).await?;
    let is_alive = |holder: &Holder| {
        holder.status.0 == MemberStatus::Active
            && holder.expires_at.0 > now
            && now.duration_since(holder.last_seen_at.0) < limits.idle
    };
    let Some(holder) = found.filter(is_alive) else {
        return Ok(None);
    };
    if now.duration_since(holder.last_seen_at.0) >= NOTED_EVERY {
        let db = db.clone();
        let (session, member) = (holder.session_id, holder.member_id);
        tokio::spawn(async move {
            if let Err(error) = note_use(&db, session, member, now).await {
                tracing::warn!(%error, "the use of a session could not be noted");
            }
        });
    }
    Ok(Some(holder.into()))
}

/// The person's own living sessions, the latest used first.
pub async fn list(
    db: &Db,
    scope: &Scope,
    limits: Limits,
    now: Timestamp,
) -> Result<Vec<SessionView>> {
    let found = session::Entity::find()
        .filter(session::Column::MemberId.eq(scope.member()))
        .filter(session::Column::ExpiresAt.gt(Moment(now)))
        .filter(session::Column::LastSeenAt.gt(Moment(now - limits.idle)))
        .order_by_desc(session::Column::LastSeenAt)
        .order_by_desc(session::Column::Id)
        .all(db.reader())
        .await?;
    let view = |session: session::Model| SessionView {
        is_current: session.id == scope.session(),
        id: SessionId(session.id.to_string()),
        user_agent: session.user_agent,
        address: session.address,
        created_at: session.created_at.rfc3339(),
        last_seen_at: session.last_seen_at.rfc3339(),
    };
    Ok(found.into_iter().map(view).collect())
}

/// Ends one of the person's own sessions.
pub async fn end(tx: &Tx, scope: &Scope, id: Uuid, occasion: Occasion<'_>) -> Result<()> {
    let sql = "DELETE FROM session WHERE id = $1 AND member_id = $2";
    if execute(tx.connection(), sql, [id.into(), scope.member().into()]).await? == 0 {
        return Err(Error::NotFound);
    }
    append(tx, scope, AuditAction::SessionEnded, occasion).await
}

/// Ends all of the person's sessions but the one that asks, and says how many.
pub async fn end_others(tx: &Tx, scope: &Scope, occasion: Occasion<'_>) -> Result<u64> {
    let ended = remove_all(tx, scope.member(), Some(scope.session())).await?;
    if ended > 0 {
        append(tx, scope, AuditAction::SessionEnded, occasion).await?;
    }
    Ok(ended)
}

/// Signs out.
pub async fn end_current(tx: &Tx, scope: &Scope, occasion: Occasion<'_>) -> Result<()> {
    let sql = "DELETE FROM session WHERE id = $1";
    // Two tabs may sign out at once: the second finds it done.
    if execute(tx.connection(), sql, [scope.session().into()]).await? == 0 {
        return Ok(());
    }
    append(tx, scope, AuditAction::SignedOut, occasion).await
}

/// Removes the person's sessions, save one that is spared.
pub(crate) async fn remove_all(tx: &Tx, member: Uuid, spared: Option<Uuid>) -> Result<u64> {
    let sql = "DELETE FROM session WHERE member_id = $1 AND id <> $2";
    execute(
        tx.connection(),
        sql,
        [member.into(), spared.unwrap_or_default().into()],
    )
    .await
}

#[derive(FromQueryResult)]
struct Holder {
    session_id: Uuid,
    last_seen_at: Moment,
    expires_at: Moment,
    member_id: Uuid,
    account_id: Option<Uuid>,
    role: Coded<Role>,
    persona: Option<Coded<Persona>>,
    status: Coded<MemberStatus>,
}

const HOLDER: &str = "
    SELECT s.id AS session_id, s.last_seen_at, s.expires_at, m.id AS member_id, m.account_id, m.role, m.persona, m.status
    FROM session s JOIN member m ON m.id = s.member_id
    WHERE s.token_hash = $1";

impl From<Holder> for Scope {
    fn from(holder: Holder) -> Self {
        match holder.account_id {
            Some(account) => Self::Customer(AccountScope {
                account,
                member: holder.member_id,
                session: holder.session_id,
                is_admin: holder.role.0 == Role::AccountAdmin,
                persona: holder.persona.map(|persona| persona.0),
            }),
            None => Self::Staff(StaffScope {
                member: holder.member_id,
                session: holder.session_id,
                role: holder.role.0,
            }),
        }
    }
}

async fn note_use(db: &Db, session: Uuid, member: Uuid, now: Timestamp) -> Result<()> {
    // Requests come in bursts: one note is enough for all of them.
    let (_, low) = session.as_u64_pair();
    let Some(_taken) = db.take_key(low.cast_signed()) else {
        return Ok(());
    };
    let before = (now - NOTED_EVERY).as_microsecond();
    db.write(|tx| async move {
        let sql = "UPDATE session SET last_seen_at = $1 WHERE id = $2 AND last_seen_at <= $3";
        let values = [now.as_microsecond().into(), session.into(), before.into()];
        if execute(tx.connection(), sql, values).await? > 0 {
            note_presence(&tx, member, now).await?;
        }
        Ok(())
    })
    .await
}

async fn note_presence(tx: &Tx, member: Uuid, now: Timestamp) -> Result<()> {
    let sql = "UPDATE member SET last_seen_at = $1 WHERE id = $2";
    execute(
        tx.connection(),
        sql,
        [now.as_microsecond().into(), member.into()],
    )
    .await?;
    Ok(())
}

async fn append(tx: &Tx, scope: &Scope, action: AuditAction, occasion: Occasion<'_>) -> Result<()> {
    let member = Some(scope.member());
    let entry = NewEntry {
        action,
        actor: member,
        account: scope.account(),
        subject: member,
        detail: None,
    };
    audit::append(tx, &entry, occasion).await
}
