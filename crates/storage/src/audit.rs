//! Who did what to whom. The table refuses change and removal on both databases.

use contract::{AuditAction, AuditEntry, AuditId, Page};
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _};
use sea_orm::{QuerySelect as _, Set, Value};
use uuid::Uuid;

use crate::db::rows;
use crate::entity::column::{Coded, Moment};
use crate::entity::{audit, member};
use crate::moment::new_id;
use crate::{AccountScope, Db, Occasion, PageRequest, Result, StaffScope, Tx};

/// One line to be written. The names of actor and subject are copied into it, so that it stays readable.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub action: AuditAction,
    /// Absent for the system itself and for someone not signed in.
    pub actor: Option<Uuid>,
    pub account: Option<Uuid>,
    /// The member it concerns.
    pub subject: Option<Uuid>,
    pub detail: Option<String>,
}

/// Functions of this crate write their own lines; this is for what only the server knows, such as a failed sign-in.
pub async fn append(tx: &Tx, entry: &NewEntry, occasion: Occasion<'_>) -> Result<()> {
    let people: Vec<(Uuid, String)> = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Name])
        .filter(member::Column::Id.is_in(entry.actor.into_iter().chain(entry.subject)))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let name_of = |id: Option<Uuid>| {
        people
            .iter()
            .find(|(known, _)| Some(*known) == id)
            .map(|(_, name)| name.clone())
    };
    let row = audit::ActiveModel {
        id: Set(new_id(occasion.now)),
        at: Set(Moment(occasion.now)),
        action: Set(Coded(entry.action)),
        is_administrative: Set(is_administrative(entry.action)),
        actor_id: Set(entry.actor),
        account_id: Set(entry.account),
        subject_id: Set(entry.subject),
        actor_name: Set(name_of(entry.actor)),
        subject_name: Set(name_of(entry.subject)),
        detail: Set(entry.detail.clone()),
        address: Set(occasion.address.to_owned()),
    };
    audit::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Administrative lines of the own company, newest first. Admins only.
pub async fn list_for_account(
    db: &Db,
    scope: &AccountScope,
    page: &PageRequest,
) -> Result<Page<AuditEntry>> {
    scope.admin()?;
    let condition = "a.account_id = $4 AND a.is_administrative = $5";
    let mut list = list(db, page, condition, vec![scope.account.into(), true.into()]).await?;
    for entry in &mut list.items {
        entry.account_name = None;
    }
    Ok(list)
}

/// All lines, newest first. Operators only.
pub async fn list_all(db: &Db, scope: &StaffScope, page: &PageRequest) -> Result<Page<AuditEntry>> {
    scope.operator()?;
    list(db, page, "1 = 1", Vec::new()).await
}

/// Whether account admins read it: what was done to their company, not when its people came and went.
pub(crate) const fn is_administrative(action: AuditAction) -> bool {
    match action {
        AuditAction::AccountCreated
        | AuditAction::MemberInvited
        | AuditAction::InvitationResent
        | AuditAction::InvitationWithdrawn
        | AuditAction::InvitationAccepted
        | AuditAction::MemberUpdated
        | AuditAction::MemberDeactivated
        | AuditAction::MemberReactivated
        | AuditAction::ResetLinkMade
        | AuditAction::PointsAdjusted
        | AuditAction::AdjustmentApproved
        | AuditAction::GiftGiven
        | AuditAction::BenefitAgreed
        | AuditAction::BenefitEnded
        | AuditAction::TierGiven
        | AuditAction::GivenTierEnded
        | AuditAction::RewardRequested
        | AuditAction::RewardApproved
        | AuditAction::RewardDeclined
        | AuditAction::RewardCancelled
        | AuditAction::RewardFulfilled
        | AuditAction::RewardRanOut
        | AuditAction::SpendingChanged
        | AuditAction::ChallengeCreated
        | AuditAction::ChallengeCalledOff
        | AuditAction::SuccessManagerSet
        | AuditAction::BoardChanged => true,
        AuditAction::PasswordChanged
        | AuditAction::PasswordReset
        | AuditAction::SignedIn
        | AuditAction::SignInFailed
        | AuditAction::SignedOut
        | AuditAction::SessionEnded
        | AuditAction::ApiKeyCreated
        | AuditAction::ApiKeyRevoked
        // What was asked and refused has changed nothing of the company's.
        | AuditAction::AdjustmentAsked
        | AuditAction::AdjustmentRefused
        // What somebody answered is nothing that the company's admins read.
        | AuditAction::FollowUpClosed
        | AuditAction::OfferCreated
        | AuditAction::OfferEnded => false,
    }
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    at: Moment,
    action: Coded<AuditAction>,
    actor_name: Option<String>,
    subject_name: Option<String>,
    detail: Option<String>,
    account_name: Option<String>,
}

async fn list(
    db: &Db,
    page: &PageRequest,
    condition: &str,
    further: Vec<Value>,
) -> Result<Page<AuditEntry>> {
    let (at, id) = page
        .after::<(i64, Uuid)>()?
        .unwrap_or((i64::MAX, Uuid::max()));
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let sql = format!(
        "SELECT a.id, a.at, a.action, a.actor_name, a.subject_name, a.detail, c.name AS account_name
         FROM audit a LEFT JOIN account c ON c.id = a.account_id
         WHERE (a.at, a.id) < ($1, $2) AND {condition}
         ORDER BY a.at DESC, a.id DESC
         LIMIT $3"
    );
    let values = [at.into(), id.into(), reach.into()]
        .into_iter()
        .chain(further);
    let lines: Vec<Line> = rows(db.reader(), &sql, values).await?;
    let view = |line: Line| AuditEntry {
        id: AuditId(line.id.to_string()),
        at: line.at.rfc3339(),
        action: line.action.0,
        actor: line.actor_name,
        subject: line.subject_name,
        detail: line.detail,
        account_name: line.account_name,
    };
    Ok(page.page(lines, |line| (line.at.0.as_microsecond(), line.id), view))
}
