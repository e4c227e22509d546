//! The people of a company, as far as the one who asks may see them.

use std::collections::HashMap;

use contract::{MemberId, MemberStatus, MemberView, Page};
use sea_orm::sea_query::{ExprTrait as _, LikeExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _,
};
use sea_orm::{QuerySelect as _, Select};
use uuid::Uuid;

use super::folded;
use crate::entity::column::{Coded, Moment};
use crate::entity::{link, member};
use crate::{AccountScope, Db, Error, PageRequest, Result};

/// People of the own company by name; `q` is looked for in name and e-mail, for admins in the team
/// too. Members see active colleagues, admins all.
pub async fn list(
    db: &Db,
    scope: &AccountScope,
    q: Option<&str>,
    page: &PageRequest,
) -> Result<Page<MemberView>> {
    let mut query = visible(scope)
        .order_by_asc(member::Column::NameFolded)
        .order_by_asc(member::Column::Id)
        .limit(page.reach());
    if let Some(wanted) = q.map(folded).filter(|wanted| !wanted.is_empty()) {
        let pattern = LikeExpr::new(format!("%{}%", escaped(&wanted))).escape('\\');
        // Teams are shown to admins alone, so nobody else may find a person by one.
        query = if scope.is_admin {
            query.filter(member::Column::SearchText.like(pattern))
        } else {
            let by_name = member::Column::NameFolded.like(pattern.clone());
            query.filter(
                Condition::any()
                    .add(by_name)
                    .add(member::Column::EmailFolded.like(pattern)),
            )
        };
    }
    if let Some((name, id)) = page.after::<(String, Uuid)>()? {
        let same_name = member::Column::NameFolded
            .eq(name.as_str())
            .and(member::Column::Id.gt(id));
        query = query.filter(
            Condition::any()
                .add(member::Column::NameFolded.gt(name))
                .add(same_name),
        );
    }
    let members = query.all(db.reader()).await?;
    let invitations = invitations(db.reader(), scope, &members).await?;
    Ok(page.page(
        members,
        |member| (member.name_folded.clone(), member.id),
        |member| view(scope, &invitations, member),
    ))
}

/// One person of the own company, [`Error::NotFound`] for anyone whom the list would not show.
pub async fn find(db: &Db, scope: &AccountScope, id: Uuid) -> Result<MemberView> {
    find_on(db.reader(), scope, id).await
}

pub(super) async fn find_on(
    connection: &impl ConnectionTrait,
    scope: &AccountScope,
    id: Uuid,
) -> Result<MemberView> {
    let found = visible(scope)
        .filter(member::Column::Id.eq(id))
        .one(connection)
        .await?;
    let member = found.ok_or(Error::NotFound)?;
    let invitations = invitations(connection, scope, std::slice::from_ref(&member)).await?;
    Ok(view(scope, &invitations, member))
}

/// Whom the scope may see at all.
fn visible(scope: &AccountScope) -> Select<member::Entity> {
    let own = member::Entity::find().filter(member::Column::AccountId.eq(scope.account));
    if scope.is_admin {
        own
    } else {
        own.filter(member::Column::Status.eq(Coded(MemberStatus::Active)))
    }
}

/// When the open invitation of each invited person runs out.
async fn invitations(
    connection: &impl ConnectionTrait,
    scope: &AccountScope,
    members: &[member::Model],
) -> Result<HashMap<Uuid, Moment>> {
    let invited = members
        .iter()
        .filter(|member| member.status.0 == MemberStatus::Invited);
    let invited: Vec<Uuid> = invited.map(|member| member.id).collect();
    if invited.is_empty() || !scope.is_admin {
        return Ok(HashMap::new());
    }
    let links = link::Entity::find()
        .filter(link::Column::MemberId.is_in(invited))
        .filter(link::Column::UsedAt.is_null())
        .order_by_asc(link::Column::ExpiresAt)
        .all(connection)
        .await?;
    Ok(links
        .into_iter()
        .map(|link| (link.member_id, link.expires_at))
        .collect())
}

fn view(
    scope: &AccountScope,
    invitations: &HashMap<Uuid, Moment>,
    member: member::Model,
) -> MemberView {
    MemberView {
        id: MemberId(member.id.to_string()),
        name: member.name,
        email: member.email,
        role: member.role.0,
        persona: member.persona.map(|persona| persona.0),
        team: member
            .team
            .filter(|_| scope.is_admin || member.id == scope.member),
        status: member.status.0,
        is_me: member.id == scope.member,
        last_seen_at: member
            .last_seen_at
            .filter(|_| scope.is_admin)
            .map(Moment::rfc3339),
        invitation_expires_at: invitations.get(&member.id).map(|moment| moment.rfc3339()),
    }
}

/// Makes the pattern's own signs mean themselves.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
